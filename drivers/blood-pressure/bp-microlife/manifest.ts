import type { DriverManifest } from '../../manifest.ts';
import { pressureSettingsForm } from '../pressure-settings.ts';

export const microlifeManifest: DriverManifest = {
  name: 'bp-microlife',
  title: { zh: '血压计 Microlife（USB）', en: 'Blood pressure monitor Microlife (USB)' },
  deviceClass: 'blood-pressure',
  transports: ['hid', 'tcp'],
  usbIds: [{ vendorId: 0x04b4, productId: 0x5500 }],
  confidence: 'vectors',
  source: 'blood-pressure.md section 6; public BP3GX1-5X program',
  capabilities: ['start', 'stop', 'readMemory', 'setClock', 'reading', 'clock'],
  settings: pressureSettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
