import { DeviceError } from '../../errors.ts';
import { twosComplement8, xor8 } from '../../framing/checksums.ts';
import { fromHex, toHex } from '../../framing/hexadecimal.ts';
import { formatCard, isCardForm } from '../card-forms.ts';
import { type CardReaderScript, type CardStep, playCardScript } from '../card-script.ts';
import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import { type CardLinePresetName, presetNamed } from './commands.ts';
import { packBitCount, wiegandBits } from './wiegand.ts';

/**
 * The bytes a reader with this preset sends for a card.
 *
 * @param uid canonical; three or four bytes for `bit-count`
 * @throws DeviceError `input.invalid`
 */
export function cardLineBytes(
  uid: string,
  preset: CardLinePresetName,
  encoding: unknown = 'hexMsb',
): Uint8Array {
  const known = presetNamed(preset);
  const bytes = fromHex(uid);
  if (known === undefined || bytes === undefined || bytes.length === 0 || !isCardForm(encoding)) {
    throw new DeviceError('input.invalid', `no line of a card reader: ${preset}`);
  }
  const check = (sum: (bytes: Uint8Array) => number): string =>
    toHex(bytes) + toHex(Uint8Array.of(sum(bytes)));
  const body = {
    uid: () => formatCard(uid, encoding) ?? toHex(bytes),
    'bit-count': () => packBitCount(wiegandBits(uid)),
    'uid-and-xor': () => check(xor8),
    'uid-and-complement': () => check(twosComplement8),
  }[known.payload]();
  return Uint8Array.from(Buffer.from(known.start + body + known.end, 'latin1'));
}

/** Plays the script on a line; the steps are listed in the README. */
export function attachCardSerialSimulator(
  options: Parameters<DriverModule['attachSimulator']>[0],
): SimulatorSession {
  const script: CardReaderScript = { defaultPreset: 'hex-line', encode: encodeStep };
  return playCardScript(options, script);
}

function encodeStep(step: CardStep, defaultPreset: string): Uint8Array {
  const name = step.preset ?? defaultPreset;
  const preset = presetNamed(name);
  if (preset === undefined) throw new DeviceError('input.invalid', `unknown preset ${name}`);
  return cardLineBytes(step.card, preset.name, step.encoding);
}
