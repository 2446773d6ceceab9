import type { DriverSetting } from '../../driver-settings.ts';

/** What `settings.ts` reads, for the form on screen. */
export const handheldSettingsForm: readonly DriverSetting[] = [
  {
    name: 'input',
    title: { zh: '输入方式', en: 'Way in' },
    kind: 'choice',
    choices: [
      { value: 'line', title: { zh: '串口', en: 'Serial line' } },
      { value: 'typed', title: { zh: '像键盘一样键入', en: 'Typed like a keyboard' } },
    ],
    usual: 'line',
  },
  {
    name: 'order',
    title: { zh: '一行里的号码', en: 'Numbers of a line' },
    kind: 'choice',
    choices: [
      { value: 'epc-tid', title: { zh: 'EPC，可后跟芯片号', en: 'EPC, perhaps the chip number behind it' } },
      { value: 'tid-epc', title: { zh: '芯片号在前', en: 'Chip number first' } },
      { value: 'tid', title: { zh: '只有芯片号', en: 'Chip number only' } },
    ],
    usual: 'epc-tid',
  },
  { name: 'prefix', title: { zh: '前缀', en: 'Characters before' }, kind: 'text', rare: true },
  { name: 'suffix', title: { zh: '后缀', en: 'Characters after' }, kind: 'text', rare: true },
  {
    name: 'repeatWindowMs',
    title: { zh: '同一标签多久内只算一次', en: 'The same tag counts once within' },
    kind: 'whole',
    from: 0,
    to: 60_000,
    unit: { zh: '毫秒', en: 'ms' },
    usual: '0',
    rare: true,
  },
];
