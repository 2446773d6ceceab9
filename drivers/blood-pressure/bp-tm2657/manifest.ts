import type { DriverManifest } from '../../manifest.ts';
import { pressureSettingsForm } from '../pressure-settings.ts';

export const tm2657Manifest: DriverManifest = {
  name: 'bp-tm2657',
  title: { zh: '臂筒式血压计 A&D TM-2655/2657', en: 'Arm-in blood pressure monitor A&D TM-2655/2657' },
  deviceClass: 'blood-pressure',
  transports: ['serial', 'tcp'],
  baudRate: 2400,
  confidence: 'vectors',
  source: 'blood-pressure.md section 1; A&D manual WMPD4003318; public capture of a TM-2657',
  capabilities: ['start', 'stop', 'readLast', 'readPulses', 'reading', 'clock'],
  settings: pressureSettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
