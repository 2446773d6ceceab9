import type { DriverManifest } from '../../manifest.ts';
import { scaleSettingsForm, silenceSetting } from '../scale-settings.ts';

/** USB scales that report on the scales page of HID, whatever their maker. */
export const scaleHidPosManifest: DriverManifest = {
  name: 'scale-hid-pos',
  title: { zh: 'USB 秤（HID POS）', en: 'USB scale (HID POS)' },
  deviceClass: 'scale',
  transports: ['hid'],
  // weight-height.md section 1; others are found by usage page 8Dh.
  usbIds: [
    { vendorId: 0x0922, productId: 0x8003 },
    { vendorId: 0x0922, productId: 0x8004 },
    { vendorId: 0x0922, productId: 0x8009 },
    { vendorId: 0x0eb8, productId: 0xf000 },
    { vendorId: 0x0eb8, productId: 0xf001 },
    { vendorId: 0x1446, productId: 0x6a73 },
    { vendorId: 0x2474, productId: 0x0550 },
    { vendorId: 0x2474, productId: 0x3550 },
    { vendorId: 0x0b67, productId: 0x555e },
  ],
  confidence: 'vectors',
  source: 'protocols/weight-height.md section 1; USB-IF HID Point of Sale Usage Tables 1.02',
  capabilities: ['weight', 'zero'],
  settings: [...scaleSettingsForm, silenceSetting],
  fingerprint: { hidUsages: [{ page: 0x8d }] },
  load: async () => (await import('./index.ts')).driver,
};
