import type { DriverSetting } from '../driver-settings.ts';
import { DeviceError } from '../errors.ts';

export interface MeterSettings {
  /** Between two looks for a new result while a person waits. */
  readonly pollMs: number;
  /** Between two signs of life otherwise. */
  readonly idlePollMs: number;
  /** How much the meter's clock may be slow before it was compared. */
  readonly clockToleranceMs: number;
}

const USUAL_POLL_SECONDS = 3;
const MOST_POLL_SECONDS = 60;
const IDLE_POLL_MS = 60_000;
const CLOCK_TOLERANCE_MS = 600_000;

/** @throws DeviceError `input.invalid` naming the setting */
export function readMeterSettings(raw: Readonly<Record<string, unknown>>): MeterSettings {
  const seconds = raw['pollSeconds'] ?? USUAL_POLL_SECONDS;
  if (
    typeof seconds !== 'number' ||
    !Number.isInteger(seconds) ||
    seconds < 1 ||
    seconds > MOST_POLL_SECONDS
  ) {
    throw new DeviceError('input.invalid', `pollSeconds is 1 to ${MOST_POLL_SECONDS}`, {
      detail: { setting: 'pollSeconds' },
    });
  }
  return { pollMs: seconds * 1000, idlePollMs: IDLE_POLL_MS, clockToleranceMs: CLOCK_TOLERANCE_MS };
}

export const meterSettingsForm: readonly DriverSetting[] = [
  {
    name: 'pollSeconds',
    title: { zh: '查询新结果的间隔', en: 'Look for a new result every' },
    kind: 'whole',
    from: 1,
    to: MOST_POLL_SECONDS,
    unit: { zh: '秒', en: 's' },
    usual: String(USUAL_POLL_SECONDS),
    rare: true,
  },
];
