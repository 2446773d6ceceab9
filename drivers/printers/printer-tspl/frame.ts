import type { DecodedContent } from '../../decoded.ts';
import { createFramer, type Framer, type Recognition } from '../../framing/framer.ts';
import { immediateCommands, inquiries, jobWords } from './commands.ts';
import { lineText } from '../line-text.ts';
import { isTextByte, LARGEST_PICTURE, pictureHeadOf, recognisePicture } from '../picture-block.ts';
import { readExtendedStatus, readStatusByte, type TsplStatus } from './status.ts';

const STX = 0x02;
const ETX = 0x03;
const ESC = 0x1b;
const CR = 0x0d;
const LF = 0x0a;
const LONGEST_LINE = 2048;

export type TsplStatusContent = DecodedContent & { readonly kind: 'printer' } & Pick<
    TsplStatus,
    'warnings' | 'printing'
  >;

/**
 * Both directions of a TSPL line: answers of the printer, immediate commands and the lines of jobs. A status answer is one
 * byte without any frame, so everything that has a form is looked for first.
 */
export function createTsplFramer(): Framer {
  return createFramer(recogniseTspl, { maximumFrame: LARGEST_PICTURE + LONGEST_LINE });
}

function recogniseTspl(view: Uint8Array, start: number, ended: boolean): Recognition {
  const first = view[start] ?? 0;
  if (first === STX) {
    const extended = recogniseExtended(view, start, ended);
    if (extended.verdict !== 'reject') return extended;
  }
  if (first === ESC) {
    const command = recogniseImmediate(view, start, ended);
    if (command.verdict !== 'reject') return command;
  }
  if (isTextByte(first)) {
    const line = recogniseLine(view, start, ended);
    if (line.verdict !== 'reject') return line;
  }
  return recogniseStatusByte(view, start);
}

/**
 * One byte is taken as a status only at the start of a stretch (nothing unread in front of it), and only where its bits can
 * stand together: nothing is printed while the head or cover is open, the paper jammed or out.
 */
function recogniseStatusByte(view: Uint8Array, start: number): Recognition {
  if (start !== 0) return { verdict: 'reject' };
  const status = readStatusByte(view[start] ?? 0);
  const blocked = status.faults.some((fault) => fault !== 'paused' && fault !== 'other error');
  if (status.printing && blocked) return { verdict: 'reject' };
  return { verdict: 'frame', length: 1, content: statusContent(status) };
}

function statusContent({ faults, warnings, printing }: TsplStatus): TsplStatusContent {
  return { kind: 'printer', ready: faults.length === 0, faults, warnings, printing };
}

/** STX, four bytes, ETX, CR LF. */
function recogniseExtended(view: Uint8Array, start: number, ended: boolean): Recognition {
  const available = view.length - start;
  for (let index = 1; index < Math.min(available, 5); index += 1) {
    if (((view[start + index] ?? 0) & 0xc0) !== 0x40) return { verdict: 'reject' };
  }
  if (available < 6) return ended ? { verdict: 'reject' } : { verdict: 'need', bytes: 6 };
  if (view[start + 5] !== ETX) return { verdict: 'reject' };
  const end = behindLineEnd(view, start + 6, ended);
  if (end === undefined) return { verdict: 'need', bytes: available + 1 };
  const length = end - start;
  const status = readExtendedStatus(view.subarray(start + 1, start + 5));
  if (status === undefined) return { verdict: 'refused', length, reason: 'status' };
  return { verdict: 'frame', length, content: statusContent(status) };
}

function recogniseImmediate(view: Uint8Array, start: number, ended: boolean): Recognition {
  const mark = view[start + 1];
  const letter = view[start + 2];
  if (mark === undefined || letter === undefined) {
    const possible = mark === undefined || mark === 0x21;
    return possible && !ended ? { verdict: 'need', bytes: 3 } : { verdict: 'reject' };
  }
  const sign = String.fromCharCode(letter);
  const name = mark === 0x21 ? immediateCommands[sign] : undefined;
  if (name === undefined) return { verdict: 'reject' };
  const fields = { command: `ESC ! ${sign}`, name };
  return { verdict: 'frame', length: 3, content: { kind: 'frame', type: 'command', fields } };
}

/** A line: inquiry, word of a job, or an answer in text. Texts in jobs may be GB18030, so bytes above 7Fh belong to it. */
function recogniseLine(view: Uint8Array, start: number, ended: boolean): Recognition {
  let end = start;
  while (isTextByte(view[end])) {
    end += 1;
    if (end - start > LONGEST_LINE) return { verdict: 'reject' };
    const picture = view[end - 1] === 0x2c ? pictureHeadOf(PICTURE, view, start, end) : undefined;
    if (picture !== undefined) {
      const block = { start, rowsAt: end, picture, command: 'BITMAP' };
      return recognisePicture(view, block, (rowsEnd) => behindLineEnd(view, rowsEnd, ended));
    }
  }
  const behind = view[end];
  if (behind === undefined) {
    // Where no more comes, what reads like a word is a line cut off, anything else may be status bytes.
    const readsLikeWord = /[A-Za-z0-9]{3}/.test(Buffer.from(view.subarray(start, end)).toString('latin1'));
    return ended && !readsLikeWord ? { verdict: 'reject' } : { verdict: 'need', bytes: end - start + 1 };
  }
  if (behind !== CR && behind !== LF) return { verdict: 'reject' };
  const length = behindLineEnd(view, end, ended);
  if (length === undefined) return { verdict: 'need', bytes: view.length - start + 1 };
  const content = lineContent(lineText(view, start, end));
  return content === undefined
    ? { verdict: 'reject' }
    : { verdict: 'frame', length: length - start, content };
}

function lineContent(text: string): DecodedContent | undefined {
  const inquiry = /^~!(.)$/.exec(text)?.[1];
  if (inquiry !== undefined && inquiries[inquiry] !== undefined) {
    return { kind: 'frame', type: 'command', fields: { command: text, name: inquiries[inquiry] } };
  }
  const word = /^[A-Z0-9]+/.exec(text)?.[0];
  if (word !== undefined && jobWords.has(word)) return jobLine(word, text);
  // The answer to an inquiry: at least three characters, a letter or digit among them.
  if (/^[\x20-\x7e]{3,}$/.test(text) && /[A-Za-z0-9]/.test(text)) {
    return { kind: 'frame', type: 'text', fields: { text } };
  }
  return undefined;
}

function jobLine(word: string, line: string): DecodedContent {
  const quoted = line.match(/"((?:[^"\\]|\\\["\]|\\.)*)"/g) ?? [];
  const texts = quoted.map((part) => part.slice(1, -1).replaceAll('\\["]', '"'));
  const last = texts.at(-1);
  const parameters = line.slice(word.length).trim();
  return {
    kind: 'frame',
    type: 'job',
    fields: { command: word, parameters, ...(last === undefined ? {} : { text: last }) },
  };
}

/** `BITMAP x,y,bytesPerRow,height,mode,` */
const PICTURE = /^BITMAP (\d{1,5}),(\d{1,5}),(\d{1,4}),(\d{1,5}),\d,$/;

/** The place behind CR LF, CR or LF, or here where there is none; `undefined` while it may still come. */
function behindLineEnd(view: Uint8Array, position: number, ended: boolean): number | undefined {
  const byte = view[position];
  if (byte === undefined) return ended ? position : undefined;
  if (byte === LF) return position + 1;
  if (byte !== CR) return position;
  const next = view[position + 1];
  if (next === undefined) return ended ? position + 1 : undefined;
  return next === LF ? position + 2 : position + 1;
}
