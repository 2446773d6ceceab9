import type { DriverManifest } from '../../manifest.ts';
import { pressureSettingsForm } from '../pressure-settings.ts';

export const omronHidManifest: DriverManifest = {
  name: 'bp-omron-hid',
  title: {
    zh: '血压计 欧姆龙 HEM-790IT/7080IT/7301IT（USB）',
    en: 'Blood pressure monitor Omron HEM-790IT/7080IT/7301IT (USB)',
  },
  deviceClass: 'blood-pressure',
  transports: ['hid', 'tcp'],
  usbIds: [{ vendorId: 0x0590, productId: 0x0028 }],
  confidence: 'vectors',
  source: 'blood-pressure.md section 4; libomron notes and USB captures',
  capabilities: ['start', 'stop', 'readMemory', 'reading', 'identity', 'clock'],
  settings: pressureSettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
