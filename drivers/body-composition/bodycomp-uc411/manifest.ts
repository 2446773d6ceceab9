import type { DriverManifest } from '../../manifest.ts';
import { compositionSettingsForm } from '../composition-session.ts';

export const bodycompUc411Manifest: DriverManifest = {
  name: 'bodycomp-uc411',
  title: { zh: '爱安德 UC-411 体成分秤', en: 'A&D UC-411 body composition scale' },
  deviceClass: 'body-composition',
  transports: ['serial', 'tcp'],
  baudRate: 9600,
  confidence: 'vectors',
  source:
    'body-composition-glucose-spiro.md section 1; a public decoder of the UC-411PBT-C; NexJ description of the A&D PBT series',
  capabilities: ['start', 'stop', 'identity', 'clock'],
  settings: compositionSettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
