import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { bytesOf } from '../../testing/decoder-properties.ts';
import { type Apdu, type Attribute, type Message, parseApdu } from './apdu.ts';
import { encodeApdu } from './apdu-encode.ts';
import { encodeAssociationInfo, parseAssociationInfo } from './association.ts';
import { encodeConfigurationReport, parseConfigurationReport } from './configuration.ts';
import { reasonOf } from './mder.ts';
import {
  decimalNumber,
  decimalText,
  decimalValue,
  decodeFloat,
  decodeSfloat,
  encodeFloat,
  encodeSfloat,
} from './numbers.ts';
import { standardConfigurations } from './standard-configurations.ts';
import { absoluteTimeText, encodeAbsoluteTime, readBaseOffsetTime } from './times.ts';
import { MderReader } from './mder.ts';

const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const octets = fc.uint8Array({ maxLength: 24 });
const attributes: fc.Arbitrary<Attribute[]> = fc.array(fc.record({ id: u16, value: octets }), {
  maxLength: 4,
});
const message: fc.Arbitrary<Message> = fc.oneof(
  fc.record({
    kind: fc.constant('eventReport' as const),
    confirmed: fc.boolean(),
    handle: u16,
    eventTime: u32,
    eventType: u16,
    info: octets,
  }),
  fc.record({
    kind: fc.constant('eventReportAnswer' as const),
    handle: u16,
    currentTime: u32,
    eventType: u16,
    info: octets,
  }),
  fc.record({ kind: fc.constant('get' as const), handle: u16, attributes: fc.array(u16, { maxLength: 4 }) }),
  fc.record({
    kind: fc.constant('set' as const),
    confirmed: fc.boolean(),
    handle: u16,
    changes: fc.array(fc.record({ operator: u16, id: u16, value: octets }), { maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('action' as const),
    confirmed: fc.boolean(),
    handle: u16,
    actionType: u16,
    info: octets,
  }),
  fc.record({ kind: fc.constant('actionAnswer' as const), handle: u16, actionType: u16, info: octets }),
  fc.record({ kind: fc.constant('getAnswer' as const), handle: u16, attributes }),
  fc.record({ kind: fc.constant('setAnswer' as const), handle: u16, attributes }),
  fc.record({ kind: fc.constant('error' as const), value: u16, parameter: octets }),
  fc.record({ kind: fc.constant('reject' as const), problem: u16 }),
);
const apdu: fc.Arbitrary<Apdu> = fc.oneof(
  fc.record({
    kind: fc.constant('associationRequest' as const),
    version: u32,
    protocols: fc.array(fc.record({ id: u16, info: octets }), { maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('associationAnswer' as const), result: u16, protocol: u16, info: octets }),
  fc.record({ kind: fc.constant('releaseRequest' as const), reason: u16 }),
  fc.record({ kind: fc.constant('releaseAnswer' as const), reason: u16 }),
  fc.record({ kind: fc.constant('abort' as const), reason: u16 }),
  fc.record({ kind: fc.constant('presentation' as const), invokeId: u16, message }),
);

describe('APDUs', () => {
  it('are read as they were written, and written as they were read', () => {
    fc.assert(
      fc.property(apdu, (original) => {
        const bytes = encodeApdu(original);
        const read = parseApdu(bytes);
        expect(read).toEqual(original);
        expect(toHex(encodeApdu(read))).toBe(toHex(bytes));
      }),
      { numRuns: 500 },
    );
  });

  it('with any byte more or less, or any length field changed, are refused', () => {
    fc.assert(
      fc.property(apdu, fc.integer({ min: 1, max: 0xff }), (original, change) => {
        const bytes = encodeApdu(original);
        const longer = Uint8Array.from([...bytes, 0]);
        const wrong = Uint8Array.from(bytes);
        wrong[3] = (wrong[3] ?? 0) ^ change;
        for (const broken of [longer, bytes.subarray(0, -1), wrong]) {
          expect(() => parseApdu(broken)).toThrow(expect.objectContaining({ code: 'protocol.length' }));
        }
      }),
    );
  });

  it('made of random bytes never throw anything but a refusal with its reason', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        try {
          parseApdu(bytes);
        } catch (error) {
          expect(reasonOf(error)).toMatch(/^(length|field)$/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('carry association info both ways', () => {
    const hex =
      '80000000 8000 80000000 00000000 00800000 0008 0011223344556677 02BC 0001 0100 00000000'.replaceAll(
        ' ',
        '',
      );
    const info = parseAssociationInfo(bytesOf(hex));
    expect(info).toMatchObject({ systemId: '0011223344556677', configurationId: 0x02bc, agentRequests: 1 });
    expect(toHex(encodeAssociationInfo(info))).toBe(hex);
  });

  it('carry every standard configuration both ways', () => {
    for (const { id, objects } of standardConfigurations.values()) {
      const bytes = encodeConfigurationReport(id, objects);
      expect(parseConfigurationReport(bytes)).toEqual({ id, objects });
    }
  });
});

describe('numbers', () => {
  it.each([
    [0xf36b, '87.5'],
    [0xe0fa, '2.50'],
    [0x0ff4, '-12'],
    [0x1064, '1000'],
    [0xf801, '-204.7'],
    [0x8001, '0.00000001'],
  ])('SFLOAT %i is %s', (bits, text) => {
    const number = decodeSfloat(bits);
    if (number.kind !== 'finite') throw new Error('special');
    expect(decimalText(number.mantissa, number.exponent)).toBe(text);
    expect(decimalValue(number.mantissa, number.exponent)).toBe(Number(text));
  });

  it.each([
    [0xff00_0296, '66.2'],
    [0xfeff_ff38, '-2.00'],
    [0x0200_0011, '1700'],
    [0xfb38_7520, '37.00000'],
  ])('FLOAT %i is %s', (bits, text) => {
    const number = decodeFloat(bits);
    if (number.kind !== 'finite') throw new Error('special');
    expect(decimalText(number.mantissa, number.exponent)).toBe(text);
    expect(decimalValue(number.mantissa, number.exponent)).toBe(Number(text));
  });

  it('are special only as the exact pattern with exponent 0', () => {
    const kinds = [0x07fe, 0x07ff, 0x0800, 0x0801, 0x0802].map((bits) => decodeSfloat(bits).kind);
    expect(kinds).toEqual([
      'positiveInfinity',
      'notANumber',
      'notAtThisResolution',
      'reserved',
      'negativeInfinity',
    ]);
    for (const bits of [0x17fe, 0x27ff, 0xf800, 0x1801, 0xf802])
      expect(decodeSfloat(bits).kind).toBe('finite');
    const wide = [0x007f_fffe, 0x007f_ffff, 0x0080_0000, 0x0080_0001, 0x0080_0002].map(
      (bits) => decodeFloat(bits).kind,
    );
    expect(wide).toEqual(kinds);
    expect(decodeFloat(0x017f_ffff).kind).toBe('finite');
  });

  it('of all 65,536 SFLOATs and any FLOAT are encoded as they were', () => {
    for (let bits = 0; bits <= 0xffff; bits += 1) {
      const back = encodeSfloat(decodeSfloat(bits));
      if (back !== bits) throw new Error(`${bits} became ${back}`);
    }
    fc.assert(
      fc.property(u32, (bits) => {
        expect(encodeFloat(decodeFloat(bits))).toBe(bits);
      }),
    );
  });

  it('as text have the value that the text has', () => {
    fc.assert(
      fc.property(u32, (bits) => {
        const number = decodeFloat(bits);
        if (number.kind !== 'finite') return;
        expect(decimalValue(number.mantissa, number.exponent)).toBe(
          Number(decimalText(number.mantissa, number.exponent)),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('are read from decimal text with their digits', () => {
    expect(decimalNumber('62.50')).toEqual({ kind: 'finite', mantissa: 6250, exponent: -2 });
    for (const text of ['', '1e3', '1.', 'NaN']) expect(() => decimalNumber(text)).toThrow(/decimal/);
    expect(() => encodeSfloat(decimalNumber('204.8'))).toThrow(/SFLOAT/);
  });
});

describe('times', () => {
  it('are eight pairs of decimal digits', () => {
    expect(absoluteTimeText(bytesOf('2026031509420799'), 0)).toBe('2026-03-15T09:42:07');
    expect(toHex(encodeAbsoluteTime('2026-03-15T09:42:07'))).toBe('2026031509420700');
    expect(absoluteTimeText(bytesOf('2024022923595900'), 0)).toBe('2024-02-29T23:59:59');
    expect(absoluteTimeText(bytesOf('FFFFFFFFFFFFFFFF'), 0)).toBeNull();
  });

  it.each([
    '2026022909420700',
    '2026131509420700',
    '2026031524000000',
    '2026031509600700',
    '20260315094207A0',
    '1826031509420700',
  ])('refuse %s', (hex) => {
    expect(() => absoluteTimeText(bytesOf(hex), 0)).toThrow(
      expect.objectContaining({ code: 'protocol.malformed' }),
    );
  });

  it('with base and offset are the local time of the device', () => {
    // Offset 01E0 = 480 minutes.
    const base = (Date.UTC(2026, 2, 15, 1, 42, 7) / 1000 + 2_208_988_800).toString(16).padStart(8, '0');
    expect(readBaseOffsetTime(new MderReader(bytesOf(`${base}000001E0`)))).toBe('2026-03-15T09:42:07');
  });
});
