import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withCrc } from './crc16.ts';
import {
  asRead,
  bitNumbers,
  chooseShape,
  describeFrame,
  exceptionMeaning,
  frameShapes,
  judgeFrame,
} from './frame.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
/** With its check. */
const frame = (hex: string): Uint8Array => withCrc([...bytes(hex)]);

describe('which frame stands at a place', () => {
  it.each([
    ['07 05 00 02 FF 00', 'echo', 8],
    ['07 06 00 02 00 05', 'echo', 8],
    ['07 01 00 00 00 08', 'request', 8],
    ['07 01 01 05', 'answer', 6],
    ['07 85 02', 'exception', 5],
    ['07 0F 00 00 00 08', 'answer', 8],
    ['07 0F 00 00 00 08 01 05', 'request', 10],
    ['07 10 00 03 00 02', 'answer', 8],
    ['07 10 00 03 00 02 04 00 04 00 05', 'request', 13],
    ['07 03 04 00 01 00 02', 'answer', 9],
  ])('%s is a whole %s of %i bytes', (hex, role, length) => {
    const verdict = judgeFrame(frame(hex), 0);
    expect(verdict).toMatchObject({ kind: 'frame', length });
    expect(verdict.kind === 'frame' && verdict.shapes.some((shape) => shape.role === role)).toBe(true);
  });

  it('waits for more, knows what no frame begins with, and a check that does not hold', () => {
    expect(judgeFrame(bytes('07'), 0)).toEqual({ kind: 'short' });
    expect(judgeFrame(frame('07 05 00 02 FF 00').subarray(0, 7), 0)).toEqual({ kind: 'short' });
    expect(judgeFrame(bytes('07 63 00 02 FF 00 00 00'), 0)).toEqual({ kind: 'foreign' });
    expect(judgeFrame(bytes('07 05 00 02 FF 00 2D 9D'), 0)).toMatchObject({ kind: 'broken' });
  });

  it('finds the frame at any place, whatever stands before and behind', () => {
    const whole = frame('07 05 00 02 FF 00');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), fc.uint8Array({ maxLength: 20 }), (before, behind) => {
        const all = Uint8Array.from([...before, ...whole, ...behind]);
        expect(judgeFrame(all, before.length)).toMatchObject({ kind: 'frame', length: 8 });
      }),
    );
  });

  it('refuses what contradicts itself: no coils, more than may be asked, an odd number of register bytes', () => {
    for (const hex of ['07 01 00 00 00 00', '07 01 00 00 07 D1', '07 03 00 00 00 7E']) {
      const shapes = frameShapes(frame(hex), 0);
      expect(Array.isArray(shapes) && shapes.find((shape) => shape.role === 'request')).toMatchObject({
        plausible: false,
      });
    }
    const odd = frameShapes(frame('07 03 03 00 01 00'), 0);
    expect(Array.isArray(odd) && odd.find((shape) => shape.role === 'answer')).toMatchObject({
      plausible: false,
    });
  });
});

describe('request or answer of the same bytes', () => {
  // A read of address 0300h looks like an answer with three data bytes.
  const both = frame('07 01 03 00 00 18');
  const shapes = frameShapes(both, 0);
  const list = Array.isArray(shapes) ? shapes : [];

  it('is the answer where nothing was asked, or what was asked has such an answer', () => {
    expect(chooseShape(both, list, undefined)?.role).toBe('answer');
    expect(chooseShape(both, list, { unit: 7, function: 1, address: 0, quantity: 24 })?.role).toBe('answer');
  });

  it('is the request where another answer is owed', () => {
    expect(chooseShape(both, list, { unit: 7, function: 1, address: 0, quantity: 8 })?.role).toBe('request');
    expect(asRead(both, 'request')).toEqual({ unit: 7, function: 1, address: 0x300, quantity: 24 });
    expect(asRead(both, 'answer')).toBeUndefined();
  });
});

describe('what a frame says', () => {
  it.each([
    ['01 05 02 03 00 14', 'FLASH_ON', { unit: 1, relay: 4, milliseconds: 2000 }],
    ['01 05 04 00 7F FF', 'FLASH_OFF', { unit: 1, relay: 1, milliseconds: 3_276_700 }],
    ['01 05 00 07 55 00', 'WRITE_SINGLE_COIL', { unit: 1, relay: 8, action: 'toggle' }],
    ['01 05 00 FF FF 00', 'WRITE_ALL', { unit: 1, action: 'on', on: true }],
    ['01 05 00 00 01 00', 'WRITE_SINGLE_COIL', { unit: 1, relay: 1, value: 256 }],
    ['01 06 40 00 00 02', 'WRITE_SINGLE_REGISTER', { unit: 1, address: 0x4000, value: 2 }],
  ])('%s', (hex, type, fields) => {
    expect(describeFrame(frame(hex), 'echo', undefined)).toEqual({ kind: 'frame', type, fields });
  });

  it('numbers the bits of an answer from the address that was asked', () => {
    const answer = frame('01 02 01 05');
    expect(describeFrame(answer, 'answer', { unit: 1, function: 2, address: 8, quantity: 8 })).toMatchObject({
      fields: { on: [9, 11] },
    });
    expect(describeFrame(answer, 'answer', undefined)).toMatchObject({ fields: { on: [1, 3] } });
    expect(bitNumbers(bytes('FF'), 1, 3)).toEqual([1, 2, 3]);
  });

  it('has words for every exception, known or not', () => {
    expect(describeFrame(frame('07 85 02'), 'exception', undefined)).toEqual({
      kind: 'frame',
      type: 'EXCEPTION',
      fields: { unit: 7, function: 5, code: 2, meaning: 'address not there' },
    });
    expect(exceptionMeaning(0x42)).toBe('unknown exception');
  });
});
