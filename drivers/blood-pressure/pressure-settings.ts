import type { DriverSetting } from '../driver-settings.ts';
import { DeviceError } from '../errors.ts';
import { clockToleranceSetting, readClockTolerance } from '../measurement/clock-tolerance.ts';

/** What a position may set for every monitor that sends the time of a result. */
export interface PressureSettings {
  /** Whether a result whose device time lies before the session is kept from it. */
  readonly checkClock: boolean;
  /** How much the device's clock may be slow, milliseconds. */
  readonly clockToleranceMs: number;
}

/** @throws DeviceError `input.invalid` naming the setting */
export function readPressureSettings(raw: Readonly<Record<string, unknown>>): PressureSettings {
  const checkClock = raw['checkClock'] ?? true;
  if (typeof checkClock !== 'boolean') {
    throw new DeviceError('input.invalid', 'setting checkClock must be true or false', {
      detail: { setting: 'checkClock', expected: 'true or false' },
    });
  }
  return { checkClock, clockToleranceMs: readClockTolerance(raw) };
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
  clockToleranceSetting,
];
