import type { DriverManifest } from '../../manifest.ts';
import { printerSettingsForm } from '../settings-form.ts';

/** Label printers that speak ZPL II, over port 9100, serial line, Bluetooth SPP or USB. */
export const printerZplManifest: DriverManifest = {
  name: 'printer-zpl',
  title: { zh: 'ZPL 标签打印机', en: 'ZPL label printer' },
  deviceClass: 'printer',
  transports: ['tcp', 'serial', 'usb'],
  baudRate: 9600,
  defaultPort: 9100,
  confidence: 'vectors',
  source: 'protocols/label-printers.md sections 1 to 6, vectors/devices.json section label',
  capabilities: ['print', 'status', 'rfid-encode'],
  settings: printerSettingsForm,
  fingerprint: { usbClasses: [7], names: ['zebra', 'ztc '] },
  load: async () => (await import('./index.ts')).driver,
};
