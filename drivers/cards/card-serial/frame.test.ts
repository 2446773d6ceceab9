import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decoded } from '../../decoded.ts';
import { createCardSerialDecoder } from './frame.ts';
import { readCardSerialSettings } from './settings.ts';
import { cardLineBytes } from './simulator.ts';
import { packBitCount, readBitCount, wiegandBits } from './wiegand.ts';

const vectors: {
  uid4: { uidBytes: string; wiegand26_last3bytes: string; wiegand34: string };
  serial: { twn3HidProx: string; em4100Rdm: string };
} = JSON.parse(readFileSync(new URL('../fixtures/iso14443-cards.json', import.meta.url), 'utf8'));

function decode(input: string | Uint8Array, settings: Record<string, unknown> = {}, chunk = 1000): Decoded[] {
  const bytes = typeof input === 'string' ? Uint8Array.from(Buffer.from(input, 'latin1')) : input;
  const decoder = createCardSerialDecoder(readCardSerialSettings(settings));
  const lines: Decoded[] = [];
  for (let start = 0; start < bytes.length; start += chunk)
    lines.push(...decoder.push(bytes.subarray(start, start + chunk)));
  return [...lines, ...decoder.end()];
}

const card = (uid: string, text: string, length: number, offset = 0, uidBits = uid.length * 4) => ({
  kind: 'card',
  uid,
  uidBits,
  text,
  offset,
  length,
});

describe('card lines, preset found by their form', () => {
  it('reads the lines of the brief', () => {
    expect(decode('9A3C51E7\r\n')).toEqual([card('9A3C51E7', '9A3C51E7', 10)]);
    expect(decode('045b7e8a1c6f80\r\n')).toEqual([card('045B7E8A1C6F80', '045b7e8a1c6f80', 16)]);
    expect(decode('\x029A3C51E7\r\n\x03')).toEqual([card('9A3C51E7', '9A3C51E7', 12)]);
    expect(decode(vectors.serial.twn3HidProx)).toEqual([card('3C51E7', '1A1E28F380', 11, 0, 24)]);
    expect(decode(Uint8Array.from(Buffer.from(vectors.serial.em4100Rdm, 'hex')))).toEqual([
      card('2F003C51E7', '2F003C51E7A5', 14),
    ]);
    expect(decode(':2F003C51E75D\r\n')).toEqual([card('2F003C51E7', '2F003C51E75D', 15)]);
  });

  it.each([
    ['a wrong exclusive or', '\x022F003C51E7A4\x03', 'checksum'],
    ['a wrong complement', ':2F003C51E75E\r\n', 'checksum'],
    ['a wrong parity', '1A1E28F300\r', 'parity'],
    ['padding that is not zero', '1A1E28F381\r', 'padding'],
    ['a digit too few', '9A3C51E\r\n', 'length'],
    ['a UID of no known length', ':9A3C2A\r\n', 'length'],
  ])('refuses %s', (_what, input, reason) => {
    expect(decode(input)).toEqual([{ kind: 'refused', reason, offset: 0, length: input.length }]);
  });

  it('skips greetings, noise, NUL and DEL and loses no card behind them', () => {
    expect(decode('TWN3 V1.2\r\n\x00\xff9A3C51E7\r\n\x7f')).toEqual([
      expect.objectContaining({ kind: 'discarded', offset: 0, length: 13 }),
      card('9A3C51E7', '9A3C51E7', 10, 13),
      { kind: 'discarded', hex: '7F', offset: 23, length: 1 },
    ]);
  });

  it('never takes the end of a spoilt line for a shorter number', () => {
    expect(decode('04?5B7E8A1C6F80\r\n').map((line) => line.kind)).toEqual(['discarded']);
    expect(decode('045B7E8A1C6F8\r\n').map((line) => line.kind)).toEqual(['refused']);
  });

  it('gives the same lines for any chunk size and any bytes', () => {
    const part = fc.oneof(
      fc.constantFrom(
        '9A3C51E7\r\n',
        '\x029A3C51E7\r\n\x03',
        '1A1E28F380\r',
        '\x022F003C51E7A5\x03',
        ':2F003C51E75D\r\n',
        '\x02',
        '\r',
        ':',
        '12',
      ),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 10 }), fc.integer({ min: 1, max: 9 }), (parts, chunk) => {
        const input = Uint8Array.from(Buffer.from(parts.join(''), 'latin1'));
        const lines = decode(input, {}, chunk);
        expect(lines).toEqual(decode(input));
        expect(lines.reduce((sum, line) => sum + line.length, 0)).toBe(input.length);
      }),
    );
  });
});

describe('card lines with settings', () => {
  it('removes prefix and suffix and reads other notations', () => {
    expect(decode('ID=03953127#\r\n', { prefix: 'ID=', suffix: '#', encoding: 'dec8_last3' })).toEqual([
      card('3C51E7', 'ID=03953127#', 14),
    ]);
    expect(decode('E7513C9A\r\n', { encoding: 'hexLsb' })).toEqual([card('9A3C51E7', 'E7513C9A', 10)]);
    expect(decode('2587644391\r\n', { preset: 'hex-line', encoding: 'dec10Msb' })).toEqual([
      card('9A3C51E7', '2587644391', 12),
    ]);
  });

  it('takes only lines of a chosen preset', () => {
    expect(decode('1A1E28F380\r', { preset: 'hex-line' })).toEqual([card('1A1E28F380', '1A1E28F380', 11)]);
    expect(decode('1A1E28F380\r\n', { preset: 'bit-count' })).toEqual([
      card('3C51E7', '1A1E28F380', 12, 0, 24),
    ]);
    expect(decode('9A3C51E7\r\n', { preset: 'em4100' }).map((line) => line.kind)).toEqual(['discarded']);
    expect(decode('9A3C51E7\r\n', { preset: 'colon' }).map((line) => line.kind)).toEqual(['discarded']);
  });

  it.each([{ preset: 'other' }, { encoding: 'decimal' }, { prefix: 7 }, { repeatWindowMs: -1 }])(
    'refuses %j',
    (settings) => {
      expect(() => readCardSerialSettings(settings)).toThrow(
        expect.objectContaining({ code: 'input.invalid' }),
      );
    },
  );
});

describe('Wiegand bits', () => {
  it('have the parities of the vectors', () => {
    expect(wiegandBits('3C51E7')).toBe(vectors.uid4.wiegand26_last3bytes);
    expect(wiegandBits(vectors.uid4.uidBytes)).toBe(vectors.uid4.wiegand34);
    expect(packBitCount(vectors.uid4.wiegand26_last3bytes)).toBe('1A1E28F380');
  });

  it('are read back, and any single flipped bit is noticed', () => {
    const uid = fc.oneof(
      fc.uint8Array({ minLength: 3, maxLength: 3 }),
      fc.uint8Array({ minLength: 4, maxLength: 4 }),
    );
    fc.assert(
      fc.property(uid, fc.nat(), (bytes, place) => {
        const hex = Buffer.from(bytes).toString('hex').toUpperCase();
        const bits = wiegandBits(hex);
        expect(readBitCount(packBitCount(bits))).toEqual({
          verdict: 'good',
          uid: hex,
          uidBits: hex.length * 4,
        });
        const at = place % bits.length;
        const flipped = bits.slice(0, at) + (bits[at] === '0' ? '1' : '0') + bits.slice(at + 1);
        expect(readBitCount(packBitCount(flipped))).toEqual({ verdict: 'refused', reason: 'parity' });
      }),
    );
  });

  it('of other formats are kept as sent', () => {
    expect(readBitCount('251234567898')).toEqual({
      verdict: 'good',
      uid: '1234567898',
      uidBits: 37,
    });
  });
});

describe('lines of the simulator', () => {
  it('are read back for every preset', () => {
    for (const [preset, uid] of [
      ['hex-line', '045B7E8A1C6F80'],
      ['stx-line', '9A3C51E7'],
      ['bit-count', '9A3C51E7'],
      ['em4100', '2F003C51E7'],
      ['colon', '2F003C51E7'],
    ] as const) {
      expect(decode(cardLineBytes(uid, preset))).toMatchObject([{ kind: 'card', uid }]);
    }
  });
});
