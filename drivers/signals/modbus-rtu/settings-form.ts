import type { DriverSetting } from '../../driver-settings.ts';

const milliseconds = { zh: '毫秒', en: 'ms' };
const channelHint = { zh: '从 1 数起；没有接就空着', en: 'Counted from 1; empty where nothing is connected' };

/** What `settings.ts` reads, for the form on screen. */
export const modbusRtuSettingsForm: readonly DriverSetting[] = [
  {
    name: 'dialect',
    title: { zh: '继电器板型号', en: 'Relay board' },
    kind: 'choice',
    required: true,
    choices: [
      { value: 'waveshare-d', title: { zh: '微雪，带输入（D 型）', en: 'Waveshare with inputs (type D)' } },
      { value: 'waveshare', title: { zh: '微雪，无输入', en: 'Waveshare without inputs' } },
      { value: 'lctech', title: { zh: '乐创（LCTech）', en: 'LCTech' } },
      { value: 'plain', title: { zh: '普通 Modbus 板', en: 'Plain Modbus board' } },
    ],
  },
  {
    name: 'unit',
    title: { zh: '站号', en: 'Unit address' },
    hint: { zh: '空着就用出厂站号', en: 'The factory address when empty' },
    kind: 'whole',
    from: 1,
    to: 255,
  },
  {
    name: 'outputs.siren',
    title: { zh: '警号接在第几路', en: 'Siren on output' },
    hint: channelHint,
    kind: 'whole',
    from: 1,
    to: 255,
  },
  {
    name: 'outputs.strobe',
    title: { zh: '警灯接在第几路', en: 'Strobe on output' },
    kind: 'whole',
    from: 1,
    to: 255,
  },
  {
    name: 'outputs.door',
    title: { zh: '门锁接在第几路', en: 'Door lock on output' },
    kind: 'whole',
    from: 1,
    to: 255,
  },
  {
    name: 'doorKind',
    title: { zh: '门锁种类', en: 'Kind of lock' },
    hint: { zh: '接了门锁时必填', en: 'Needed where a lock is connected' },
    kind: 'choice',
    choices: [
      {
        value: 'maglock-fail-safe',
        title: { zh: '磁力锁（断电开）', en: 'Magnetic lock (opens without power)' },
      },
      {
        value: 'strike-fail-secure',
        title: { zh: '电锁扣（断电锁）', en: 'Electric strike (locked without power)' },
      },
    ],
  },
  {
    name: 'inputs.doorContact',
    title: { zh: '门磁接在第几路输入', en: 'Door contact on input' },
    hint: channelHint,
    kind: 'whole',
    from: 1,
    to: 64,
  },
  {
    name: 'inputs.exitButton',
    title: { zh: '出门按钮接在第几路输入', en: 'Exit button on input' },
    kind: 'whole',
    from: 1,
    to: 64,
  },
  {
    name: 'invertedInputs',
    title: { zh: '常闭的输入', en: 'Normally closed inputs' },
    hint: {
      zh: '平时接通的输入路号，用逗号隔开',
      en: 'Inputs whose contact is closed at rest, separated by commas',
    },
    kind: 'whole-list',
    from: 1,
    to: 64,
    rare: true,
  },
  {
    name: 'boardWatchdog',
    title: { zh: '板上已设断线自动断开', en: 'The board drops all relays by itself after a silence' },
    kind: 'yes-no',
    usual: 'no',
    rare: true,
  },
  {
    name: 'maxStrikeMs',
    title: { zh: '电锁扣最长通电', en: 'Longest pulse of the strike' },
    kind: 'whole',
    from: 100,
    to: 60_000,
    unit: milliseconds,
    usual: '5000',
    rare: true,
  },
  {
    name: 'maxReleaseMs',
    title: { zh: '磁力锁最长放开', en: 'Longest release of the magnetic lock' },
    kind: 'whole',
    from: 100,
    to: 600_000,
    unit: milliseconds,
    usual: '30000',
    rare: true,
  },
  {
    name: 'sirenMaxMs',
    title: { zh: '警号最长响', en: 'Longest sound of the siren' },
    kind: 'whole',
    from: 1000,
    to: 3_600_000,
    unit: milliseconds,
    usual: '180000',
    rare: true,
  },
];
