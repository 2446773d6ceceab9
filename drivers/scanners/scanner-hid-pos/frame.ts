import type { DecodedContent, FrameDecoder } from '../../decoded.ts';
import { createFramer, type Framer, type Recognition } from '../../framing/framer.ts';
import { toHex } from '../../framing/hexadecimal.ts';
import { decoderOf } from '../../measurement/reading.ts';
import { isAimIdentifier, readScannedText, SHORTEST_SCAN, symbologyOf } from '../scan-text.ts';
import {
  DATA_BYTES,
  DATA_REPORT,
  HEADER_BYTES,
  LONG_REPORT,
  MAKER_CODE_AT,
  SHORT_REPORT,
} from './commands.ts';

/** The decoder of `station-tool decode scanner-hid-pos`: reports, or the lines of a scanner in serial mode. */
export function createScannerDecoder(): FrameDecoder {
  return decoderOf(createScannerFramer());
}

/** The longest code in use: QR version 40 with 7089 digits in 127 reports. */
const MOST_REPORTS = 127;
const LONGEST_LINE = 7089;

/** One line a scan; a scan of several reports is told when its last report is there. */
export function createScannerFramer(): Framer {
  return createFramer(
    (view, start, ended) =>
      view[start] === DATA_REPORT ? recogniseReports(view, start, ended) : recogniseLine(view, start, ended),
    { maximumFrame: MOST_REPORTS * LONG_REPORT + HEADER_BYTES },
  );
}

interface Report {
  readonly length: number;
  readonly aim: string;
  readonly data: Uint8Array;
  readonly makerCode: number | undefined;
  readonly more: boolean;
}

function recogniseReports(view: Uint8Array, start: number, ended: boolean): Recognition {
  const reports: Report[] = [];
  let position = start;
  for (;;) {
    const report = readReport(view, position, ended);
    if (report === 'need') return { verdict: 'need', bytes: view.length - start + 1 };
    if (typeof report === 'string') {
      if (report === 'length' && reports.length === 0) {
        return { verdict: 'refused', length: SHORT_REPORT, reason: 'length' };
      }
      // The rest of the scan did not come: its first reports must not pass as the whole.
      if (reports.length > 0) return { verdict: 'refused', length: position - start, reason: 'unfinished' };
      return { verdict: 'reject' };
    }
    const [first] = reports;
    // Another code begins: the first one's rest was lost.
    if (first !== undefined && report.aim !== '' && report.aim !== first.aim) {
      return { verdict: 'refused', length: position - start, reason: 'unfinished' };
    }
    reports.push(report);
    position += report.length;
    if (!report.more) break;
    if (reports.length >= MOST_REPORTS)
      return { verdict: 'refused', length: position - start, reason: 'length' };
  }
  const [first] = reports;
  if (first === undefined) return { verdict: 'reject' };
  const data = Buffer.concat(reports.map((report) => report.data));
  return { verdict: 'frame', length: position - start, content: scanContent(first, data) };
}

function scanContent(first: Report, data: Uint8Array): DecodedContent {
  const text = Buffer.from(data).toString('utf8');
  // Bytes that are no UTF-8 stay readable one by one; the hexadecimal form is always exact.
  const readable = text.includes('�') ? Buffer.from(data).toString('latin1') : text;
  const named = first.aim === '' ? readScannedText(readable) : undefined;
  return {
    kind: 'frame',
    type: 'barcode',
    fields: {
      text: named?.text ?? readable,
      symbology: named === undefined ? symbologyOf(first.aim) : named.symbology,
      aim: named === undefined ? first.aim : named.aim,
      hex: toHex(data),
      ...(first.makerCode === undefined || first.makerCode === 0 ? {} : { makerCode: first.makerCode }),
    },
  };
}

function readReport(view: Uint8Array, start: number, ended: boolean): Report | 'need' | 'length' | 'none' {
  const available = view.length - start;
  if (available < 1) return ended ? 'none' : 'need';
  if (view[start] !== DATA_REPORT) return 'none';
  if (available < HEADER_BYTES) return ended ? 'none' : 'need';
  const length = view[start + 1] ?? 0;
  const aimBytes = view.subarray(start + 2, start + HEADER_BYTES);
  const aim = aimBytes.every((byte) => byte === 0) ? '' : Buffer.from(aimBytes).toString('latin1');
  if (aim !== '' && !isAimIdentifier(aim)) return 'none';
  if (length === 0) return 'none';
  if (length > DATA_BYTES)
    return available < SHORT_REPORT ? (ended ? 'none' : 'need') : aim === '' ? 'none' : 'length';
  const size = reportSize(view, start, ended);
  if (size === undefined) return 'none';
  if (size === 'need') return 'need';
  const dataEnd = start + HEADER_BYTES + length;
  return {
    length: size,
    aim,
    data: view.slice(start + HEADER_BYTES, dataEnd),
    makerCode: size === LONG_REPORT ? view[start + MAKER_CODE_AT] : undefined,
    more: ((view[start + size - 1] ?? 0) & 1) !== 0,
  };
}

/**
 * Which of the two layouts: the flag byte is 0 or 1, and behind the report stands the next one or nothing. A stream that stops
 * in between waits; a device hands over whole reports and decides by `idle`.
 */
function reportSize(view: Uint8Array, start: number, ended: boolean): number | 'need' | undefined {
  const available = view.length - start;
  if (available < SHORT_REPORT) return ended ? undefined : 'need';
  const isFlag = (size: number): boolean => (view[start + size - 1] ?? 2) <= 1;
  // Two bytes behind the longer report decide; without them the end of the input does.
  if (available < LONG_REPORT + 2 && !ended) return 'need';
  const shortFits = isFlag(SHORT_REPORT) && followed(view, start + SHORT_REPORT);
  const longFits = available >= LONG_REPORT && isFlag(LONG_REPORT) && followed(view, start + LONG_REPORT);
  if (shortFits) return SHORT_REPORT;
  if (longFits) return LONG_REPORT;
  if (available >= LONG_REPORT && isFlag(LONG_REPORT) && view[start + SHORT_REPORT] === 0) return LONG_REPORT;
  return isFlag(SHORT_REPORT) ? SHORT_REPORT : undefined;
}

/** The input ends here or the next data report begins. */
function followed(view: Uint8Array, position: number): boolean {
  const length = view[position + 1];
  return (
    position === view.length ||
    (view[position] === DATA_REPORT && (length === undefined || (length >= 1 && length <= DATA_BYTES)))
  );
}

/** Serial mode: printable text and GS, ended by CR, LF or both. */
function recogniseLine(view: Uint8Array, start: number, ended: boolean): Recognition {
  const before = view[start - 1];
  if (before !== undefined && isScanByte(before)) return { verdict: 'reject' };
  let end = start;
  while (isScanByte(view[end])) {
    end += 1;
    if (end - start > LONGEST_LINE) return { verdict: 'reject' };
  }
  const terminator = view[end];
  if (end - start < SHORTEST_SCAN && terminator !== undefined) return { verdict: 'reject' };
  if (end === start) return { verdict: 'reject' };
  if (terminator === undefined) return { verdict: 'need', bytes: end - start + 1 };
  if (terminator !== 0x0d && terminator !== 0x0a) return { verdict: 'reject' };
  if (terminator === 0x0d && end + 1 === view.length && !ended) {
    return { verdict: 'need', bytes: end - start + 2 };
  }
  const length = end - start + (terminator === 0x0d && view[end + 1] === 0x0a ? 2 : 1);
  const bytes = view.subarray(start, end);
  const { text, symbology, aim } = readScannedText(Buffer.from(bytes).toString('latin1'));
  const fields = { text, symbology, aim, hex: toHex(bytes) };
  return { verdict: 'frame', length, content: { kind: 'frame', type: 'barcode', fields } };
}

function isScanByte(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x20 && byte < 0x7f) || byte === 0x1d);
}
