import type { DriverSetting } from '../../driver-settings.ts';
import { DeviceError } from '../../errors.ts';

export interface ScannerSettings {
  /** `line`: HID POS or serial, exclusive. `screen`: the scanner types, the page's detector hands the text over. */
  readonly input: 'line' | 'screen';
  /** The same code again within this time is the trigger held down, not a second scan; default 500. */
  readonly repeatWindowMs: number;
}

/** @throws DeviceError `input.invalid` with `detail.setting` */
export function readScannerSettings(settings: Readonly<Record<string, unknown>>): ScannerSettings {
  const { url, repeatWindowMs = 500 } = settings;
  // A position without a line of its own (`wedge:`) can only type.
  const { input = typeof url === 'string' && url.startsWith('wedge') ? 'screen' : 'line' } = settings;
  if (input !== 'line' && input !== 'screen') throw invalid('input', 'input is line or screen');
  if (typeof repeatWindowMs !== 'number' || !(repeatWindowMs >= 0 && repeatWindowMs <= 60_000)) {
    throw invalid('repeatWindowMs', 'repeatWindowMs is a number from 0 to 60000');
  }
  return { input, repeatWindowMs };
}

function invalid(setting: string, message: string): DeviceError {
  return new DeviceError('input.invalid', message, { detail: { setting } });
}

/** The same, for the form on screen. */
export const scannerSettingsForm: readonly DriverSetting[] = [
  {
    name: 'input',
    title: { zh: '接法', en: 'How it is connected' },
    hint: {
      zh: '能改成 HID POS 或虚拟串口的，不要用键盘模式',
      en: 'A scanner that can be switched to HID POS or a virtual COM port should be',
    },
    kind: 'choice',
    choices: [
      { value: 'line', title: { zh: 'HID POS 或串口', en: 'HID POS or serial' } },
      { value: 'screen', title: { zh: '键盘模式', en: 'Keyboard' } },
    ],
    usual: 'line',
  },
  {
    name: 'repeatWindowMs',
    title: { zh: '同一个码多久内只算一次', en: 'The same code counts once within' },
    kind: 'whole',
    from: 0,
    to: 60_000,
    unit: { zh: '毫秒', en: 'ms' },
    usual: '500',
    rare: true,
  },
];
