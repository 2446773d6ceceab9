import type { DriverManifest } from '../../manifest.ts';
import { receiptSettingsForm } from './settings-form.ts';

/** Receipt printers that speak ESC/POS, over port 9100, serial line or USB. */
export const printerEscposManifest: DriverManifest = {
  name: 'printer-escpos',
  title: { zh: 'ESC/POS 小票打印机', en: 'ESC/POS receipt printer' },
  deviceClass: 'printer',
  transports: ['tcp', 'serial', 'usb'],
  baudRate: 9600,
  defaultPort: 9100,
  confidence: 'vectors',
  source:
    'protocols/label-printers.md sections 1 to 6, vectors/devices.json section label; ESC/POS reference',
  capabilities: ['print', 'status', 'receipt', 'drawer'],
  settings: receiptSettingsForm,
  fingerprint: { usbClasses: [7], names: ['epson', 'tm-t', 'pos-80', 'pos58', 'receipt'] },
  load: async () => (await import('./index.ts')).driver,
};
