import type { DriverSetting } from '../driver-settings.ts';
import { DeviceError } from '../errors.ts';

/** What every scale's position may set; all have defaults. */
export interface ScaleSettings {
  /** Readings up to this value, in the unit of the scale, are an empty pan and never a result. Default 0. */
  readonly emptyBelow: number;
  /** Milliseconds a whole measurement may take; default 180000. */
  readonly limitMs: number;
  /** Milliseconds between two questions to a scale that must be asked; default 1000. */
  readonly pollMs: number;
  /** Milliseconds such a scale has for an answer; default 2000. */
  readonly answerMs: number;
  /** Milliseconds without a line after which a scale that speaks unasked counts as silent; 0 = it may be silent. */
  readonly silenceMs: number;
  /**
   * Scales that never say whether they are at rest: so many equal lines count as rest. 0 (default) = never. Not for evidence
   * (weight-height.md section 0).
   */
  readonly equalSamples: number;
}

/** @throws DeviceError `input.invalid` with `detail.setting` */
export function readScaleSettings(
  settings: Readonly<Record<string, unknown>>,
  usual: { readonly silenceMs: number },
): ScaleSettings {
  return {
    emptyBelow: readNumber(settings, 'emptyBelow', 0, 0, 1_000_000),
    limitMs: readNumber(settings, 'limitMs', 180_000, 1000, 3_600_000),
    pollMs: readNumber(settings, 'pollMs', 1000, 100, 3_600_000),
    answerMs: readNumber(settings, 'answerMs', 2000, 100, 60_000),
    silenceMs: readNumber(settings, 'silenceMs', usual.silenceMs, 0, 3_600_000),
    equalSamples: readNumber(settings, 'equalSamples', 0, 0, 100),
  };
}

export function readNumber(
  settings: Readonly<Record<string, unknown>>,
  name: string,
  usual: number,
  from: number,
  to: number,
): number {
  const value = settings[name] ?? usual;
  if (typeof value === 'number' && Number.isFinite(value) && value >= from && value <= to) return value;
  throw new DeviceError('input.invalid', `${name} is a number from ${from} to ${to}`, {
    detail: { setting: name },
  });
}

const milliseconds = { zh: '毫秒', en: 'ms' };

/** The same, for the form on screen. */
export const scaleSettingsForm: readonly DriverSetting[] = [
  {
    name: 'emptyBelow',
    title: { zh: '小于等于此值算空秤', en: 'Empty up to' },
    hint: { zh: '单位与秤相同；体重秤填 2', en: 'In the unit of the scale; 2 for body weight' },
    kind: 'decimal',
    from: 0,
    to: 1_000_000,
    usual: '0',
  },
  {
    name: 'limitMs',
    title: { zh: '一次称重最多', en: 'Longest weighing' },
    kind: 'whole',
    from: 1000,
    to: 3_600_000,
    unit: milliseconds,
    usual: '180000',
    rare: true,
  },
];

export const silenceSetting: DriverSetting = {
  name: 'silenceMs',
  title: { zh: '多久没有数据算断线', en: 'Silent after' },
  hint: { zh: '0 表示只在按键时才发送', en: '0 for a scale that only sends when a key is pressed' },
  kind: 'whole',
  from: 0,
  to: 3_600_000,
  unit: milliseconds,
  rare: true,
};

export const equalSamplesSetting: DriverSetting = {
  name: 'equalSamples',
  title: { zh: '秤不报稳定时，连续几次相同算稳定', en: 'Equal lines that count as rest' },
  hint: {
    zh: '只用于不报稳定状态的体重秤；物证称重必须为 0',
    en: 'Only for body scales that never say that they are at rest; 0 for evidence',
  },
  kind: 'whole',
  from: 0,
  to: 100,
  usual: '0',
  rare: true,
};

export const pollSettings: readonly DriverSetting[] = [
  {
    name: 'pollMs',
    title: { zh: '多久询问一次', en: 'Asked every' },
    kind: 'whole',
    from: 100,
    to: 3_600_000,
    unit: milliseconds,
    usual: '1000',
    rare: true,
  },
  {
    name: 'answerMs',
    title: { zh: '多久没有回答算超时', en: 'Longest wait for an answer' },
    kind: 'whole',
    from: 100,
    to: 60_000,
    unit: milliseconds,
    usual: '2000',
    rare: true,
  },
];
