import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decoded } from '../../decoded.ts';
import { withCrc } from './crc16.ts';
import { ModbusDecoder } from './decoder.ts';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

function decode(bytes: Uint8Array, sizes: readonly number[] = [bytes.length]): Decoded[] {
  const decoder = new ModbusDecoder();
  const lines: Decoded[] = [];
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    lines.push(...decoder.push(bytes.subarray(at, at + size)));
    at += size;
  }
  return [...lines, ...decoder.end()];
}

const content = (hex: string): unknown[] =>
  decode(bytesOf(hex)).map(({ offset: _offset, length: _length, ...rest }) => rest);

interface Vector {
  readonly name: string;
  readonly hex: string;
}
const vectors = JSON.parse(
  readFileSync(new URL('fixtures/relay-vectors.json', import.meta.url), 'utf8'),
) as readonly Vector[];

const EXPECTED: Readonly<Record<string, unknown>> = {
  'Modbus: relay 3 on, slave 7': {
    kind: 'frame',
    type: 'WRITE_SINGLE_COIL',
    fields: { unit: 7, relay: 3, action: 'on', on: true },
  },
  'Modbus: relay 3 off': {
    kind: 'frame',
    type: 'WRITE_SINGLE_COIL',
    fields: { unit: 7, relay: 3, action: 'off', on: false },
  },
  'Modbus: all relays off': {
    kind: 'frame',
    type: 'WRITE_ALL',
    fields: { unit: 7, action: 'off', on: false },
  },
  'Waveshare (D): flash relay 3 on for 500 ms': {
    kind: 'frame',
    type: 'FLASH_ON',
    fields: { unit: 7, relay: 3, milliseconds: 500 },
  },
  'Modbus: read 8 coils': { kind: 'frame', type: 'READ_COILS', fields: { unit: 7, address: 0, quantity: 8 } },
  'Modbus: answer, relays 1 and 3 on': { kind: 'relays', unit: 7, on: [1, 3] },
  'Modbus: read 8 inputs': {
    kind: 'frame',
    type: 'READ_INPUTS',
    fields: { unit: 7, address: 0, quantity: 8 },
  },
  'Modbus: exception 2 to function 5': {
    kind: 'frame',
    type: 'EXCEPTION',
    fields: { unit: 7, function: 5, code: 2, meaning: 'address not there' },
  },
};

describe('published frames', () => {
  it.each(vectors)('$name', ({ name, hex }) => {
    expect(content(hex)).toEqual([EXPECTED[name]]);
  });

  it('reads the whole bus in order when all of them are glued together', () => {
    expect(content(vectors.map((vector) => vector.hex).join(''))).toEqual(
      vectors.map((vector) => EXPECTED[vector.name]),
    );
  });

  it('every beginning of a frame ends as incomplete', () => {
    for (const { hex } of vectors) {
      const whole = bytesOf(hex);
      for (let cut = 1; cut < whole.length; cut += 1) {
        expect(decode(whole.subarray(0, cut))).toEqual([{ kind: 'incomplete', offset: 0, length: cut }]);
      }
    }
  });

  it('every single flipped bit behind the function is refused, not read', () => {
    for (const { hex } of vectors) {
      for (let index = 2; index < bytesOf(hex).length; index += 1) {
        const damaged = bytesOf(hex);
        damaged[index] = (damaged[index] ?? 0) ^ 0x10;
        const kinds = decode(damaged).map((line) => line.kind);
        expect(kinds).not.toContain('frame');
        expect(kinds).not.toContain('relays');
      }
    }
  });
});

describe('telling frames apart', () => {
  it('a three-byte answer has the length of a request; the question before it decides', () => {
    const answer = Buffer.from(withCrc([7, 1, 3, 0x05, 0x00, 0x80])).toString('hex');
    expect(content(answer)).toEqual([{ kind: 'relays', unit: 7, on: [1, 3, 24] }]);
    const question = Buffer.from(withCrc([7, 1, 0, 0, 0, 20])).toString('hex');
    expect(content(question + answer)).toEqual([
      { kind: 'frame', type: 'READ_COILS', fields: { unit: 7, address: 0, quantity: 20 } },
      { kind: 'relays', unit: 7, on: [1, 3] },
    ]);
  });

  it('numbers the bits of an answer from the address that was asked for', () => {
    const question = Buffer.from(withCrc([7, 1, 0, 8, 0, 8])).toString('hex');
    expect(content(`${question} 07 01 01 05 91 03`)[1]).toEqual({ kind: 'relays', unit: 7, on: [9, 11] });
  });

  it('inputs are a frame of their own, since relays they are not', () => {
    const answer = Buffer.from(withCrc([7, 2, 1, 0x81])).toString('hex');
    expect(content(answer)).toEqual([
      { kind: 'frame', type: 'READ_INPUTS_ANSWER', fields: { unit: 7, on: [1, 8] } },
    ]);
  });

  it('reads register frames and multiple writes of either direction', () => {
    const frames = [
      [7, 3, 0x40, 0x00, 0, 2],
      [7, 3, 4, 0, 1, 2, 0],
      [7, 4, 2, 0xff, 0xff],
      [7, 6, 0x40, 0x00, 0, 9],
      [7, 15, 0, 0, 0, 8, 1, 0x81],
      [7, 15, 0, 0, 0, 8],
      [0xff, 16, 0, 3, 0, 2, 4, 0, 4, 0, 20],
      [0xff, 16, 0, 3, 0, 2],
      [7, 5, 4, 1, 0, 30],
      [7, 5, 0, 0xff, 0x55, 0],
    ];
    expect(content(frames.map((frame) => Buffer.from(withCrc(frame)).toString('hex')).join(''))).toEqual([
      { kind: 'frame', type: 'READ_HOLDING_REGISTERS', fields: { unit: 7, address: 0x4000, quantity: 2 } },
      { kind: 'frame', type: 'READ_HOLDING_REGISTERS_ANSWER', fields: { unit: 7, values: [1, 0x200] } },
      { kind: 'frame', type: 'READ_INPUT_REGISTERS_ANSWER', fields: { unit: 7, values: [0xffff] } },
      { kind: 'frame', type: 'WRITE_SINGLE_REGISTER', fields: { unit: 7, address: 0x4000, value: 9 } },
      {
        kind: 'frame',
        type: 'WRITE_MULTIPLE_COILS',
        fields: { unit: 7, address: 0, quantity: 8, on: [1, 8] },
      },
      { kind: 'frame', type: 'WRITE_MULTIPLE_COILS_ANSWER', fields: { unit: 7, address: 0, quantity: 8 } },
      {
        kind: 'frame',
        type: 'WRITE_MULTIPLE_REGISTERS',
        fields: { unit: 255, address: 3, quantity: 2, values: [4, 20] },
      },
      {
        kind: 'frame',
        type: 'WRITE_MULTIPLE_REGISTERS_ANSWER',
        fields: { unit: 255, address: 3, quantity: 2 },
      },
      { kind: 'frame', type: 'FLASH_OFF', fields: { unit: 7, relay: 2, milliseconds: 3000 } },
      { kind: 'frame', type: 'WRITE_ALL', fields: { unit: 7, action: 'toggle' } },
    ]);
  });

  it('a request for nothing is refused although its check is right', () => {
    expect(decode(withCrc([7, 1, 0, 0, 0, 0]))).toMatchObject([{ kind: 'refused', offset: 0, length: 8 }]);
  });
});

describe('damage', () => {
  it('a wrong check refuses the frame and the next one is read', () => {
    expect(decode(bytesOf('07 05 00 02 FF 00 2D 9D 07 01 01 05 91 03'))).toEqual([
      { kind: 'refused', reason: 'wrong CRC', offset: 0, length: 8 },
      { kind: 'relays', unit: 7, on: [1, 3], offset: 8, length: 6 },
    ]);
  });

  it('a wrong check at the end of the input is refused at its own length', () => {
    for (const hex of ['07 01 01 05 91 04', '07 85 02 23 51', '07 01 00 00 00 08 3D AB']) {
      const { length } = bytesOf(hex);
      expect(decode(bytesOf(hex))).toEqual([{ kind: 'refused', reason: 'wrong CRC', offset: 0, length }]);
    }
  });

  it('noise in front of a frame is discarded even where it looks like a frame', () => {
    for (const noise of ['00', 'FF FF', 'A5 05', '07 01 F0', '07 05 00']) {
      const { length } = bytesOf(noise);
      expect(decode(bytesOf(`${noise} 07 05 02 02 00 05 AD D7`))).toEqual([
        { kind: 'discarded', hex: noise.replaceAll(' ', ''), offset: 0, length },
        {
          kind: 'frame',
          type: 'FLASH_ON',
          fields: { unit: 7, relay: 3, milliseconds: 500 },
          offset: length,
          length: 8,
        },
      ]);
    }
  });

  it('endless noise is reported in pieces', () => {
    const lines = decode(new Uint8Array(1000).fill(0xee));
    expect(lines.map((line) => line.length)).toEqual([256, 256, 256, 232]);
  });
});

const frame = fc.oneof(
  fc.constantFrom(...vectors.map((vector) => bytesOf(vector.hex))),
  fc
    .tuple(fc.constantFrom(1, 7, 255), fc.constantFrom(1, 2), fc.uint8Array({ minLength: 1, maxLength: 40 }))
    .map(([unit, code, data]) => withCrc([unit, code, data.length, ...data])),
  fc
    .tuple(fc.constantFrom(1, 7), fc.nat(0xffff), fc.integer({ min: 1, max: 20 }))
    .map(([unit, address, count]) =>
      withCrc([
        unit,
        16,
        address >>> 8,
        address & 255,
        0,
        count,
        count * 2,
        ...Array.from({ length: count * 2 }, () => 3),
      ]),
    ),
);
const stream = fc
  .array(fc.oneof({ weight: 3, arbitrary: frame }, fc.uint8Array({ maxLength: 12 })), { maxLength: 8 })
  .map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])));

describe('any input', () => {
  it('gives the same lines however it is split, and they tile the input', () => {
    fc.assert(
      fc.property(
        stream,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
        (bytes, sizes) => {
          const lines = decode(bytes);
          expect(decode(bytes, sizes)).toEqual(lines);
          let next = 0;
          for (const line of lines) {
            expect(line.offset).toBe(next);
            expect(line.length).toBeGreaterThan(0);
            next += line.length;
          }
          expect(next).toBe(bytes.length);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('whole frames one after the other are all read', () => {
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 10 }), (frames) => {
        const lines = decode(Uint8Array.from(frames.flatMap((part) => [...part])));
        expect(lines.map((line) => line.length)).toEqual(frames.map((part) => part.length));
        for (const line of lines) expect(['frame', 'relays']).toContain(line.kind);
      }),
    );
  });

  it('random bytes never throw and never hang', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        expect(decode(bytes, [7]).reduce((sum, line) => sum + line.length, 0)).toBe(bytes.length);
      }),
    );
  });
});
