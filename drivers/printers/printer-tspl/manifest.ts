import type { DriverManifest } from '../../manifest.ts';
import { printerSettingsForm } from '../settings-form.ts';

/** Label printers that speak TSPL or TSPL2: TSC, Gprinter, Xprinter, HPRT, Deli and many more on the Chinese market. */
export const printerTsplManifest: DriverManifest = {
  name: 'printer-tspl',
  title: { zh: 'TSPL 标签打印机', en: 'TSPL label printer' },
  deviceClass: 'printer',
  transports: ['tcp', 'serial', 'usb'],
  baudRate: 9600,
  defaultPort: 9100,
  confidence: 'vectors',
  source:
    'protocols/label-printers.md sections 1 to 6, vectors/devices.json section label; TSPL/TSPL2 manual',
  capabilities: ['print', 'status'],
  settings: printerSettingsForm,
  fingerprint: { usbClasses: [7], names: ['tsc', 'gprinter', 'xprinter', 'hprt', 'deli'] },
  load: async () => (await import('./index.ts')).driver,
};
