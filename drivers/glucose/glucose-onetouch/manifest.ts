import type { DriverManifest } from '../../manifest.ts';
import { oneTouchSettingsForm } from './settings.ts';

export const glucoseOneTouchManifest: DriverManifest = {
  name: 'glucose-onetouch',
  title: { zh: '强生稳豪血糖仪', en: 'OneTouch glucose meter' },
  deviceClass: 'glucose',
  transports: ['serial', 'tcp'],
  baudRate: 9600,
  usbIds: [{ vendorId: 0x10c4, productId: 0x85a7 }],
  confidence: 'vectors',
  source:
    'body-composition-glucose-spiro.md section 2; glucometer-protocols and glucometerutils, LifeScan pages',
  capabilities: ['start', 'stop', 'readMemory', 'setClock', 'identity'],
  settings: oneTouchSettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
