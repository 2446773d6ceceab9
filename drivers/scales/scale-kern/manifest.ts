import type { DriverManifest } from '../../manifest.ts';
import { equalSamplesSetting, pollSettings, scaleSettingsForm, silenceSetting } from '../scale-settings.ts';

/** KERN, Sartorius and Ohaus balances. */
export const scaleKernManifest: DriverManifest = {
  name: 'scale-kern',
  title: { zh: '天平（KERN、赛多利斯、奥豪斯）', en: 'Balance (KERN, Sartorius, Ohaus)' },
  deviceClass: 'scale',
  transports: ['serial', 'tcp'],
  baudRate: 9600,
  confidence: 'vectors',
  source: 'protocols/weight-height.md section 3; makers’ manuals of output formats',
  capabilities: ['weight', 'zero', 'tare'],
  settings: [
    {
      name: 'commands',
      title: { zh: '命令', en: 'Commands' },
      hint: { zh: '不知道就选“只接收”', en: 'When in doubt: only listen' },
      kind: 'choice',
      choices: [
        { value: 'none', title: { zh: '只接收', en: 'Only listen' } },
        { value: 'sbi', title: { zh: '赛多利斯 SBI', en: 'Sartorius SBI' } },
        { value: 'sics', title: { zh: 'MT-SICS / KERN KCP', en: 'MT-SICS / KERN KCP' } },
        { value: 'letters', title: { zh: 'KERN 单字母 w/t', en: 'KERN letters w/t' } },
        { value: 'ohaus', title: { zh: '奥豪斯 IP', en: 'Ohaus IP' } },
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
