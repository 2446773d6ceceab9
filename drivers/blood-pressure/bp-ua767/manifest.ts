import type { DriverManifest } from '../../manifest.ts';
import { pressureSettingsForm } from '../pressure-settings.ts';

export const ua767Manifest: DriverManifest = {
  name: 'bp-ua767',
  title: { zh: '血压计 A&D UA-767PC/PBT、UA-851', en: 'Blood pressure monitor A&D UA-767PC/PBT, UA-851' },
  deviceClass: 'blood-pressure',
  transports: ['serial', 'tcp'],
  baudRate: 9600,
  confidence: 'vectors',
  source: 'blood-pressure.md section 2; NexJ description of the A&D PBT series',
  capabilities: ['start', 'stop', 'reading', 'identity', 'clock'],
  settings: pressureSettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
