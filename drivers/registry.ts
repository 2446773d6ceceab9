import { hbp9020Manifest } from './blood-pressure/bp-hbp9020/manifest.ts';
import { hbp9030Manifest } from './blood-pressure/bp-hbp9030/manifest.ts';
import { microlifeManifest } from './blood-pressure/bp-microlife/manifest.ts';
import { omronHidManifest } from './blood-pressure/bp-omron-hid/manifest.ts';
import { tm2657Manifest } from './blood-pressure/bp-tm2657/manifest.ts';
import { ua767Manifest } from './blood-pressure/bp-ua767/manifest.ts';
import { bodycompTanitaManifest } from './body-composition/bodycomp-tanita/manifest.ts';
import { bodycompUc411Manifest } from './body-composition/bodycomp-uc411/manifest.ts';
import { networkCameraManifest } from './cameras/network-camera/manifest.ts';
import { cardSerialManifest } from './cards/card-serial/manifest.ts';
import { cardWedgeManifest } from './cards/card-wedge/manifest.ts';
import { idSamvManifest } from './cards/id-samv/manifest.ts';
import { DeviceError } from './errors.ts';
import { glucoseAstmManifest } from './glucose/glucose-astm/manifest.ts';
import { glucoseOneTouchManifest } from './glucose/glucose-onetouch/manifest.ts';
import { glucoseTaidocManifest } from './glucose/glucose-taidoc/manifest.ts';
import { girthKeypadManifest } from './girth/girth-keypad/manifest.ts';
import type { DriverManifest } from './manifest.ts';
import { spo2Cms50V46Manifest } from './oximeters/spo2-cms50-v46/manifest.ts';
import { spo2Cms50Manifest } from './oximeters/spo2-cms50/manifest.ts';
import { spo2NoninManifest } from './oximeters/spo2-nonin/manifest.ts';
import { phdManifest } from './personal-health/phd-11073/manifest.ts';
import { printerEplManifest } from './printers/printer-epl/manifest.ts';
import { printerEscposManifest } from './printers/printer-escpos/manifest.ts';
import { printerSpoolerManifest } from './printers/printer-spooler/manifest.ts';
import { printerTsplManifest } from './printers/printer-tspl/manifest.ts';
import { printerZplManifest } from './printers/printer-zpl/manifest.ts';
import { lock8aManifest } from './locks/lock-8a/manifest.ts';
import { lockKerongManifest } from './locks/lock-kerong/manifest.ts';
import { lockWklyManifest } from './locks/lock-wkly/manifest.ts';
import { handheldTextManifest } from './rfid/handheld-text/manifest.ts';
import { llrpManifest } from './rfid/llrp/manifest.ts';
import { uhfChafonManifest } from './rfid/uhf-chafon/manifest.ts';
import { uhfM100Manifest } from './rfid/uhf-m100/manifest.ts';
import { uhfR2000Manifest } from './rfid/uhf-r2000/manifest.ts';
import { uhfThingmagicManifest } from './rfid/uhf-thingmagic/manifest.ts';
import { heightWeightManifest } from './scales/height-weight/manifest.ts';
import { scaleHidPosManifest } from './scales/scale-hid-pos/manifest.ts';
import { scaleKernManifest } from './scales/scale-kern/manifest.ts';
import { scaleMtSicsManifest } from './scales/scale-mt-sics/manifest.ts';
import { scaleTextManifest } from './scales/scale-text/manifest.ts';
import { scannerHidPosManifest } from './scanners/scanner-hid-pos/manifest.ts';
import { modbusRtuManifest } from './signals/modbus-rtu/manifest.ts';

/** Every driver as data; the code behind a manifest is loaded only when a device of its kind is opened. */
export const drivers: readonly DriverManifest[] = [
  llrpManifest,
  uhfM100Manifest,
  uhfR2000Manifest,
  uhfChafonManifest,
  uhfThingmagicManifest,
  handheldTextManifest,
  lock8aManifest,
  lockKerongManifest,
  lockWklyManifest,
  printerZplManifest,
  printerTsplManifest,
  printerEplManifest,
  printerEscposManifest,
  printerSpoolerManifest,
  modbusRtuManifest,
  networkCameraManifest,
  cardSerialManifest,
  cardWedgeManifest,
  idSamvManifest,
  scaleHidPosManifest,
  scaleMtSicsManifest,
  scaleKernManifest,
  scaleTextManifest,
  heightWeightManifest,
  girthKeypadManifest,
  scannerHidPosManifest,
  spo2Cms50Manifest,
  spo2Cms50V46Manifest,
  spo2NoninManifest,
  phdManifest,
  glucoseAstmManifest,
  glucoseOneTouchManifest,
  glucoseTaidocManifest,
  bodycompTanitaManifest,
  bodycompUc411Manifest,
  tm2657Manifest,
  ua767Manifest,
  hbp9030Manifest,
  hbp9020Manifest,
  omronHidManifest,
  microlifeManifest,
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
