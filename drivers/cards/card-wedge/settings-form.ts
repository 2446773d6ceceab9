import type { DriverSetting } from '../../driver-settings.ts';
import { cardFormChoices, repeatWindowSetting } from '../settings-form.ts';

/** What `settings.ts` reads, for the form on screen. */
export const cardWedgeSettingsForm: readonly DriverSetting[] = [
  {
    name: 'input',
    title: { zh: '怎样收按键', en: 'How the keys are caught' },
    kind: 'choice',
    choices: [
      { value: 'screen', title: { zh: '由画面接收（任何系统）', en: 'By the screen (every system)' } },
      { value: 'reports', title: { zh: '直接读键盘（仅 Linux）', en: 'From the raw keyboard (Linux only)' } },
    ],
    usual: 'screen',
  },
  {
    name: 'encoding',
    title: { zh: '卡号写法', en: 'Notation of the number' },
    kind: 'choice',
    choices: [{ value: 'auto', title: { zh: '自动识别', en: 'Recognised by itself' } }, ...cardFormChoices],
    usual: 'auto',
  },
  {
    name: 'minimumLength',
    title: { zh: '卡号最少几位', en: 'Least length of a number' },
    kind: 'whole',
    from: 1,
    to: 64,
    usual: '6',
    rare: true,
  },
  repeatWindowSetting,
];
