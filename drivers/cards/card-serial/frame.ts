import type { FrameDecoder } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import { twosComplement8, xor8 } from '../../framing/checksums.ts';
import { createFramer, type Framer, type Recognise, type Recognition } from '../../framing/framer.ts';
import { fromHex } from '../../framing/hexadecimal.ts';
import { createLineRecogniser, isPrintable, type TextLine } from '../../framing/line-framer.ts';
import { canonicalCardId, isUidHex } from '../card-forms.ts';
import { type CardFrame, cardFrame, createCardDecoder } from '../card-reading.ts';
import type { CardLinePresetName } from './commands.ts';
import { type CardSerialSettings, DEFAULT_CARD_SERIAL_SETTINGS } from './settings.ts';
import { readBitCount } from './wiegand.ts';

type Refused = { readonly kind: 'refused'; readonly reason: string };
type Interpretation = CardFrame | Refused | undefined;

const STX = 0x02;
const ETX = 0x03;
/** UID of 10 bytes with check byte, prefix, suffix, CR and LF fit; anything longer is no card. */
const LONGEST_TEXT = 64;

/** The decoder of `station-tool decode card-serial`. */
export function createCardSerialDecoder(settings = DEFAULT_CARD_SERIAL_SETTINGS): FrameDecoder {
  return createCardDecoder(createCardSerialFramer(settings));
}

export function createCardSerialFramer(settings: CardSerialSettings): Framer<CardFrame> {
  const lines = createLineRecogniser<CardFrame>((line) => readLine(line, settings), LONGEST_TEXT);
  const recognise: Recognise<CardFrame> = (view, start, ended) =>
    view[start] === STX ? recogniseStx(view, start, settings) : lines(view, start, ended);
  return createFramer(recognise, { maximumFrame: LONGEST_TEXT + 8 });
}

/** STX, text, ETX; CR and LF before the ETX are filling. */
function recogniseStx(view: Uint8Array, start: number, settings: CardSerialSettings): Recognition<CardFrame> {
  let end = start + 1;
  for (let byte = view[end]; byte !== ETX; byte = view[end]) {
    if (byte === undefined) return { verdict: 'need', bytes: end - start + 1 };
    if (!isPrintable(byte) && byte !== 0x0d && byte !== 0x0a) return { verdict: 'reject' };
    end += 1;
    if (end - start > LONGEST_TEXT) return { verdict: 'reject' };
  }
  const length = end - start + 1;
  const text = Buffer.from(view.subarray(start + 1, end))
    .toString('latin1')
    .replace(/[\r\n]/g, '');
  const content = readStxText(text, settings);
  if (content === undefined) return { verdict: 'reject' };
  return content.kind === 'refused'
    ? { verdict: 'refused', length, reason: content.reason }
    : { verdict: 'frame', length, content };
}

/** EM4100 modules send 12 digits; no UID has six bytes, so the length tells them from STX lines. */
function readStxText(text: string, settings: CardSerialSettings): Interpretation {
  const allows = (name: CardLinePresetName): boolean =>
    settings.preset === 'auto' || settings.preset === name;
  if (allows('em4100') && /^[0-9a-f]{12}$/i.test(text)) return readChecked(text, 'em4100', xor8);
  if (settings.preset === 'em4100') return wrongLength(text);
  return allows('stx-line') ? readNumber(text, 'stx-line', settings) : undefined;
}

function readLine({ text, ending }: TextLine, settings: CardSerialSettings): Interpretation {
  switch (settings.preset) {
    case 'auto':
      if (text.startsWith(':')) return readChecked(text.slice(1), 'colon', twosComplement8);
      // Both forms are ten hex digits for 26 bits. The transparent readers end with CR alone, the hex lines with CR LF.
      return ending === 'cr' && looksLikeBitCount(text)
        ? readBits(text)
        : readNumber(text, 'hex-line', settings);
    case 'hex-line':
      return readNumber(text, 'hex-line', settings);
    case 'colon':
      return text.startsWith(':') ? readChecked(text.slice(1), 'colon', twosComplement8) : undefined;
    case 'bit-count':
      return /^(?:[0-9a-f]{2})+$/i.test(text) ? readBits(text) : undefined;
    case 'stx-line':
    case 'em4100':
      return undefined;
  }
}

/** HID Prox and Wiegand numbers have 26 to 37 bits (iso14443-cards.md section 1). */
function looksLikeBitCount(text: string): boolean {
  if (!/^(?:[0-9a-f]{2})+$/i.test(text)) return false;
  const count = Number.parseInt(text.slice(0, 2), 16);
  return count >= 26 && count <= 37 && text.length === 2 + Math.ceil(count / 8) * 2;
}

function readBits(text: string): Interpretation {
  const reading = readBitCount(text);
  return reading.verdict === 'good'
    ? cardFrame(reading.uid, text, 'bit-count', reading.uidBits)
    : { kind: 'refused', reason: reading.reason };
}

/** UID bytes and one check byte over them, in hexadecimal. */
function readChecked(
  text: string,
  encoding: CardLinePresetName,
  check: (bytes: Uint8Array) => number,
): Interpretation {
  const bytes = fromHex(text);
  if (bytes === undefined || /\s/.test(text)) return wrongLength(text);
  const uid = text.slice(0, -2).toUpperCase();
  if (!isUidHex(uid)) return { kind: 'refused', reason: 'length' };
  return check(bytes.subarray(0, -1)) === bytes.at(-1)
    ? cardFrame(uid, text, encoding)
    : { kind: 'refused', reason: 'checksum' };
}

function readNumber(text: string, preset: CardLinePresetName, settings: CardSerialSettings): Interpretation {
  const { prefix, suffix, encoding } = settings;
  if (!text.startsWith(prefix) || !text.endsWith(suffix)) return undefined;
  const number = text.slice(prefix.length, text.length - suffix.length);
  try {
    return cardFrame(canonicalCardId(number, encoding), text, encoding === 'hexMsb' ? preset : encoding);
  } catch (error) {
    if (error instanceof DeviceError) return wrongLength(number);
    throw error;
  }
}

/** A line of nothing but hex digits was meant as a number; other text (a greeting at power-on) is no card line at all. */
function wrongLength(text: string): Refused | undefined {
  return /^[0-9a-f]{4,}$/i.test(text) ? { kind: 'refused', reason: 'length' } : undefined;
}
