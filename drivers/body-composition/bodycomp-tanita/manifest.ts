import type { DriverManifest } from '../../manifest.ts';
import { compositionSettingsForm } from '../composition-session.ts';

export const bodycompTanitaManifest: DriverManifest = {
  name: 'bodycomp-tanita',
  title: { zh: '百利达体成分仪', en: 'Tanita body composition scale' },
  deviceClass: 'body-composition',
  transports: ['serial', 'tcp'],
  baudRate: 9600,
  confidence: 'vectors',
  source:
    'body-composition-glucose-spiro.md section 1; operating manuals SC-240, SC-330, MC-780; MC-980MA Instructions for PC mode; obiba/onyx drivers',
  capabilities: ['start', 'stop', 'enterPerson', 'identity', 'clock'],
  settings: compositionSettingsForm,
  load: async () => (await import('./index.ts')).driver,
};
