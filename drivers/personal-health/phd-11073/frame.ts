import { createFramer, type Framer, type Recognise, type Recognition } from '../../framing/framer.ts';
import { type Apdu, APDU_TYPE, isKnownChoice, parseApdu } from './apdu.ts';
import { reasonOf } from './mder.ts';

/** An APDU whose nested lengths all agree, or a metadata preamble of the USB class. */
export type PhdFrame =
  /** Both look into the framer's buffer: whoever keeps anything of them beyond the next `push` copies it. */
  | { readonly kind: 'apdu'; readonly apdu: Apdu; readonly bytes: Uint8Array }
  | {
      readonly kind: 'preamble';
      readonly transfers: number;
      /** Bit map of latency and reliability, one bit set. */
      readonly quality: number;
      readonly opaque: Uint8Array;
    };

/** Largest APDU from agent to manager: 64,512 bytes (ieee-11073-20601.md section 1 [?]). */
export const LARGEST_APDU = 64_512;
const HEADER_BYTES = 4;
/** Up to the length of the service body. */
const PRESENTATION_HEADER_BYTES = 12;
const ASSOCIATION_HEADER_BYTES = 12;
const ANSWER_HEADER_BYTES = 10;
const HIGHEST_ASSOCIATION_RESULT = 8;

/**
 * Cuts a stream of both directions into APDUs. The three lengths of a presentation APDU must agree exactly; a frame in
 * which they do not is refused, never read as far as it goes.
 */
export function createPhdFramer(): Framer<PhdFrame> {
  return createFramer(recognise, { maximumFrame: LARGEST_APDU + HEADER_BYTES });
}

const NEED_HEADER: Recognition<PhdFrame> = { verdict: 'need', bytes: HEADER_BYTES };
const NO_FRAME: Recognition<PhdFrame> = { verdict: 'reject' };

const recognise: Recognise<PhdFrame> = (view, start, ended) => {
  const type = view[start] ?? 0;
  if (type === PREAMBLE_SIGNATURE[0]) return recognisePreamble(view, start);
  if (type < APDU_TYPE.associationRequest || type > APDU_TYPE.presentation) return NO_FRAME;
  if (start + 1 < view.length && view[start + 1] !== 0) return NO_FRAME;
  if (view.length - start < HEADER_BYTES) return NEED_HEADER;
  const length = u16(view, start + 2);
  if (length > LARGEST_APDU) return NO_FRAME;
  switch (type) {
    case APDU_TYPE.associationRequest:
      return recogniseBody(view, start, length, ASSOCIATION_HEADER_BYTES, associationLengths, ended);
    case APDU_TYPE.associationAnswer:
      return recogniseBody(view, start, length, ANSWER_HEADER_BYTES, answerLengths, ended);
    case APDU_TYPE.presentation:
      return recogniseBody(view, start, length, PRESENTATION_HEADER_BYTES, presentationLengths, ended);
    default:
      return length === 2 ? whole(view, start, length) : NO_FRAME;
  }
};

/** Whether what a header says of its lengths agrees, disagrees in a header that otherwise is one, or is no header. */
type Agreement = 'agree' | 'disagree' | 'none';

function recogniseBody(
  view: Uint8Array,
  start: number,
  length: number,
  headerBytes: number,
  agreement: (view: Uint8Array, start: number, length: number) => Agreement,
  ended: boolean,
): Recognition<PhdFrame> {
  const bytes = HEADER_BYTES + length;
  if (bytes < headerBytes) return NO_FRAME;
  const available = view.length - start;
  if (available < headerBytes) return { verdict: 'need', bytes: headerBytes };
  switch (agreement(view, start, length)) {
    case 'agree':
      return whole(view, start, length);
    case 'disagree':
      if (available >= bytes) return { verdict: 'refused', length: bytes, reason: 'length' };
      // The claim is known to be false already; with nothing more to come it stands over what there is.
      return ended ? { verdict: 'refused', length: available, reason: 'length' } : { verdict: 'need', bytes };
    case 'none':
      return NO_FRAME;
  }
}

function presentationLengths(view: Uint8Array, start: number, length: number): Agreement {
  const agree = u16(view, start + 4) === length - 2 && u16(view, start + 10) === length - 8;
  if (agree) return 'agree';
  return isKnownChoice(u16(view, start + 8)) ? 'disagree' : 'none';
}

function associationLengths(view: Uint8Array, start: number, length: number): Agreement {
  if (u16(view, start + 10) === length - 8) return 'agree';
  return u16(view, start + 4) === 0x8000 && u16(view, start + 6) === 0 ? 'disagree' : 'none';
}

function answerLengths(view: Uint8Array, start: number, length: number): Agreement {
  if (u16(view, start + 4) > HIGHEST_ASSOCIATION_RESULT) return 'none';
  return u16(view, start + 8) === length - 6 ? 'agree' : 'disagree';
}

function whole(view: Uint8Array, start: number, length: number): Recognition<PhdFrame> {
  const end = start + HEADER_BYTES + length;
  if (view.length < end) return { verdict: 'need', bytes: end - start };
  const bytes = view.subarray(start, end);
  try {
    return {
      verdict: 'frame',
      length: bytes.length,
      content: { kind: 'apdu', apdu: parseApdu(bytes), bytes },
    };
  } catch (error) {
    return { verdict: 'refused', length: bytes.length, reason: reasonOf(error) };
  }
}

/**
 * Metadata preamble of the USB class: signature, number of transfers that follow, encoding version 1, quality of
 * service, opaque data (USB Personal Healthcare Devices 1.0; public stacks). We leave it off, a capture may hold it.
 */
const PREAMBLE_SIGNATURE = Uint8Array.from(Buffer.from('PhdcQoSSignature', 'latin1'));
const PREAMBLE_BYTES = 20;

function recognisePreamble(view: Uint8Array, start: number): Recognition<PhdFrame> {
  for (let index = 0; index < PREAMBLE_SIGNATURE.length && start + index < view.length; index += 1) {
    if (view[start + index] !== PREAMBLE_SIGNATURE[index]) return NO_FRAME;
  }
  if (view.length - start < PREAMBLE_BYTES) return { verdict: 'need', bytes: PREAMBLE_BYTES };
  const length = PREAMBLE_BYTES + (view[start + 19] ?? 0);
  if (view.length - start < length) return { verdict: 'need', bytes: length };
  if (view[start + 17] !== 1) return { verdict: 'refused', length, reason: 'field' };
  const content: PhdFrame = {
    kind: 'preamble',
    transfers: view[start + 16] ?? 0,
    quality: view[start + 18] ?? 0,
    opaque: view.slice(start + PREAMBLE_BYTES, start + length),
  };
  return { verdict: 'frame', length, content };
}

function u16(view: Uint8Array, at: number): number {
  return ((view[at] ?? 0) << 8) | (view[at + 1] ?? 0);
}
