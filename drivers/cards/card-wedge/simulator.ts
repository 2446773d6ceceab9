import { DeviceError } from '../../errors.ts';
import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import { formatCard, isCardForm } from '../card-forms.ts';
import { type CardReaderScript, playCardScript } from '../card-script.ts';
import { WEDGE_KEYS } from './commands.ts';
import { REPORT_BYTES } from './frame.ts';

const ENTER = 0x28;

/**
 * The reports of a reader that types `text` and Enter, each key followed by its release.
 *
 * @throws DeviceError `input.invalid` for characters without a key
 */
export function typedReports(text: string): Uint8Array {
  const usages = text
    .toUpperCase()
    .split('')
    .map((character) => {
      const key = WEDGE_KEYS.find((candidate) => candidate.character === character);
      if (key === undefined)
        throw new DeviceError('input.invalid', 'the reader has no key for this character');
      return key.usage;
    });
  const reports = new Uint8Array((usages.length + 1) * 2 * REPORT_BYTES);
  for (const [index, usage] of [...usages, ENTER].entries()) reports[index * 2 * REPORT_BYTES + 2] = usage;
  return reports;
}

/** Plays the script on a line; the steps are listed in the README. `preset` is the form in which the card is typed. */
export function attachCardWedgeSimulator(
  options: Parameters<DriverModule['attachSimulator']>[0],
): SimulatorSession {
  const script: CardReaderScript = {
    defaultPreset: 'hexMsb',
    encode: ({ card, preset, encoding }, defaultPreset) => {
      const form = encoding ?? preset ?? defaultPreset;
      const text = isCardForm(form) ? formatCard(card, form) : undefined;
      if (text === undefined) throw new DeviceError('input.invalid', `no such form for this card: ${form}`);
      return typedReports(text);
    },
  };
  return playCardScript(options, script);
}
