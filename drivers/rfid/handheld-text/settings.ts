import { DeviceError } from '../../errors.ts';

/** How a handheld of one position is set; all parts optional in the devices file. */
export interface HandheldSettings {
  /** Characters the handheld is set to put before and after each line. */
  readonly prefix: string;
  readonly suffix: string;
  /** Which number stands first when it sends both; `tid`: it sends chip numbers only. */
  readonly order: 'epc-tid' | 'tid-epc' | 'tid';
  /** `line`: bytes of a serial port; `typed`: the screen catches the keys and hands the text over. */
  readonly input: 'line' | 'typed';
  /** The same tag within this time counts once, ms. */
  readonly repeatWindowMs: number;
}

export const DEFAULT_HANDHELD_SETTINGS: HandheldSettings = {
  prefix: '',
  suffix: '',
  order: 'epc-tid',
  input: 'line',
  repeatWindowMs: 0,
};

/** @throws DeviceError `input.invalid` with `detail.setting` */
export function readHandheldSettings(raw: Readonly<Record<string, unknown>>): HandheldSettings {
  const defaults = DEFAULT_HANDHELD_SETTINGS;
  const { prefix = '', suffix = '', order = defaults.order, input = defaults.input } = raw;
  const { repeatWindowMs = defaults.repeatWindowMs } = raw;
  if (typeof prefix !== 'string' || prefix.length > 16) throw invalid('prefix');
  if (typeof suffix !== 'string' || suffix.length > 16) throw invalid('suffix');
  if (order !== 'epc-tid' && order !== 'tid-epc' && order !== 'tid') throw invalid('order');
  if (input !== 'line' && input !== 'typed') throw invalid('input');
  if (typeof repeatWindowMs !== 'number' || !(repeatWindowMs >= 0 && repeatWindowMs <= 60_000)) {
    throw invalid('repeatWindowMs');
  }
  return { prefix, suffix, order, input, repeatWindowMs };
}

const invalid = (setting: string): DeviceError =>
  new DeviceError('input.invalid', `setting ${setting} of the handheld cannot be used`, {
    detail: { setting },
  });
