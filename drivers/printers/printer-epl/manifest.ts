import type { DriverManifest } from '../../manifest.ts';
import { printerSettingsForm } from '../settings-form.ts';

/** Older Zebra and Eltron label printers that speak EPL2 page mode. */
export const printerEplManifest: DriverManifest = {
  name: 'printer-epl',
  title: { zh: 'EPL2 标签打印机', en: 'EPL2 label printer' },
  deviceClass: 'printer',
  transports: ['tcp', 'serial', 'usb'],
  baudRate: 9600,
  defaultPort: 9100,
  confidence: 'vectors',
  source: 'protocols/label-printers.md sections 1, 2, 6, vectors/devices.json section label; EPL2 manual',
  capabilities: ['print', 'status'],
  settings: printerSettingsForm,
  fingerprint: { usbClasses: [7], names: ['eltron', 'lp 2844', 'lp2844', 'tlp 2844'] },
  load: async () => (await import('./index.ts')).driver,
};
