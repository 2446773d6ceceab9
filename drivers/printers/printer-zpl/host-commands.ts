import { createFramer, type Framer, type Recognition } from '../../framing/framer.ts';
import { recogniseAnswer } from './frame.ts';

/** `^XA … ^XZ` of a label full of pictures. */
const LONGEST_FORMAT = 4_000_000;
const CARET = 0x5e;
const TILDE = 0x7e;

/** Immediate commands that tell or change a state (ZPL II guide); all others stay what they are: not ours to name. */
const immediate: Readonly<Record<string, string>> = {
  HS: 'hostStatus',
  HQES: 'errorReport',
  HI: 'identification',
  HD: 'headDiagnostics',
  HM: 'memory',
  JA: 'cancelAll',
  JC: 'calibrate',
  JR: 'reset',
  PH: 'feed',
  PP: 'pause',
  PS: 'start',
  WC: 'printConfiguration',
};

/** The decoder of `station-tool decode printer-zpl`: answers, and what a host sends on a line heard in both directions. */
export function createZplDecoder(): Framer {
  return createFramer(
    (view, start, ended) => {
      if (view[start] === CARET) return recogniseFormat(view, start);
      if (view[start] === TILDE) return recogniseImmediate(view, start, ended);
      return recogniseAnswer(view, start, ended);
    },
    { maximumFrame: LONGEST_FORMAT, maximumDiscarded: 4096 },
  );
}

function recogniseFormat(view: Uint8Array, start: number): Recognition {
  const available = view.length - start;
  if (available >= 2 && view[start + 1] !== 0x58) return { verdict: 'reject' };
  if (available >= 3 && view[start + 2] !== 0x41) return { verdict: 'reject' };
  if (available < 6) return { verdict: 'need', bytes: 6 };
  const end = formatEnd(view, start + 3);
  if (end === undefined) return { verdict: 'need', bytes: available + 1 };
  const text = Buffer.from(view.subarray(start, end)).toString('latin1');
  const epc = /\^RFW,H\^FD([0-9A-Fa-f]+)\^FS/.exec(text)?.[1]?.toUpperCase();
  const fields = {
    copies: Number(/\^PQ(\d{1,8})/.exec(text)?.[1] ?? 1),
    commands: new Set(Array.from(text.matchAll(/\^([A-Z][A-Z0-9@])/g), ([, name]) => name)).size,
    ...(epc === undefined ? {} : { epc }),
  };
  return { verdict: 'frame', length: end - start, content: { kind: 'frame', type: 'format', fields } };
}

/** Behind `^XZ`; a `^XZ` inside the raw rows of a picture is data. */
function formatEnd(view: Uint8Array, from: number): number | undefined {
  for (let at = view.indexOf(CARET, from); at >= 0; at = view.indexOf(CARET, at + 1)) {
    if (view[at + 1] === 0x58 && view[at + 2] === 0x5a) return at + 3;
    if (view[at + 1] === 0x47 && view[at + 2] === 0x46) at += rawRows(view, at);
  }
  return undefined;
}

/** Bytes of `^GFB,bytes,…,…,` and its rows; 0 for pictures in letters, whose data holds no caret. */
function rawRows(view: Uint8Array, at: number): number {
  const head = /^\^GFB,(\d{1,7}),\d{1,7},\d{1,4},/.exec(
    Buffer.from(view.subarray(at, at + 32)).toString('latin1'),
  );
  return head === null ? 0 : head[0].length + Number(head[1]) - 1;
}

function recogniseImmediate(view: Uint8Array, start: number, ended: boolean): Recognition {
  const text = Buffer.from(view.subarray(start + 1, start + 7)).toString('latin1');
  const name = /^HQES|^[A-Z]{2}/.exec(text)?.[0];
  if (name === undefined || immediate[name] === undefined) {
    const couldGoOn =
      !ended && text.length < 4 && Object.keys(immediate).some((known) => known.startsWith(text));
    return couldGoOn ? { verdict: 'need', bytes: text.length + 2 } : { verdict: 'reject' };
  }
  let length = name.length + 1;
  // The line end that wakes printers which read by lines belongs to it.
  const [first, second] = view.subarray(start + length, start + length + 2);
  if (first === undefined && !ended) return { verdict: 'need', bytes: length + 1 };
  if (first === 0x0a) length += 1;
  if (first === 0x0d) {
    if (second === undefined && !ended) return { verdict: 'need', bytes: length + 2 };
    length += second === 0x0a ? 2 : 1;
  }
  const fields = { command: `~${name}`, name: immediate[name] };
  return { verdict: 'frame', length, content: { kind: 'frame', type: 'command', fields } };
}
