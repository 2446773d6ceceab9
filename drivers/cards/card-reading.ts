import type { Decoded, DecodedContent, FrameDecoder } from '../decoded.ts';
import type { Framed, Framer } from '../framing/framer.ts';
import { isRandomCardId } from './card-forms.ts';

/** What a reader said about one card, with how it was understood. */
export interface CardReading {
  /** Canonical: upper-case hexadecimal, first byte first. */
  readonly uid: string;
  readonly uidBits: number;
  /** As the reader sent it, without frame characters. */
  readonly text: string;
  /** How `text` was understood: name of a line preset or of a card form. Stored at enrolment. */
  readonly encoding: string;
  /** True for UIDs that change at every tap; enrolment must refuse them. */
  readonly random: boolean;
}

export interface CardFrame {
  readonly kind: 'reading';
  readonly reading: CardReading;
}

export function cardFrame(uid: string, text: string, encoding: string, uidBits = uid.length * 4): CardFrame {
  return { kind: 'reading', reading: { uid, uidBits, text, encoding, random: isRandomCardId(uid) } };
}

/** The line of `station-tool decode`: a reading becomes `card`, everything else stays. */
export function createCardDecoder(framer: Framer<CardFrame>): FrameDecoder {
  return {
    push: (bytes) => framer.push(bytes).map(toDecoded),
    end: () => framer.end().map(toDecoded),
  };
}

function toDecoded(line: Framed<CardFrame>): Decoded {
  if (line.kind !== 'reading') return line;
  const { uid, uidBits, text } = line.reading;
  const content: DecodedContent = { kind: 'card', uid, uidBits, text };
  return { ...content, offset: line.offset, length: line.length };
}
