import { DeviceError } from '../../errors.ts';
import { type CardForm, cardIdIn, isCardForm } from '../card-forms.ts';
import { type CardReading, cardFrame } from '../card-reading.ts';
import { REPEAT_WINDOW_MS } from '../card-repeat.ts';

export interface CardWedgeSettings {
  /**
   * `screen`: the page catches the keys and hands the number over (every system). `reports`: the raw keyboard is
   * opened, which only Linux allows, with a udev rule and no other use of the keys.
   */
  readonly input: 'screen' | 'reports';
  /** `auto` knows hex of a UID's length, ten decimal digits, 3+5 and 5+5. */
  readonly encoding: 'auto' | CardForm;
  readonly minimumLength: number;
  readonly repeatWindowMs: number;
}

export const DEFAULT_CARD_WEDGE_SETTINGS: CardWedgeSettings = {
  input: 'screen',
  encoding: 'auto',
  minimumLength: 6,
  repeatWindowMs: REPEAT_WINDOW_MS,
};

/** @throws DeviceError `input.invalid` with `detail.setting` */
export function readCardWedgeSettings(settings: Readonly<Record<string, unknown>>): CardWedgeSettings {
  const { input, encoding, minimumLength, repeatWindowMs } = { ...DEFAULT_CARD_WEDGE_SETTINGS, ...settings };
  if (input !== 'screen' && input !== 'reports') throw invalid('input');
  if (encoding !== 'auto' && !isCardForm(encoding)) throw invalid('encoding');
  if (typeof minimumLength !== 'number' || !(minimumLength >= 1 && minimumLength <= 64))
    throw invalid('minimumLength');
  if (typeof repeatWindowMs !== 'number' || !(repeatWindowMs >= 0 && repeatWindowMs <= 60_000)) {
    throw invalid('repeatWindowMs');
  }
  return { input, encoding, minimumLength, repeatWindowMs };
}

/**
 * The order in which `auto` tries: a form that only one notation can have comes first. Ten decimal digits are taken
 * as four bytes rather than as five bytes of hex, because readers that type decimals are the common ones.
 */
const AUTOMATIC: readonly CardForm[] = ['hh4', 'w26_last3', 'dec10Msb', 'hexMsb'];

/**
 * Reads what a keyboard reader typed.
 *
 * @throws DeviceError `input.invalid` when it is no card number in the set notation
 */
export function readTypedCard(typed: string, settings: CardWedgeSettings): CardReading {
  const text = typed.trim();
  if (text.length < settings.minimumLength)
    throw new DeviceError('input.invalid', 'too short for a card number');
  for (const form of settings.encoding === 'auto' ? AUTOMATIC : [settings.encoding]) {
    const uid = cardIdIn(text, form);
    if (uid !== undefined) return cardFrame(uid, text, form).reading;
  }
  throw new DeviceError('input.invalid', 'not a card number in the set notation');
}

function invalid(setting: string): DeviceError {
  return new DeviceError('input.invalid', `setting ${setting} of the card reader cannot be used`, {
    detail: { setting },
  });
}
