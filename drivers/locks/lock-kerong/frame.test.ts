import { describe, expect, it } from 'vitest';
import { decodeHex, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createKerongDecoder } from './frame.ts';

const frame = (type: string, fields: Record<string, unknown>) => ({ kind: 'frame', type, fields });
const cells = (count: number, open: readonly number[], goods: readonly number[] | null) =>
  Array.from({ length: count }, (_, index) => ({
    cell: index + 1,
    locked: !open.includes(index + 1),
    closed: !open.includes(index + 1),
    occupied: goods === null ? null : goods.includes(index + 1),
  }));

const vectors: readonly (readonly [string, string, object])[] = [
  ['status', '0200300335', frame('status', { board: 0 })],
  ['open lock 6', '020531033B', frame('open', { board: 0, lock: 6 })],
  ['open lock 6 of board 2', '022531035B', frame('open', { board: 2, lock: 6 })],
  ['open all', '0200330338', frame('openAll', { board: 0 })],
  [
    'all closed but 6, goods in 3',
    '020035DFFF0400031C',
    { kind: 'doors', board: 0, cells: cells(16, [6], [3]) },
  ],
  [
    'no infrared sensors: nothing known about goods',
    '022035FFFF00000358',
    { kind: 'doors', board: 2, cells: cells(16, [], null) },
  ],
  ['pulse of 550 ms', '02003700370373', frame('setPulse', { board: 0, pulseMs: 550 })],
  ['ask for the pulse', '020038033D', frame('getPulse', { board: 0 })],
  ['delayed open', '020039050343', frame('delayedOpen', { board: 0, seconds: 5 })],
  ['baud rate', '020040010346', frame('setBaudRate', { board: 0, baudRate: 19_200 })],
  ['variant: status', '020000600365', frame('status', { board: 0 })],
  ['variant: open lock 8', '02000761036D', frame('open', { board: 0, lock: 8 })],
  ['variant: opened', '020007750381', frame('openAnswer', { board: 0, lock: 8 })],
  [
    'variant: 48 locks, 2 and 48 open',
    '0201007506FDFFFFFFFF7FF6',
    { kind: 'doors', board: 1, cells: cells(48, [2, 48], null) },
  ],
];

describe('lock-kerong frames', () => {
  it.each(vectors)('%s', (_name, hex, expected) => {
    expect(decodeHex(createKerongDecoder(), hex)).toEqual([
      { ...expected, offset: 0, length: hex.length / 2 },
    ]);
  });

  it('refuses a wrong sum', () => {
    expect(decodeHex(createKerongDecoder(), '020035DFFF0400031D')).toEqual([
      { kind: 'refused', reason: 'checksum', offset: 0, length: 9 },
    ]);
  });
});

describeDecoderProperties('lock-kerong', createKerongDecoder, { frames: vectors.map(([, hex]) => hex) });
