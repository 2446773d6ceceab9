import type { DriverManifest } from '../../manifest.ts';
import { samvSettingsForm } from './settings.ts';

export const idSamvManifest: DriverManifest = {
  name: 'id-samv',
  title: { zh: '居民身份证阅读机具（SAM_V）', en: 'Resident identity card reader (SAM_V)' },
  deviceClass: 'identity-card',
  transports: ['serial', 'tcp'],
  baudRate: 115_200,
  confidence: 'vectors',
  source: 'public notes on the SAM_V host protocol; cameras-and-signals.md section 4; GB 11643',
  capabilities: ['readPerson', 'cancel', 'status'],
  settings: samvSettingsForm,
  fingerprint: { asksHarmlessly: true },
  load: async () => (await import('./index.ts')).driver,
};
