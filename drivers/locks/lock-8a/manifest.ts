import type { DriverManifest } from '../../manifest.ts';
import { lock8aSettingsForm } from './settings.ts';

export const lock8aManifest: DriverManifest = {
  name: 'lock-8a',
  title: { zh: '锁控板 8A（485）', en: 'Lock board 8A (RS-485)' },
  deviceClass: 'lock',
  transports: ['serial', 'tcp'],
  baudRate: 9600,
  confidence: 'vectors',
  source: 'blog.csdn.net article 147892413, vendor sheets 2021 and 2024A1; lock-boards.md section 1',
  capabilities: [
    'open',
    'status',
    'commissionOpen',
    'commissionFindings',
    'commissionReset',
    'hold',
    'release',
  ],
  settings: lock8aSettingsForm,
  fingerprint: { asksHarmlessly: true },
  load: async () => (await import('./index.ts')).driver,
};
