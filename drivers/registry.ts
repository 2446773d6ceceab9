import { networkCameraManifest } from './cameras/network-camera/manifest.ts';
import { cardSerialManifest } from './cards/card-serial/manifest.ts';
import { cardWedgeManifest } from './cards/card-wedge/manifest.ts';
import { DeviceError } from './errors.ts';
import type { DriverManifest } from './manifest.ts';
import { printerEplManifest } from './printers/printer-epl/manifest.ts';
import { printerEscposManifest } from './printers/printer-escpos/manifest.ts';
import { printerTsplManifest } from './printers/printer-tspl/manifest.ts';
import { printerZplManifest } from './printers/printer-zpl/manifest.ts';
import { llrpManifest } from './rfid/llrp/manifest.ts';
import { modbusRtuManifest } from './signals/modbus-rtu/manifest.ts';

/** Every driver as data; the code behind a manifest is loaded only when a device of its kind is opened. */
export const drivers: readonly DriverManifest[] = [
  llrpManifest,
  printerZplManifest,
  printerTsplManifest,
  printerEplManifest,
  printerEscposManifest,
  modbusRtuManifest,
  networkCameraManifest,
  cardSerialManifest,
  cardWedgeManifest,
];

/** @throws DeviceError `input.invalid` for a name that no driver has */
export function findDriver(name: string): DriverManifest {
  const manifest = drivers.find((driver) => driver.name === name);
  if (manifest === undefined) {
    throw new DeviceError('input.invalid', `no driver is called ${name}`, {
      detail: { name, known: drivers.map((driver) => driver.name) },
    });
  }
  return manifest;
}
