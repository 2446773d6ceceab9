import type { DriverSetting } from '../../driver-settings.ts';
import { cardFormChoices, repeatWindowSetting } from '../settings-form.ts';
import { CARD_LINE_PRESETS } from './commands.ts';

/** What `settings.ts` reads, for the form on screen. */
export const cardSerialSettingsForm: readonly DriverSetting[] = [
  {
    name: 'preset',
    title: { zh: '输出格式', en: 'Form of the line' },
    kind: 'choice',
    choices: [
      { value: 'auto', title: { zh: '自动识别', en: 'Recognised by itself' } },
      ...CARD_LINE_PRESETS.map(({ name, title }) => ({ value: name, title })),
    ],
    usual: 'auto',
  },
  {
    name: 'encoding',
    title: { zh: '卡号写法', en: 'Notation of the number' },
    hint: {
      zh: '各读卡器读同一张卡应得到同一个号',
      en: 'All readers must give the same number for the same card',
    },
    kind: 'choice',
    choices: cardFormChoices,
    usual: 'hexMsb',
  },
  {
    name: 'prefix',
    title: { zh: '卡号前的字符', en: 'Characters before the number' },
    kind: 'text',
    rare: true,
  },
  {
    name: 'suffix',
    title: { zh: '卡号后的字符', en: 'Characters after the number' },
    kind: 'text',
    rare: true,
  },
  repeatWindowSetting,
];
