import type { DriverManifest } from '../../manifest.ts';
import { scannerSettingsForm } from './settings.ts';

/** Bar code scanners on the scanner page of HID, on a serial line, or typing as a keyboard. */
export const scannerHidPosManifest: DriverManifest = {
  name: 'scanner-hid-pos',
  title: { zh: '条码扫描枪', en: 'Bar code scanner' },
  deviceClass: 'scanner',
  transports: ['hid', 'serial', 'wedge'],
  baudRate: 9600,
  // Honeywell Voyager and Xenon in HID POS mode; others are found by usage page 8Ch.
  usbIds: [
    { vendorId: 0x0c2e, productId: 0x0b87 },
    { vendorId: 0x0c2e, productId: 0x0b8f },
    { vendorId: 0x0c2e, productId: 0x0b67 },
  ],
  confidence: 'documents',
  source:
    'protocols/cameras-and-signals.md section 3; USB-IF HID Point of Sale Usage Tables 1.02; ISO/IEC 15424',
  capabilities: ['barcode'],
  settings: scannerSettingsForm,
  fingerprint: { hidUsages: [{ page: 0x8c }] },
  load: async () => (await import('./index.ts')).driver,
};
