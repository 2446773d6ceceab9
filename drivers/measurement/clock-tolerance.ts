import type { DriverSetting } from '../driver-settings.ts';
import { DeviceError } from '../errors.ts';

const USUAL_TOLERANCE_MINUTES = 10;
const MOST_TOLERANCE_MINUTES = 1440;

/**
 * How much a device's clock may be slow before an older result is kept out of the session. @returns milliseconds
 * @throws DeviceError `input.invalid` naming the setting
 */
export function readClockTolerance(raw: Readonly<Record<string, unknown>>): number {
  const minutes = raw['clockToleranceMinutes'] ?? USUAL_TOLERANCE_MINUTES;
  if (
    typeof minutes !== 'number' ||
    !Number.isInteger(minutes) ||
    minutes < 1 ||
    minutes > MOST_TOLERANCE_MINUTES
  ) {
    const expected = `a whole number from 1 to ${MOST_TOLERANCE_MINUTES}`;
    throw new DeviceError('input.invalid', `setting clockToleranceMinutes must be ${expected}`, {
      detail: { setting: 'clockToleranceMinutes', expected },
    });
  }
  return minutes * 60_000;
}

export const clockToleranceSetting: DriverSetting = {
  name: 'clockToleranceMinutes',
  title: { zh: '允许设备时钟偏慢', en: 'Device clock may be slow by' },
  kind: 'whole',
  from: 1,
  to: MOST_TOLERANCE_MINUTES,
  unit: { zh: '分钟', en: 'min' },
  usual: String(USUAL_TOLERANCE_MINUTES),
  rare: true,
};
