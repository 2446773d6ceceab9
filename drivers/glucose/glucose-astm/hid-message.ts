import { BLOCK_HEADER, BLOCK_LENGTH, BLOCK_PAYLOAD, STX } from './commands.ts';
import { type LinkElement, readElement } from './link-frame.ts';

/** What the HID reports from one place on carry together. */
export type HidVerdict =
  | { readonly verdict: 'need'; readonly bytes: number }
  | { readonly verdict: 'reject' }
  | { readonly verdict: 'refused'; readonly length: number; readonly reason: string }
  | {
      readonly verdict: 'message';
      readonly length: number;
      /** In order; control characters and at most one text frame. */
      readonly elements: readonly LinkElement[];
      readonly payload: Uint8Array;
    };

const NOTHING = new Uint8Array(0);
/** A header record has some 250 characters; a message of a thousand is none. */
const MOST_BLOCKS = 16;

/**
 * Reads the reports of 64 bytes that carry one message (body-composition-glucose-spiro.md section 2): a report with 60
 * bytes of payload is followed by another unless a frame ends in it. Tag bytes are the sender's own and ignored; the
 * last report of a recording may lack its padding.
 */
export function readHidMessage(view: Uint8Array, start: number, ended: boolean): HidVerdict {
  let payload: Uint8Array = NOTHING;
  for (let block = 0; block < MOST_BLOCKS; block += 1) {
    const at = start + block * BLOCK_LENGTH;
    const length = view[at + BLOCK_HEADER - 1];
    if (!isTag(view, at)) return { verdict: 'reject' };
    if (length === undefined) return needUnless(ended && block === 0, at - start + BLOCK_HEADER);
    if (length < 1 || length > BLOCK_PAYLOAD) return { verdict: 'reject' };
    if (block === 0 && !mayBegin(view[at + BLOCK_HEADER])) return { verdict: 'reject' };
    const end = at + BLOCK_HEADER + length;
    if (end > view.length) {
      if (!mayGoOn(view, at + BLOCK_HEADER)) return { verdict: 'reject' };
      // At the end of the input only a report that holds a frame counts as unfinished; the rest is noise.
      return needUnless(ended && block === 0 && view[at + BLOCK_HEADER] !== STX, end - start);
    }
    const part = view.subarray(at + BLOCK_HEADER, end);
    payload = block === 0 ? part.slice() : Uint8Array.from([...payload, ...part]);
    const parsed = parsePayload(payload);
    if (parsed === undefined) return { verdict: 'reject' };
    if (parsed === 'unfinished') {
      if (length < BLOCK_PAYLOAD) return { verdict: 'reject' };
      continue;
    }
    const whole = at + BLOCK_LENGTH;
    if (view.length < whole && !ended) return { verdict: 'need', bytes: whole - start };
    const stop = Math.min(whole, view.length);
    if (!isPadding(view, end, stop)) return { verdict: 'reject' };
    return 'reason' in parsed
      ? { verdict: 'refused', length: stop - start, reason: parsed.reason }
      : { verdict: 'message', length: stop - start, elements: parsed.elements, payload };
  }
  return { verdict: 'reject' };
}

function needUnless(isNoise: boolean, bytes: number): HidVerdict {
  return isNoise ? { verdict: 'reject' } : { verdict: 'need', bytes };
}

/** Tags seen are letters or zeros. */
function isTag(view: Uint8Array, at: number): boolean {
  for (let index = at; index < at + BLOCK_HEADER - 1; index += 1)
    if ((view[index] ?? 0) >= 0x80) return false;
  return true;
}

function mayBegin(byte: number | undefined): boolean {
  // A control character, or a printable letter of a remote command; a missing byte decides nothing yet.
  return (
    byte === undefined || byte === STX || (byte >= 0x04 && byte <= 0x06) || byte === 0x15 || byte >= 0x20
  );
}

/** Text so far that could still become a message. */
function mayGoOn(view: Uint8Array, from: number): boolean {
  for (let index = from; index < view.length; index += 1) if ((view[index] ?? 0) >= 0x80) return false;
  return true;
}

function isPadding(view: Uint8Array, from: number, to: number): boolean {
  for (let index = from; index < to; index += 1) if (view[index] !== 0) return false;
  return true;
}

type Parsed =
  | { readonly elements: readonly LinkElement[] }
  | { readonly reason: string }
  | 'unfinished'
  | undefined;

/** Control characters around at most one frame, or one remote command or its answer. */
function parsePayload(bytes: Uint8Array): Parsed {
  const elements: LinkElement[] = [];
  for (let at = 0; at < bytes.length; ) {
    const read = readElement(bytes, at);
    switch (read.verdict) {
      case 'need':
        return 'unfinished';
      case 'refused':
        return { reason: read.reason };
      case 'element':
        if (read.element.kind === 'text' && elements.some(({ kind }) => kind === 'text')) return undefined;
        elements.push(read.element);
        at += read.length;
        break;
      case 'reject': {
        const remote = /^[A-Z0-9][\x20-\x7e]*\r?\n?/.exec(Buffer.from(bytes.subarray(at)).toString('latin1'));
        if (remote === null) return undefined;
        elements.push({ kind: 'remote', text: remote[0].trimEnd() });
        at += remote[0].length;
        break;
      }
    }
  }
  return { elements };
}
