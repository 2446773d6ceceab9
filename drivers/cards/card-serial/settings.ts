import { DeviceError } from '../../errors.ts';
import { type CardForm, isCardForm } from '../card-forms.ts';
import { REPEAT_WINDOW_MS } from '../card-repeat.ts';
import { CARD_LINE_PRESETS, type CardLinePresetName } from './commands.ts';

/** How a serial reader of one position is set; all parts optional in the devices file. */
export interface CardSerialSettings {
  /** `auto` recognises every preset by its form. */
  readonly preset: 'auto' | CardLinePresetName;
  /** Characters the reader is set to put before and after the number, removed before reading. */
  readonly prefix: string;
  readonly suffix: string;
  /** How the number of hex and STX lines is written, byte order included. */
  readonly encoding: CardForm;
  readonly repeatWindowMs: number;
}

export const DEFAULT_CARD_SERIAL_SETTINGS: CardSerialSettings = {
  preset: 'auto',
  prefix: '',
  suffix: '',
  encoding: 'hexMsb',
  repeatWindowMs: REPEAT_WINDOW_MS,
};

/** @throws DeviceError `input.invalid` with `detail.setting` */
export function readCardSerialSettings(settings: Readonly<Record<string, unknown>>): CardSerialSettings {
  const defaults = DEFAULT_CARD_SERIAL_SETTINGS;
  const { preset = defaults.preset, encoding = defaults.encoding, prefix = '', suffix = '' } = settings;
  const { repeatWindowMs = defaults.repeatWindowMs } = settings;
  const known =
    preset === 'auto' ? 'auto' : CARD_LINE_PRESETS.find((candidate) => candidate.name === preset)?.name;
  if (known === undefined) throw invalid('preset');
  if (!isCardForm(encoding)) throw invalid('encoding');
  if (typeof prefix !== 'string' || prefix.length > 16) throw invalid('prefix');
  if (typeof suffix !== 'string' || suffix.length > 16) throw invalid('suffix');
  if (typeof repeatWindowMs !== 'number' || !(repeatWindowMs >= 0 && repeatWindowMs <= 60_000)) {
    throw invalid('repeatWindowMs');
  }
  return { preset: known, encoding, prefix, suffix, repeatWindowMs };
}

function invalid(setting: string): DeviceError {
  return new DeviceError('input.invalid', `setting ${setting} of the card reader cannot be used`, {
    detail: { setting },
  });
}
