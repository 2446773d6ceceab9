import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../testing/decoder-properties.ts';
import { textOfBytes } from './file-text.ts';
import { acknowledgement, messageHead } from './hl7-answer.ts';
import { createMllpReader, mllpFrame, type MllpEvent } from './mllp.ts';

const HEADER = 'MSH|^~\\&|InBody|LB|HIS|PV|20260315094200||ORU^R01|1|P|2.3';
const MOST = 1000;

function eventsOf(pieces: readonly Uint8Array[]): { events: MllpEvent[]; discarded: number } {
  const reader = createMllpReader(MOST);
  const events = pieces.flatMap((piece) => reader.push(piece));
  return { events, discarded: reader.discarded };
}

/** The bytes cut at these places. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...ends].map((from, at) => bytes.slice(from, ends[at] ?? bytes.length));
}

const hexOf = (events: readonly MllpEvent[]): string[] =>
  events.map((event) =>
    event.kind === 'message'
      ? Buffer.from(event.bytes).toString('hex')
      : `too long ${Buffer.from(event.head).toString('hex')}`,
  );

/** Bytes that are rich in the three that matter. */
const wire = fc
  .array(fc.oneof(fc.constantFrom(0x0b, 0x1c, 0x0d), fc.integer({ min: 0, max: 255 })), { maxLength: 400 })
  .map((bytes) => Uint8Array.from(bytes));

describe('MLLP', () => {
  it('cuts messages at VT and FS CR, whatever stands around them', () => {
    const bytes = bytesOf('0D0A' + '0B4D53481C0D' + 'FF' + '0B41420D1C430D1C0D');
    const { events, discarded } = eventsOf([bytes]);
    expect(hexOf(events)).toEqual(['4d5348', '41420d1c430d']);
    expect(discarded).toBe(3);
  });

  it('never takes a part: a message into which the next one begins is discarded whole', () => {
    const { events, discarded } = eventsOf([bytesOf('0B4D53480B41421C0D')]);
    expect(hexOf(events)).toEqual(['4142']);
    expect(discarded).toBe(4);
  });

  it('does not end at FS without CR, nor at a second FS', () => {
    expect(hexOf(eventsOf([bytesOf('0B411C421C1C0D')]).events)).toEqual(['411c421c']);
    expect(createMllpReader(MOST).isInside).toBe(false);
    const reader = createMllpReader(MOST);
    expect(reader.push(bytesOf('0B411C'))).toEqual([]);
    expect(reader.isInside).toBe(true);
    expect(hexOf(reader.push(bytesOf('0D')))).toEqual(['41']);
  });

  it('says of one that is too long how it begins, passes over it, and takes the next', () => {
    const long = Uint8Array.from({ length: MOST + 1 }, () => 0x41);
    const just = long.subarray(1);
    const { events } = eventsOf([mllpFrame(long), mllpFrame(just)]);
    expect(events.map(({ kind }) => kind)).toEqual(['too-long', 'message']);
    expect(hexOf(events)[1]).toBe('41'.repeat(MOST));
  });

  it('gives the same messages for any split, and never throws', () => {
    fc.assert(
      fc.property(wire, fc.array(fc.nat(), { maxLength: 12 }), (bytes, places) => {
        const whole = eventsOf([bytes]);
        const split = eventsOf(cut(bytes, places));
        expect(hexOf(split.events)).toEqual(hexOf(whole.events));
        expect(split.discarded).toBe(whole.discarded);
      }),
      { numRuns: 500 },
    );
  });

  it('brings back what was framed, with noise before each', () => {
    const message = fc.uint8Array({ maxLength: 60 }).map((bytes) => bytes.filter((byte) => byte > 0x1c));
    const noise = fc.uint8Array({ maxLength: 20 }).map((bytes) => bytes.filter((byte) => byte !== 0x0b));
    fc.assert(
      fc.property(fc.array(fc.tuple(noise, message), { maxLength: 6 }), (messages) => {
        const pieces = messages.flatMap(([before, content]) => [before, mllpFrame(content)]);
        const { events, discarded } = eventsOf(pieces);
        expect(hexOf(events)).toEqual(messages.map(([, content]) => Buffer.from(content).toString('hex')));
        expect(discarded).toBe(messages.reduce((sum, [before]) => sum + before.length, 0));
      }),
    );
  });

  it('reads a million random bytes without throwing and keeps no more than one message of them', () => {
    const reader = createMllpReader(MOST);
    let state = 7;
    let taken = 0;
    for (let round = 0; round < 1000; round += 1) {
      const bytes = new Uint8Array(1000).map(() => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
        return state >>> 24;
      });
      for (const event of reader.push(bytes)) taken += event.kind === 'message' ? event.bytes.length : 0;
    }
    expect(reader.discarded + taken).toBeLessThanOrEqual(1_000_000);
    expect(reader.discarded).toBeGreaterThan(900_000);
  });
});

describe('the answer to a message', () => {
  it('carries its number, and goes back the way it came', () => {
    expect(acknowledgement(HEADER, 'AA', '20260315094300')).toBe(
      '\x0bMSH|^~\\&|HIS|PV|InBody|LB|20260315094300||ACK|1|P|2.3\rMSA|AA|1\r\x1c\r',
    );
    expect(acknowledgement(HEADER, 'AE', '20260315094300', 'kept')).toContain('\rMSA|AE|1|kept\r');
  });

  it('is given to what has no header too, without a number', () => {
    expect(acknowledgement('nothing', 'AR', '20260315094300')).toBe(
      '\x0bMSH|^~\\&|||||20260315094300||ACK||P|2.3\rMSA|AR|\r\x1c\r',
    );
  });

  it('is not broken by what a sender puts into its number', () => {
    const sly = HEADER.replace('|1|P', String.raw`|1\X0D\MSA\F\AA|P`);
    expect(acknowledgement(sly, 'AR', '20260315094300').split('\r')[1]).toBe(String.raw`MSA|AR|1 MSA\F\AA`);
  });

  it('knows who sent it and which message it is', () => {
    expect(messageHead(HEADER)).toEqual({ sender: 'InBody|LB', controlId: '1', type: 'ORU^R01' });
    expect(messageHead('PID|1')).toBeUndefined();
  });
});

describe('bytes as text', () => {
  it('are UTF-8, else GB 18030, UTF-16 by its mark, and no text with zeros in it', () => {
    const said = (hex: string) => textOfBytes(bytesOf(hex));
    expect(said('E4BD93E9878D')).toEqual({ text: '体重', encoding: 'utf-8' });
    expect(said('CCE5D6D8')).toEqual({ text: '体重', encoding: 'gb18030' });
    expect(said('FFFE534F')).toEqual({ text: '体', encoding: 'utf-16le' });
    expect(said('0001FF')).toEqual({ text: '\u0000\u0001ÿ', encoding: 'bytes' });
  });

  it('are Latin where the message says so', () => {
    const bytes = Buffer.from(`${HEADER}||||||8859/1\rPID|1||Müller`, 'latin1');
    expect(textOfBytes(bytes)).toMatchObject({ encoding: 'latin1', text: expect.stringContaining('Müller') });
  });
});
