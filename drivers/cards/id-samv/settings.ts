import type { DriverSetting } from '../../driver-settings.ts';
import { DeviceError } from '../../errors.ts';

/** How the identity card reader of one position works. */
export interface SamvSettings {
  /** `request`: a card is read when the form asks for it. `always`: every card that is put on. */
  readonly mode: 'request' | 'always';
  /** Between two looks for a card; the module wants at least 300 ms. */
  readonly findMs: number;
  /** Also asks for the newest address (追加住址), which replaces the printed one. */
  readonly newestAddress: boolean;
}

const SHORTEST_FIND_MS = 300;

/** @throws DeviceError `input.invalid` with `detail.setting` */
export function readSamvSettings(raw: Readonly<Record<string, unknown>>): SamvSettings {
  const { mode = 'request', findMs = 400, newestAddress = true } = raw;
  if (mode !== 'request' && mode !== 'always') throw invalid('mode');
  if (typeof findMs !== 'number' || !(findMs >= SHORTEST_FIND_MS && findMs <= 5000)) throw invalid('findMs');
  if (typeof newestAddress !== 'boolean') throw invalid('newestAddress');
  return { mode, findMs, newestAddress };
}

const invalid = (setting: string): DeviceError =>
  new DeviceError('input.invalid', `setting ${setting} of the identity card reader cannot be used`, {
    detail: { setting },
  });

/** What `readSamvSettings` reads, for the form on screen. */
export const samvSettingsForm: readonly DriverSetting[] = [
  {
    name: 'mode',
    title: { zh: '何时读卡', en: 'When a card is read' },
    hint: { zh: '身份信息只在需要时读取', en: 'Personal data are read only when they are needed' },
    kind: 'choice',
    choices: [
      { value: 'request', title: { zh: '表单要求时', en: 'When a form asks for it' } },
      { value: 'always', title: { zh: '每次放卡', en: 'Whenever a card is put on' } },
    ],
    usual: 'request',
  },
  {
    name: 'newestAddress',
    title: { zh: '同时读最新住址', en: 'Read the newest address as well' },
    kind: 'yes-no',
    usual: 'yes',
  },
  {
    name: 'findMs',
    title: { zh: '寻卡间隔', en: 'Time between two looks for a card' },
    kind: 'whole',
    from: SHORTEST_FIND_MS,
    to: 5000,
    unit: { zh: '毫秒', en: 'ms' },
    usual: '400',
    rare: true,
  },
];
