import type { DriverManifest } from '../../manifest.ts';
import { meterSettingsForm } from '../meter-settings.ts';

export const glucoseTaidocManifest: DriverManifest = {
  name: 'glucose-taidoc',
  title: { zh: '泰博血糖仪（及贴牌）', en: 'TaiDoc glucose meter (and private labels)' },
  deviceClass: 'glucose',
  transports: ['serial', 'tcp', 'hid'],
  baudRate: 19_200,
  usbIds: [{ vendorId: 0x10c4, productId: 0xea80 }],
  confidence: 'vectors',
  source:
    'body-composition-glucose-spiro.md section 2; glucometer-protocols TD-42xx; Tidepool GlucoRx driver',
  capabilities: ['start', 'stop', 'readMemory', 'setClock', 'identity'],
  settings: meterSettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
