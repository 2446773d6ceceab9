import type { DriverManifest } from '../../manifest.ts';
import { kerongSettingsForm } from './settings.ts';

export const lockKerongManifest: DriverManifest = {
  name: 'lock-kerong',
  title: { zh: '锁控板 Kerong CU 系列', en: 'Lock board Kerong CU' },
  deviceClass: 'lock',
  transports: ['serial', 'tcp'],
  baudRate: 19_200,
  confidence: 'vectors',
  source: 'public programs for CU12 and CU16; lock-boards.md section 2',
  capabilities: ['open', 'status', 'commissionOpen', 'commissionFindings', 'commissionReset'],
  settings: kerongSettingsForm,
  fingerprint: { asksHarmlessly: true },
  load: async () => (await import('./index.ts')).driver,
};
