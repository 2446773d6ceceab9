import type { DriverSetting } from '../../driver-settings.ts';
import { DeviceError } from '../../errors.ts';
import { oximeterSettingsForm, readOximeterSettings } from '../../oximeters/oximeter-settings.ts';

/** When the device's clock is set: never, when the device asks for it, or whenever it can be and is wrong. */
export type ClockSetting = 'never' | 'whenAsked' | 'whenWrong';
const CLOCK_SETTINGS: readonly ClockSetting[] = ['never', 'whenAsked', 'whenWrong'];

export interface PhdSettings {
  /** This manager's own EUI-64, 16 upper-case hexadecimal digits. */
  readonly systemId: string;
  readonly setClock: ClockSetting;
  /** Asks for the configuration even where it is known. */
  readonly askConfiguration: boolean;
  /** How long saturation and pulse of a streaming oximeter must hold, milliseconds. */
  readonly settleMs: number;
}

/** Locally administered (second bit of the first byte): no maker's number is borrowed. */
const OWN_SYSTEM_ID = '0253544154494F4E';

/** @throws DeviceError `input.invalid` with `detail.setting` */
export function readPhdSettings(raw: Readonly<Record<string, unknown>>): PhdSettings {
  const { systemId = OWN_SYSTEM_ID, setClock = 'whenAsked', askConfiguration = false } = raw;
  if (typeof systemId !== 'string' || !/^[0-9a-f]{16}$/i.test(systemId)) throw invalid('systemId');
  const clock = CLOCK_SETTINGS.find((known) => known === setClock);
  if (clock === undefined) throw invalid('setClock');
  if (typeof askConfiguration !== 'boolean') throw invalid('askConfiguration');
  const { settleMs } = readOximeterSettings(raw);
  return { systemId: systemId.toUpperCase(), setClock: clock, askConfiguration, settleMs };
}

function invalid(setting: string): DeviceError {
  return new DeviceError('input.invalid', `setting ${setting} of the health device cannot be used`, {
    detail: { setting },
  });
}

/** For the form on screen. */
export const phdSettingsForm: readonly DriverSetting[] = [
  {
    name: 'setClock',
    title: { zh: '校准设备时钟', en: 'Set the device’s clock' },
    hint: {
      zh: '读数总是连同时钟偏差一起保存',
      en: 'Readings are kept with the clock’s offset in any case',
    },
    kind: 'choice',
    choices: [
      { value: 'never', title: { zh: '从不', en: 'Never' } },
      { value: 'whenAsked', title: { zh: '设备要求时', en: 'When the device asks' } },
      { value: 'whenWrong', title: { zh: '偏差较大时', en: 'When it is wrong' } },
    ],
    usual: 'whenAsked',
  },
  ...oximeterSettingsForm,
  {
    name: 'askConfiguration',
    title: { zh: '每次连接都重新询问设备配置', en: 'Ask for the configuration every time' },
    kind: 'yes-no',
    usual: 'false',
    rare: true,
  },
  {
    name: 'systemId',
    title: { zh: '本机系统标识（EUI-64）', en: 'System id of this computer (EUI-64)' },
    kind: 'text',
    usual: OWN_SYSTEM_ID,
    rare: true,
  },
];
