import type { DriverManifest } from '../../manifest.ts';
import { llrpSettingsForm } from './settings-form.ts';

export const llrpManifest: DriverManifest = {
  name: 'llrp',
  title: { zh: 'LLRP 超高频读写器', en: 'LLRP UHF reader' },
  deviceClass: 'rfid',
  transports: ['tcp'],
  defaultPort: 5084,
  confidence: 'vectors',
  source: 'LLRP 1.0.1/1.1 (GS1); shared/protocols/llrp.md and its vectors',
  capabilities: ['inventory', 'antennas', 'inputs', 'readTags', 'writeEpc', 'status'],
  settings: llrpSettingsForm,
  load: async () => (await import('./index.ts')).llrpDriver,
};
