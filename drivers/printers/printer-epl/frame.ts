import type { DecodedContent } from '../../decoded.ts';
import { createFramer, type Framer, type Recognition } from '../../framing/framer.ts';
import { lineText } from '../line-text.ts';
import { isTextByte, LARGEST_PICTURE, pictureHeadOf, recognisePicture } from '../picture-block.ts';
import { type EplStatus, readErrorCode } from './status.ts';

const ACK = 0x06;
const NAK = 0x15;
const CR = 0x0d;
const LF = 0x0a;
const XOFF = 0x13;
const LONGEST_LINE = 2048;

export type EplStatusContent = DecodedContent & { readonly kind: 'printer' } & Pick<
    EplStatus,
    'warnings' | 'printing' | 'labelsLeft'
  >;

/** Both directions of an EPL2 line: error codes, configuration, ACK and NAK, and the lines of jobs. */
export function createEplFramer(): Framer {
  return createFramer(recogniseEpl, { maximumFrame: LARGEST_PICTURE + LONGEST_LINE });
}

function recogniseEpl(view: Uint8Array, start: number, ended: boolean): Recognition {
  const first = view[start] ?? 0;
  if (first === ACK)
    return { verdict: 'frame', length: 1, content: { kind: 'frame', type: 'ACK', fields: {} } };
  // Behind a NAK stands the code.
  if (first === NAK) return recogniseLine(view, start, start + 1, ended);
  const before = view[start - 1];
  if (before !== undefined && isTextByte(before)) return { verdict: 'reject' };
  return recogniseLine(view, start, start, ended);
}

function recogniseLine(view: Uint8Array, start: number, textStart: number, ended: boolean): Recognition {
  let end = textStart;
  while (isTextByte(view[end])) {
    end += 1;
    if (end - start > LONGEST_LINE) return { verdict: 'reject' };
    const picture = view[end - 1] === 0x2c ? pictureHeadOf(PICTURE, view, textStart, end) : undefined;
    if (picture !== undefined) {
      const block = { start, rowsAt: end, picture, command: 'G' };
      return recognisePicture(view, block, (rowsEnd) => behindRows(view, rowsEnd, ended));
    }
  }
  if (end === textStart)
    return view[end] === undefined && !ended && textStart > start ? need(view, start) : { verdict: 'reject' };
  const behind = view[end];
  if (behind === undefined) return need(view, start);
  // Emulations hold the host (XOFF) behind the code of a NAK instead of ending the line.
  const held = behind === XOFF && textStart > start;
  if (behind !== CR && behind !== LF && !held) return { verdict: 'reject' };
  const next = view[end + 1];
  if (behind === CR && next === undefined && !ended) return need(view, start);
  const length = end - start + (behind === CR && next === LF ? 2 : 1);
  const content = lineContent(lineText(view, textStart, end));
  return content === undefined ? { verdict: 'reject' } : { verdict: 'frame', length, content };
}

const need = (view: Uint8Array, start: number): Recognition => ({
  verdict: 'need',
  bytes: view.length - start + 1,
});

/** Commands of jobs by their letters; capital and small letters are different commands. */
const jobLine =
  /^(?:N|[qQ]\d{1,4}(?:,[-+\d,BC]*)?|A\d+,\d+,\d,\S+?,\d,\d,[NR],(".*"|.*)|B\d+,\d+,\d,[^,]+,\d+,\d+,\d+,[BN],(".*"|.*)|b\d+,\d+,\w,.*|L[EOSW]\d+,.*|X\d+,.*|G[GIKMW].*|P\d+(?:,\d+)?|[SDZRICOJ][A-Za-z\d,-]{0,16}|F[EIKRS].*|T[DST].*|V\d\d,.*|\?)$/;

function lineContent(text: string): DecodedContent | undefined {
  const status = readErrorCode(text);
  if (status !== undefined) {
    const { faults, warnings, printing, labelsLeft } = status;
    return {
      kind: 'printer',
      ready: faults.length === 0,
      faults,
      warnings,
      printing,
      ...(labelsLeft === undefined ? {} : { labelsLeft }),
    } as EplStatusContent;
  }
  if (/^(?:\^ee|UQ|US|UT|UN|U[%AEFGIPR].*|\^@|\^default)$/.test(text)) {
    return { kind: 'frame', type: 'command', fields: { command: text } };
  }
  const identity = /^(U[A-Z0-9]{5,}.*?)\s+V(\d[\d.A-Z]*)\s*$/.exec(text);
  if (identity !== null) {
    const [, model = '', firmware = ''] = identity;
    return { kind: 'frame', type: 'identification', fields: { model: model.trim(), firmware } };
  }
  const serial = /^S\/N:\s*(\S+)/.exec(text)?.[1];
  if (serial !== undefined) return { kind: 'frame', type: 'serial', fields: { serial } };
  const job = jobLine.exec(text);
  if (job !== null) {
    const quoted = /"(.*)"$/.exec(text)?.[1];
    const command = /^[A-Za-z?]{1,2}/.exec(text)?.[0] ?? text;
    const fields = {
      command: command[0] ?? '',
      line: text,
      ...(quoted === undefined ? {} : { text: quoted }),
    };
    return { kind: 'frame', type: 'job', fields };
  }
  const setting = /^([A-Za-z][A-Za-z ]{2,24}?)(?: mode)?\s*[:=]\s*(.+)$/.exec(text);
  if (setting !== null) {
    return {
      kind: 'frame',
      type: 'configuration',
      fields: { name: setting[1] ?? '', value: (setting[2] ?? '').trim() },
    };
  }
  return undefined;
}

/** `GWx,y,bytesPerRow,height,` */
const PICTURE = /^GW(\d{1,5}),(\d{1,5}),(\d{1,4}),(\d{1,5}),$/;

/** One LF may follow the rows. */
function behindRows(view: Uint8Array, rowsEnd: number, ended: boolean): number | undefined {
  const byte = view[rowsEnd];
  if (byte === undefined) return ended ? rowsEnd : undefined;
  return byte === LF ? rowsEnd + 1 : rowsEnd;
}
