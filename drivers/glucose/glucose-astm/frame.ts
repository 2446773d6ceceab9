import type { Decoded, FrameDecoder } from '../../decoded.ts';
import {
  createFramer,
  type Framed,
  type Framer,
  type Recognise,
  type Recognition,
} from '../../framing/framer.ts';
import { createLineRecogniser } from '../../framing/line-framer.ts';
import { readHidMessage } from './hid-message.ts';
import { type LinkElement, readElement } from './link-frame.ts';
import { AstmMessage } from './message.ts';

/** Bytes of one element as they came, serial or in HID reports. */
export interface LinkFrame {
  readonly kind: 'checked';
  readonly elements: readonly LinkElement[];
  /** Without headers and padding of HID reports. */
  readonly bytes: Uint8Array;
  readonly isHid: boolean;
}

/** The decoder of `station-tool decode glucose-astm`: both directions, serial or in HID reports, told apart by the bytes. */
export function createAstmDecoder(): FrameDecoder {
  const framer = createAstmFramer();
  const message = new AstmMessage();
  const toLines = (frames: readonly Framed<LinkFrame>[]): Decoded[] => {
    const lines: Decoded[] = [];
    for (const frame of frames) {
      for (const { content, span } of message.take(frame)) {
        lines.push({ ...content, offset: span.offset, length: span.length });
      }
    }
    return lines;
  };
  return {
    push: (bytes) => toLines(framer.push(bytes)),
    end: () => toLines(framer.end()),
  };
}

export function createAstmFramer(): Framer<LinkFrame> {
  return createFramer<LinkFrame>(recognise);
}

/** Remote commands and their answers (`R|`, `D|260315|`) are lines of their own. */
const remoteLine = createLineRecogniser<LinkFrame>(({ text }) => {
  if (!/^(?:[A-Z]\|[\x20-\x7e]*|\d{4,6}\|)$/.test(text)) return undefined;
  return {
    kind: 'checked',
    elements: [{ kind: 'remote', text }],
    bytes: Uint8Array.from(Buffer.from(text)),
    isHid: false,
  };
}, 80);

const recognise: Recognise<LinkFrame> = (view, start, ended) => {
  const plain = recognisePlain(view, start);
  if (plain.verdict !== 'reject') return plain;
  const hid = readHidMessage(view, start, ended);
  switch (hid.verdict) {
    case 'message':
      return {
        verdict: 'frame',
        length: hid.length,
        content: { kind: 'checked', elements: hid.elements, bytes: hid.payload, isHid: true },
      };
    case 'refused':
      return hid;
    case 'need': {
      // Four bytes decide whether a report begins here; a remote line is decided by its end.
      const line = remoteLine(view, start, ended);
      return line.verdict === 'frame' ? line : hid;
    }
    case 'reject':
      return remoteLine(view, start, ended);
  }
};

function recognisePlain(view: Uint8Array, start: number): Recognition<LinkFrame> {
  const read = readElement(view, start);
  switch (read.verdict) {
    case 'need':
      return { verdict: 'need', bytes: view.length - start + 1 };
    case 'reject':
    case 'refused':
      return read;
    case 'element':
      return {
        verdict: 'frame',
        length: read.length,
        content: {
          kind: 'checked',
          elements: [read.element],
          bytes: view.slice(start, start + read.length),
          isHid: false,
        },
      };
  }
}
