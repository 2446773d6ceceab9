import type { Decoded, DecodedContent, Span } from '../../decoded.ts';
import { createFramer, type Framer, type Recognition } from '../../framing/framer.ts';
import { isJobId, readBackOpening } from '../label-languages/zpl-rfid.ts';
import {
  type ErrorReport,
  type HostStatus,
  hostStatusFaults,
  isHostStatusText,
  parseErrorReport,
  parseHostStatus,
} from './status.ts';

/**
 * Answers of a ZPL printer (`label-printers.md` sections 4 and 5): `~HS` is three blocks STX … ETX CR LF, `~HQES` and
 * `~HI` one each, and the RFID read-back is the text our own job asked for. CR LF behind a block belongs to it.
 * Everything else is foreign: port 9100 may belong to something that is no printer.
 */

export type HostStatusLine = Span & {
  readonly kind: 'printer';
  readonly ready: boolean;
  readonly faults: readonly string[];
  readonly status: HostStatus;
};
export type ErrorReportLine = Span & {
  readonly kind: 'printer';
  readonly ready: boolean;
  readonly faults: readonly string[];
  readonly warnings: ErrorReport['warnings'];
};

export function isHostStatusLine(line: Decoded): line is HostStatusLine {
  return line.kind === 'printer' && 'status' in line;
}

export function isErrorReportLine(line: Decoded): line is ErrorReportLine {
  return line.kind === 'printer' && 'warnings' in line;
}

export function createZplAnswerDecoder(): Framer {
  return createFramer(recogniseAnswer, { maximumFrame: 2048, maximumDiscarded: 4096 });
}

const STX = 0x02;
const ETX = 0x03;
const CR = 0x0d;
const LF = 0x0a;
/** Longest text of one block; the longest documented one, of `~HQES`, has about 110 characters. */
const longestBlock = 512;
/** Our opening, a job id, an EPC of 496 bits and our closing. */
const longestReadBack = 256;

export function recogniseAnswer(view: Uint8Array, start: number, ended: boolean): Recognition {
  if (view[start] === STX) return recogniseBlocks(view, start, ended);
  const named =
    view[start] === readBackOpening.charCodeAt(0) ? recogniseReadBack(view, start, ended) : undefined;
  return named === undefined || named.verdict === 'reject' ? recogniseBareEpc(view, start, ended) : named;
}

type Block =
  | { readonly state: 'whole'; readonly text: string; readonly end: number }
  | { readonly state: 'unfinished' }
  | { readonly state: 'none' };

/** One STX … ETX; `end` is the position behind its line end. */
function readBlock(view: Uint8Array, start: number, ended: boolean): Block {
  if (start >= view.length) return ended ? { state: 'none' } : { state: 'unfinished' };
  if (view[start] !== STX) return { state: 'none' };
  for (let position = start + 1; position < view.length; position += 1) {
    if (position - start > longestBlock || view[position] === STX) return { state: 'none' };
    if (view[position] !== ETX) continue;
    const text = Buffer.from(view.subarray(start + 1, position)).toString('latin1');
    const end = behindLineEnd(view, position + 1, ended);
    return end === undefined ? { state: 'unfinished' } : { state: 'whole', text, end };
  }
  return { state: 'unfinished' };
}

function behindLineEnd(view: Uint8Array, position: number, ended: boolean): number | undefined {
  if (view[position] === CR && view[position + 1] === LF) return position + 2;
  const undecided = position >= view.length || (view[position] === CR && position + 1 >= view.length);
  return undecided && !ended ? undefined : position;
}

function recogniseBlocks(view: Uint8Array, start: number, ended: boolean): Recognition {
  const needMore: Recognition = { verdict: 'need', bytes: view.length - start + 1 };
  const first = readBlock(view, start, ended);
  if (first.state === 'unfinished') return needMore;
  if (first.state === 'none') return { verdict: 'reject' };
  const length = first.end - start;
  if (!isHostStatusText(0, first.text)) return { ...judgeSingleBlock(first.text), length };

  const second = readBlock(view, first.end, false);
  if (second.state === 'unfinished') return needMore;
  if (second.state === 'none' || !isHostStatusText(1, second.text)) return incompleteStatus(length);
  const third = readBlock(view, second.end, second.end < view.length && ended);
  if (third.state === 'unfinished') return needMore;
  if (third.state === 'none' || !isHostStatusText(2, third.text)) return incompleteStatus(length);
  const status = parseHostStatus(first.text, second.text);
  const faults = hostStatusFaults(status);
  const content = { kind: 'printer', ready: faults.length === 0, faults, status } satisfies DecodedContent & {
    status: HostStatus;
  };
  return { verdict: 'frame', length: third.end - start, content };
}

function incompleteStatus(length: number): Recognition {
  return { verdict: 'refused', length, reason: 'printer.incomplete_status' };
}

type Judged =
  | { readonly verdict: 'frame'; readonly content: DecodedContent }
  | { readonly verdict: 'refused'; readonly reason: string };

function judgeSingleBlock(text: string): Judged {
  const report = parseErrorReport(text);
  if (report !== undefined) {
    const content = {
      kind: 'printer',
      ready: report.errors.length === 0,
      faults: report.errors,
      warnings: report.warnings,
    } satisfies DecodedContent & { warnings: readonly string[] };
    return { verdict: 'frame', content };
  }
  // Model, firmware, dots per millimetre, memory and options.
  const identification = /^([ -+\--~]{1,64}),([ -+\--~]{1,32}),(6|8|12|24),([ -~]{1,64})$/.exec(text);
  if (identification !== null) {
    const [, model, firmware, dotsPerMm, memory] = identification;
    const fields = { model, firmware, dotsPerMm: Number(dotsPerMm), memory };
    return { verdict: 'frame', content: { kind: 'frame', type: 'HOST_IDENTIFICATION', fields } };
  }
  // `~HM`: memory in the printer, what a user may have of it, what is free; kilobytes.
  const memory = /^(\d{4,6}),(\d{4,6}),(\d{4,6})$/.exec(text);
  if (memory !== null) {
    const [, total, usable, free] = memory.map(Number);
    const fields = { total, usable, free, unit: 'kB' };
    return { verdict: 'frame', content: { kind: 'frame', type: 'HOST_MEMORY', fields } };
  }
  return { verdict: 'refused', reason: 'printer.unknown_answer' };
}

function recogniseReadBack(view: Uint8Array, start: number, ended: boolean): Recognition {
  const text = Buffer.from(view.subarray(start, start + longestReadBack)).toString('latin1');
  const needMore: Recognition = { verdict: 'need', bytes: text.length + 1 };
  if (!ended && readBackOpening.startsWith(text)) return needMore;
  if (!text.startsWith(readBackOpening)) return { verdict: 'reject' };
  // The same characters are asked for while it is coming and when it is whole, so that pieces change nothing.
  const whole = /^EPC\[([A-Za-z0-9-]*):([0-9A-Za-z ]*)\]\r\n/.exec(text);
  if (whole === null) {
    const couldGoOn = /^EPC\[[A-Za-z0-9-]*(?::[0-9A-Za-z ]*(?:\]\r?)?)?$/.test(text);
    return couldGoOn && text.length < longestReadBack ? needMore : { verdict: 'reject' };
  }
  const [{ length }, jobId = '', epc = ''] = whole;
  if (!isJobId(jobId) || !/^(?:[0-9A-Fa-f]{4})+$/.test(epc)) {
    return { verdict: 'refused', length, reason: 'printer.read_back_unreadable' };
  }
  const fields = { jobId, epc: epc.toUpperCase() };
  return { verdict: 'frame', length, content: { kind: 'frame', type: 'RFID_READ_BACK', fields } };
}

/**
 * A read-back of somebody else's format, with nothing around the EPC but the line end (the vectors' form). It proves
 * nothing about a job of ours, since it names none.
 */
function recogniseBareEpc(view: Uint8Array, start: number, ended: boolean): Recognition {
  if (start > 0 && isWordByte(view[start - 1] ?? 0)) return { verdict: 'reject' };
  const text = Buffer.from(view.subarray(start, start + longestReadBack)).toString('latin1');
  const match = /^((?:[0-9A-Fa-f]{4}){4,31})\r\n/.exec(text);
  if (match?.[1] !== undefined) {
    const fields = { epc: match[1].toUpperCase() };
    return {
      verdict: 'frame',
      length: match[0].length,
      content: { kind: 'frame', type: 'RFID_READ_BACK', fields },
    };
  }
  const couldGoOn = ended
    ? /^(?:[0-9A-Fa-f]{4}){4,31}\r?$/.test(text)
    : /^(?:[0-9A-Fa-f]{1,124}|(?:[0-9A-Fa-f]{4}){4,31}\r)$/.test(text);
  return couldGoOn ? { verdict: 'need', bytes: text.length + 1 } : { verdict: 'reject' };
}

function isWordByte(byte: number): boolean {
  return /[0-9A-Za-z]/.test(String.fromCharCode(byte));
}
