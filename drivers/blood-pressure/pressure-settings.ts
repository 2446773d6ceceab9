import type { DriverSetting } from '../driver-settings.ts';
import { DeviceError } from '../errors.ts';

/** What a position may set for every monitor that sends the time of a result. */
export interface PressureSettings {
  /** Whether a result whose device time lies before the session is kept from it. */
  readonly checkClock: boolean;
  /** How much the device's clock may be slow, milliseconds. */
  readonly clockToleranceMs: number;
}

const USUAL_TOLERANCE_MINUTES = 10;
const MOST_TOLERANCE_MINUTES = 1440;

/** @throws DeviceError `input.invalid` naming the setting */
export function readPressureSettings(raw: Readonly<Record<string, unknown>>): PressureSettings {
  const checkClock = raw['checkClock'] ?? true;
  if (typeof checkClock !== 'boolean') throw invalid('checkClock', 'true or false');
  const minutes = raw['clockToleranceMinutes'] ?? USUAL_TOLERANCE_MINUTES;
  if (
    typeof minutes !== 'number' ||
    !Number.isInteger(minutes) ||
    minutes < 1 ||
    minutes > MOST_TOLERANCE_MINUTES
  ) {
    throw invalid('clockToleranceMinutes', `a whole number from 1 to ${MOST_TOLERANCE_MINUTES}`);
  }
  return { checkClock, clockToleranceMs: minutes * 60_000 };
}

function invalid(setting: string, expected: string): DeviceError {
  return new DeviceError('input.invalid', `setting ${setting} must be ${expected}`, {
    detail: { setting, expected },
  });
}

export const pressureSettingsForm: readonly DriverSetting[] = [
  {
    name: 'checkClock',
    title: { zh: '核对设备时间', en: 'Check device time' },
    hint: {
      zh: '设备时间早于本次会话的结果不计入；设备时钟无法校准时才关闭',
      en: 'Keeps results dated before the session out of it; switch off only when the device clock cannot be set',
    },
    kind: 'yes-no',
    usual: 'true',
    rare: true,
  },
  {
    name: 'clockToleranceMinutes',
    title: { zh: '允许设备时钟偏慢', en: 'Device clock may be slow by' },
    kind: 'whole',
    from: 1,
    to: MOST_TOLERANCE_MINUTES,
    unit: { zh: '分钟', en: 'min' },
    usual: String(USUAL_TOLERANCE_MINUTES),
    rare: true,
  },
];
