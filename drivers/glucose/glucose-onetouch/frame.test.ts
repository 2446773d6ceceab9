import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import {
  decodeHex,
  decodeInPieces,
  decodeText,
  describeDecoderProperties,
} from '../../testing/decoder-properties.ts';
import { binaryFrame, ULTRA_EASY, ultra2Command, ultra2Line, VERIO } from './commands.ts';
import { createOneTouchDecoder } from './frame.ts';

const decode = (...parts: readonly Uint8Array[]) =>
  decodeInPieces(createOneTouchDecoder(), [Buffer.concat(parts)]);
const letters = (text: string): number[] => [...Buffer.from(text, 'latin1')];
/** 2026-03-15T09:42:00 counted from 2000 and from 1970, low byte first. */
const VERIO_TIME = [0x68, 0x3b, 0x49, 0x31];
const ULTRA_TIME = [0xe8, 0x7e, 0xb6, 0x69];

describe('binary frames', () => {
  it('have the published checks', () => {
    expect(toHex(binaryFrame([], { disconnect: true }))).toBe('02060803C262');
    expect(toHex(binaryFrame(ULTRA_EASY.version, { sent: true, expected: true }))).toBe('020903050D0203089F');
    expect(decodeHex(createOneTouchDecoder(), '02060603CD41')).toMatchObject([
      {
        kind: 'frame',
        type: 'acknowledge',
        fields: { link: { acknowledge: true, expected: true, sent: false } },
      },
    ]);
  });

  it('reads records of UltraEasy, Verio IQ and Verio 2015', () => {
    expect(
      decode(
        binaryFrame([5, 6, ...ULTRA_TIME, 104, 0, 0, 0], { sent: true }),
        binaryFrame([3, 6, ...VERIO_TIME, 0x68, 0x01, 0, 2, 0, 0]),
        binaryFrame([4, 6, ...VERIO_TIME, 98, 0, 1, 1, 0, 0]),
        binaryFrame([3, 6, 7, 0, 0, 0x2c, 1, ...VERIO_TIME, 0x59, 0x02, 1, 0, 0, 0x0b, 0]),
      ),
    ).toMatchObject([
      {
        kind: 'reading',
        values: { glucose: 104 },
        units: { glucose: 'mg/dL' },
        flags: [],
        at: '2026-03-15T09:42:00',
      },
      { kind: 'reading', values: { glucose: 360 }, flags: ['afterMeal'], at: '2026-03-15T09:42:00' },
      { kind: 'reading', values: { glucose: 98 }, flags: ['controlSolution', 'beforeMeal'] },
      {
        kind: 'reading',
        values: { glucose: 601 },
        flags: ['aboveRange', 'beforeMeal'],
        fields: { index: 7, counter: 300 },
      },
    ]);
  });

  it('reads what else the meters answer', () => {
    const wide = (text: string): number[] => [...Buffer.from(`${text}\0`, 'utf16le')];
    expect(
      decode(
        binaryFrame([5, 0x0f, 0xf4, 0x01]),
        binaryFrame([3, 6, 200, 0]),
        binaryFrame([5, 6, 1, 0, 0, 0]),
        binaryFrame([3, 6, ...VERIO_TIME]),
        binaryFrame([5, 6, ...letters('C104RK1F3')]),
        binaryFrame([5, 6, 9, ...letters('P02.00.00')]),
        binaryFrame([3, 6, ...wide('Verio')]),
        binaryFrame([3, 6]),
        binaryFrame([3, 9]),
      ).map((line) => (line.kind === 'frame' ? [line.type, Object.values(line.fields)[0]] : line.kind)),
    ).toEqual([
      ['recordCount', 500],
      ['recordCount', 200],
      ['unit', 'mmol/L'],
      ['clock', '2026-03-15T09:42:00'],
      ['text', 'C104RK1F3'],
      ['text', 'P02.00.00'],
      ['text', 'Verio'],
      ['done', undefined],
      ['error', 3],
    ]);
  });

  it('names the requests of the host', () => {
    expect(
      decode(
        binaryFrame(ULTRA_EASY.record(501)),
        binaryFrame(ULTRA_EASY.record(2)),
        binaryFrame(VERIO.record(3)),
        binaryFrame(VERIO.unit),
        binaryFrame(VERIO.count),
        binaryFrame([3, 0xe6, 2, 0]),
        binaryFrame([3, 0x20, 1, ...VERIO_TIME]),
      ).map((line) => (line.kind === 'frame' ? line.fields['command'] : line.kind)),
    ).toEqual([
      'readRecordCount',
      'readRecord',
      'readRecord',
      'readUnit',
      'readRecordCount',
      'query',
      'setClock',
    ]);
  });

  it('tells a unit from a clock by what was asked', () => {
    expect(decode(binaryFrame(VERIO.clock), binaryFrame([3, 6, 1, 0, 0, 0]))).toMatchObject([
      { fields: { command: 'readClock' } },
      { kind: 'frame', type: 'clock', fields: { at: '2000-01-01T00:00:01' } },
    ]);
  });

  it.each([
    ['a wrong check', '02060803C263', 'checksum'],
    ['a wrong end', '02060804C262', 'length'],
    ['a clock never set', toHex(binaryFrame([5, 6, 1, 0, 0, 0, 104, 0, 0, 0])), 'date'],
    ['a value that cannot be', toHex(binaryFrame([3, 6, ...VERIO_TIME, 0xff, 0x7f, 0, 0, 0, 0])), 'range'],
    ['a meal mark nobody knows', toHex(binaryFrame([3, 6, ...VERIO_TIME, 104, 0, 0, 9, 0, 0])), 'field'],
  ])('refuses %s', (_what, hex, reason) => {
    expect(decodeHex(createOneTouchDecoder(), hex)).toMatchObject([{ kind: 'refused', reason }]);
  });
});

describe('text lines of the Ultra and Ultra2', () => {
  it('reads a dump', () => {
    expect(
      decode(
        ultra2Command('DMP'),
        ultra2Line('P 003,"KLM1234XY","MMOL/L"'),
        ultra2Line('P "SUN","03/15/26","09:42:00   ","  105 ","B","03", 00'),
        ultra2Line('P "SUN","03/15/26","09:42:00   ","C 110 ", 00'),
        ultra2Line('P "SUN","03/15/26","09:42:00   "," HIGH ","N","00", 00'),
      ),
    ).toMatchObject([
      { kind: 'frame', type: 'wake' },
      { kind: 'frame', fields: { command: 'DMP' } },
      { kind: 'frame', type: 'dump', fields: { count: 3, serialNumber: 'KLM1234XY', displayUnit: 'mmol/L' } },
      {
        kind: 'reading',
        values: { glucose: 105 },
        units: { glucose: 'mg/dL' },
        flags: ['beforeMeal', 'mildExercise'],
        at: '2026-03-15T09:42:00',
      },
      { kind: 'reading', values: { glucose: 110 }, flags: ['controlSolution'] },
      { kind: 'reading', error: { code: 'HI' }, at: '2026-03-15T09:42:00' },
    ]);
  });

  it('checks the published sum', () => {
    expect(decodeText(createOneTouchDecoder(), 'T "SAT","08/03/13","22:12:00   " 0608\r')).toMatchObject([
      { kind: 'frame', type: 'clock', fields: { at: '2013-08-03T22:12:00' } },
    ]);
  });

  it.each([
    ['a wrong sum', '% 1337\r', 'checksum'],
    ['a missing sum', '@ "12345678Y"\r', 'checksum'],
  ])('refuses %s', (_what, text, reason) => {
    expect(decodeText(createOneTouchDecoder(), text)).toMatchObject([{ kind: 'refused', reason }]);
  });

  it('refuses a record with a parity mark, a wrong day or a comment nobody knows', () => {
    const reasons = [
      'P "SUN","03/15/26","09:42:00   ","  105?","B","03", 00',
      'P "SUN","13/15/26","09:42:00   ","  105 ","B","03", 00',
      'P "SUN","03/15/26","09:42:00   ","  105 ","B","42", 00',
    ].map((text) => decode(ultra2Line(text))[0]);
    expect(reasons).toMatchObject([{ reason: 'parity' }, { reason: 'date' }, { reason: 'field' }]);
  });
});

describeDecoderProperties('glucose-onetouch', createOneTouchDecoder, {
  frames: [
    toHex(binaryFrame([3, 6, ...VERIO_TIME, 104, 0, 0, 1, 0, 0])),
    '02060803C262',
    toHex(ultra2Line('P "SUN","03/15/26","09:42:00   ","  105 ","B","03", 00')),
  ],
});
