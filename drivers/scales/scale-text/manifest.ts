import type { DriverManifest } from '../../manifest.ts';
import { equalSamplesSetting, pollSettings, scaleSettingsForm, silenceSetting } from '../scale-settings.ts';

/** A&D balances, T-Scale, CAS, Yaohua, Toledo and the many indicators that write as they do. */
export const scaleTextManifest: DriverManifest = {
  name: 'scale-text',
  title: { zh: '电子秤与称重仪表（文本输出）', en: 'Scales and indicators (text output)' },
  deviceClass: 'scale',
  transports: ['serial', 'tcp'],
  baudRate: 9600,
  confidence: 'vectors',
  source: 'protocols/weight-height.md section 3; makers’ manuals of output formats',
  capabilities: ['weight', 'zero', 'tare', 'weigh'],
  settings: [
    {
      name: 'commands',
      title: { zh: '命令', en: 'Commands' },
      kind: 'choice',
      choices: [
        { value: 'none', title: { zh: '只接收', en: 'Only listen' } },
        { value: 'a-and-d', title: { zh: 'A&D（Q、R、T）', en: 'A&D (Q, R, T)' } },
      ],
      usual: 'none',
    },
    ...scaleSettingsForm,
    silenceSetting,
    equalSamplesSetting,
    ...pollSettings,
  ],
  load: async () => (await import('./index.ts')).driver,
};
