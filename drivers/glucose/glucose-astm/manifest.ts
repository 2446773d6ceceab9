import type { DriverManifest } from '../../manifest.ts';
import { astmSettingsForm } from './settings.ts';

/** Contour meters with a USB plug (vendor 1A79). */
const CONTOUR_PRODUCTS = [0x6002, 0x6200, 0x6210, 0x6300, 0x7350, 0x7410, 0x7800];

export const glucoseAstmManifest: DriverManifest = {
  name: 'glucose-astm',
  title: { zh: '拜安康血糖仪（ASTM）', en: 'Contour glucose meter (ASTM)' },
  deviceClass: 'glucose',
  transports: ['hid', 'serial', 'tcp'],
  baudRate: 9600,
  usbIds: CONTOUR_PRODUCTS.map((productId) => ({ vendorId: 0x1a79, productId })),
  confidence: 'vectors',
  source:
    'body-composition-glucose-spiro.md section 2; ASTM E1381 and E1394; public decoders of the Contour family',
  capabilities: ['start', 'stop', 'readMemory', 'identity'],
  settings: astmSettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
