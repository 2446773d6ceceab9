import type { DriverManifest } from '../../manifest.ts';
import { wklySettingsForm } from './settings.ts';

export const lockWklyManifest: DriverManifest = {
  name: 'lock-wkly',
  title: { zh: '锁控板 WKLY', en: 'Lock board WKLY' },
  deviceClass: 'lock',
  transports: ['serial', 'tcp'],
  baudRate: 9600,
  confidence: 'vectors',
  source: 'public demonstration programs for WKLY boards; lock-boards.md section 3',
  capabilities: [
    'open',
    'status',
    'commissionOpen',
    'commissionFindings',
    'commissionReset',
    'hold',
    'release',
  ],
  settings: wklySettingsForm,
  fingerprint: { asksHarmlessly: true },
  load: async () => (await import('./index.ts')).driver,
};
