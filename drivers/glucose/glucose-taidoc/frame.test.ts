import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { decodeHex, decodeInPieces, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { COMMANDS, FROM_METER, hostFrame, recordIndex, taidocFrame } from './commands.ts';
import { createTaidocDecoder } from './frame.ts';
import { timeBytes, timeOf } from './messages.ts';

const decode = (...parts: readonly Uint8Array[]) =>
  decodeInPieces(createTaidocDecoder(), [Buffer.concat(parts)]);
const answer = (name: keyof typeof COMMANDS, data: readonly number[]) =>
  taidocFrame(COMMANDS[name], data, FROM_METER);
/** 2026-03-15 09:42. */
const TIME = [0x6f, 0x34, 42, 9];

describe('TaiDoc frames', () => {
  it('have the published sum', () => {
    expect(toHex(hostFrame('connect'))).toBe('512200000000A316');
  });

  it('tells the packed time', () => {
    expect(timeOf(Uint8Array.of(0x21, 0x24, 0x0e, 0x15))).toBe('2018-01-01T21:14');
    expect(timeOf(Uint8Array.of(0x04, 0x27, 0x25, 0x0d))).toBe('2019-08-04T13:37');
    expect(timeBytes(new Date(2026, 2, 15, 9, 42))).toEqual(TIME);
  });

  it('puts time and value of a record together', () => {
    const lines = decode(
      hostFrame('readRecordTime', recordIndex(1)),
      answer('readRecordTime', TIME),
      hostFrame('readRecordValue', recordIndex(1)),
      answer('readRecordValue', [0x6a, 0, 0, 0x80]),
    );
    expect(lines).toMatchObject([
      { kind: 'frame', fields: { command: 'readRecordTime', index: 1 } },
      { kind: 'frame', type: 'recordTime', fields: { at: '2026-03-15T09:42', index: 1 } },
      { kind: 'frame', fields: { command: 'readRecordValue', index: 1 } },
      {
        kind: 'reading',
        values: { glucose: 106 },
        units: { glucose: 'mg/dL' },
        flags: ['afterMeal'],
        at: '2026-03-15T09:42',
        fields: { index: 1 },
        length: 8,
      },
    ]);
  });

  it('never gives a value the time of another record', () => {
    const lines = decode(
      hostFrame('readRecordTime', recordIndex(1)),
      answer('readRecordTime', TIME),
      hostFrame('readRecordValue', recordIndex(2)),
      answer('readRecordValue', [0x6a, 0, 0, 0]),
    );
    expect(lines.at(-1)).toMatchObject({ kind: 'reading', at: null });
    const broken = answer('readRecordTime', TIME);
    broken[7] = 0;
    expect(
      decode(answer('readRecordTime', TIME), broken, answer('readRecordValue', [0x6a, 0, 0, 0])),
    ).toMatchObject([
      { kind: 'frame' },
      { kind: 'refused', reason: 'checksum' },
      { kind: 'reading', at: null },
    ]);
  });

  it('knows marks, limits and other substances', () => {
    expect(decode(answer('readRecordValue', [0x6a, 0, 0, 0x40]))).toMatchObject([{ flags: ['beforeMeal'] }]);
    expect(decode(answer('readRecordValue', [0x6a, 0, 0, 0xc0]))).toMatchObject([
      { flags: ['controlSolution'] },
    ]);
    expect(decode(answer('readRecordValue', [0x59, 2, 0, 0]))).toMatchObject([{ flags: ['aboveRange'] }]);
    expect(decode(answer('readRecordValue', [0x6a, 0, 0, 0x1c]))).toMatchObject([
      { kind: 'frame', type: 'otherRecord', fields: { analyte: 'ketone', value: 106 } },
    ]);
  });

  it('reads clock, model, serial number and count', () => {
    expect(
      decode(
        answer('readClock', TIME),
        answer('readModel', [0x77, 0x42, 0, 0]),
        answer('readSerialHigh', [0x01, 0x02, 0x03, 0x04]),
        answer('readRecordCount', [12, 1, 0xff, 0xff]),
        answer('communicating', []),
      ),
    ).toMatchObject([
      { type: 'clock', fields: { at: '2026-03-15T09:42' } },
      { type: 'model', fields: { model: 'TD-4277' } },
      { type: 'serial', fields: { text: '04030201' } },
      { type: 'recordCount', fields: { count: 268 } },
      { type: 'communicating' },
    ]);
  });

  it.each([
    ['a wrong sum', '512200000000A317', 'checksum'],
    ['a month 0', toHex(answer('readClock', [0x01, 0x34, 0, 0])), 'date'],
    ['a value of nothing', toHex(answer('readRecordValue', [0, 0, 0, 0])), 'range'],
  ])('refuses %s', (_what, hex, reason) => {
    expect(decodeHex(createTaidocDecoder(), hex)).toMatchObject([{ kind: 'refused', reason }]);
  });
});

describeDecoderProperties('glucose-taidoc', createTaidocDecoder, {
  frames: ['512200000000A316', toHex(answer('readRecordValue', [0x6a, 0, 0, 0x80]))],
});
