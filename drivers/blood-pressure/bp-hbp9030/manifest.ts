import type { DriverManifest } from '../../manifest.ts';
import { pressureSettingsForm } from '../pressure-settings.ts';

export const hbp9030Manifest: DriverManifest = {
  name: 'bp-hbp9030',
  title: { zh: '臂筒式血压计 欧姆龙 HBP-9030', en: 'Arm-in blood pressure monitor Omron HBP-9030' },
  deviceClass: 'blood-pressure',
  transports: ['serial', 'tcp'],
  baudRate: 9600,
  confidence: 'vectors',
  source: 'blood-pressure.md section 3; Omron manual 2873643-0F page 20',
  capabilities: ['start', 'stop', 'reading', 'clock'],
  settings: pressureSettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
