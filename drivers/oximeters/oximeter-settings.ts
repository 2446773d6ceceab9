import type { DriverSetting } from '../driver-settings.ts';
import { DeviceError } from '../errors.ts';

export interface OximeterSettings {
  /** How long saturation and pulse must hold before they are the result, milliseconds. */
  readonly settleMs: number;
}

const USUAL_SECONDS = 8;
const LEAST_SECONDS = 3;
const MOST_SECONDS = 60;

/** @throws DeviceError `input.invalid` naming the setting */
export function readOximeterSettings(raw: Readonly<Record<string, unknown>>): OximeterSettings {
  const seconds = raw['settleSeconds'] ?? USUAL_SECONDS;
  if (
    typeof seconds !== 'number' ||
    !Number.isInteger(seconds) ||
    seconds < LEAST_SECONDS ||
    seconds > MOST_SECONDS
  ) {
    throw new DeviceError('input.invalid', `settleSeconds is ${LEAST_SECONDS} to ${MOST_SECONDS}`, {
      detail: { setting: 'settleSeconds' },
    });
  }
  return { settleMs: seconds * 1000 };
}

export const oximeterSettingsForm: readonly DriverSetting[] = [
  {
    name: 'settleSeconds',
    title: { zh: '数值稳定多久才记为结果', en: 'Values must hold for' },
    hint: {
      zh: '血氧和脉率在这段时间内保持不变才作为本次结果',
      en: 'Saturation and pulse must stay the same this long to count as the result',
    },
    kind: 'whole',
    from: LEAST_SECONDS,
    to: MOST_SECONDS,
    unit: { zh: '秒', en: 's' },
    usual: String(USUAL_SECONDS),
    rare: true,
  },
];
