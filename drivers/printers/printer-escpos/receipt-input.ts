import { DeviceError } from '../../errors.ts';
import type { LabelPicture } from '../label-languages/picture.ts';
import type { ReceiptLine } from './receipt.ts';

export interface ReceiptRequest {
  readonly jobId: unknown;
  readonly lines: readonly ReceiptLine[];
  readonly cut: boolean;
  readonly drawer: boolean;
}

/**
 * Input of `request('receipt')`: `{ jobId, lines, cut?, drawer? }`.
 *
 * @throws DeviceError `input.invalid`
 */
export function readReceipt(input: unknown): ReceiptRequest {
  if (typeof input !== 'object' || input === null) throw invalid('a receipt is an object');
  const fields: Readonly<Record<string, unknown>> = { ...input };
  const { jobId, lines, cut = true, drawer = false } = fields;
  if (!Array.isArray(lines) || lines.length === 0 || lines.length > 400) throw invalid('lines: 1 to 400');
  if (typeof cut !== 'boolean' || typeof drawer !== 'boolean')
    throw invalid('cut and drawer are true or false');
  return { jobId, lines: lines.map(readLine), cut, drawer };
}

function readLine(given: unknown): ReceiptLine {
  const line: Readonly<Record<string, unknown>> =
    typeof given === 'object' && given !== null ? { ...given } : {};
  const text = (name: string): string => {
    const value = line[name];
    if (typeof value !== 'string' || value.length > 1000)
      throw invalid(`${name} is a text of at most 1000 characters`);
    return value;
  };
  switch (line['kind']) {
    case 'text': {
      const { align = 'left', bold = false, large = false } = line;
      if (align !== 'left' && align !== 'center' && align !== 'right') throw invalid('align');
      return { kind: 'text', text: text('text'), align, bold: bold === true, large: large === true };
    }
    case 'pair':
      return { kind: 'pair', left: text('left'), right: text('right') };
    case 'rule':
      return { kind: 'rule' };
    case 'feed':
      return { kind: 'feed', lines: Number(line['lines']) };
    case 'picture':
      return { kind: 'picture', picture: readPicture(line['picture']) };
    case 'qr':
      return {
        kind: 'qr',
        text: text('text'),
        ...(line['moduleDots'] === undefined ? {} : { moduleDots: Number(line['moduleDots']) }),
      };
    case 'code128':
      return { kind: 'code128', text: text('text') };
    default:
      throw invalid('a line is text, pair, rule, feed, picture, qr or code128');
  }
}

function readPicture(given: unknown): LabelPicture {
  const picture: Readonly<Record<string, unknown>> =
    typeof given === 'object' && given !== null ? { ...given } : {};
  const { widthDots, heightDots, rows } = picture;
  if (
    typeof widthDots !== 'number' ||
    typeof heightDots !== 'number' ||
    !(rows instanceof Uint8Array) ||
    rows.length !== Math.ceil(widthDots / 8) * heightDots ||
    rows.length === 0 ||
    heightDots > 0xffff
  ) {
    throw invalid('a picture has widthDots, heightDots and its rows');
  }
  return { widthDots, heightDots, rows };
}

function invalid(message: string): DeviceError {
  return new DeviceError('input.invalid', message);
}
