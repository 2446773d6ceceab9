import { describe, expect, it } from 'vitest';
import { decodeHex, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createLock8aDecoder } from './frame.ts';

const frame = (type: string, fields: Record<string, unknown>) => ({ kind: 'frame', type, fields });
const cell = (number: number, closed: boolean) => ({
  cell: number,
  locked: closed,
  closed,
  occupied: null,
});
const cells = (count: number, closed: readonly number[]) =>
  Array.from({ length: count }, (_, index) => cell(index + 1, closed.includes(index + 1)));
const open = frame('open', { board: 2, lock: 5, state: '11', contact: 'closed' });

const vectors: readonly (readonly [string, string, object])[] = [
  ['open, or its answer with the contact closed', '8A0205119C', open],
  [
    'answer with the contact open',
    '8A0205008D',
    frame('openAnswer', { board: 2, lock: 5, state: '00', contact: 'open' }),
  ],
  ['open for 3 s', '8A020511039F', frame('open', { board: 2, lock: 5, seconds: 3 })],
  ['status of one', '80020533B4', frame('status', { board: 2, lock: 5 })],
  ['status of all', '80020033B1', frame('statusAll', { board: 2 })],
  ['24 channels, only lock 5', '800200001033A1', { kind: 'doors', board: 2, cells: cells(24, [5]) }],
  ['12 channels in two bytes', '8002050333B7', { kind: 'doors', board: 2, cells: cells(16, [1, 2, 9, 11]) }],
  [
    '50 channels in seven bytes',
    '8001020000000000803330',
    { kind: 'doors', board: 1, cells: cells(56, [8, 50]) },
  ],
  ['one lock closed', '8002051196', { kind: 'doors', board: 2, cells: [cell(5, true)] }],
  ['several at once', '900204048012', frame('openSeveral', { board: 2, mask: '040480' })],
  ['hold', '9A0205118C', frame('hold', { board: 2, lock: 5 })],
  ['release', '9B0205118D', frame('release', { board: 2, lock: 5 })],
  ['hold without the 11', '9A02059D', frame('hold', { board: 2, lock: 5 })],
  ['unasked change', '8202050085', { kind: 'doors', board: 2, cells: [cell(5, false)] }],
  ['unasked change of other makers', '8102051197', { kind: 'doors', board: 2, cells: [cell(5, true)] }],
];

describe('lock-8a frames', () => {
  it.each(vectors)('%s', (_name, hex, expected) => {
    const bytes = hex.replaceAll(' ', '');
    expect(decodeHex(createLock8aDecoder(), bytes)).toEqual([
      { ...expected, offset: 0, length: bytes.length / 2 },
    ]);
  });

  it('prefers the answer for all locks when an answer for one begins the same way', () => {
    expect(decodeHex(createLock8aDecoder(), '80010100803333')).toEqual([
      { kind: 'doors', board: 1, cells: cells(24, [8, 17]), offset: 0, length: 7 },
    ]);
    expect(decodeHex(createLock8aDecoder(), '8001010080')).toEqual([
      { kind: 'doors', board: 1, cells: [cell(1, false)], offset: 0, length: 5 },
    ]);
  });

  it('reads the contact and the byte order as they were commissioned', () => {
    const decoder = createLock8aDecoder({ sense: 'closed-when-open', order: 'first-first' });
    expect(decodeHex(decoder, '80021000 0033A1')).toMatchObject([
      { kind: 'doors', cells: cells(24, [1, 2, 3, 4, ...Array.from({ length: 19 }, (_, at) => at + 6)]) },
    ]);
  });

  it('refuses a wrong check and takes the frame that follows', () => {
    expect(decodeHex(createLock8aDecoder(), '8A0205119D80020033B1')).toMatchObject([
      { kind: 'refused', reason: 'checksum', length: 5 },
      { kind: 'frame', type: 'statusAll' },
    ]);
  });

  it('says that the input stops inside a frame', () => {
    expect(decodeHex(createLock8aDecoder(), '80020000')).toEqual([
      { kind: 'incomplete', offset: 0, length: 4 },
    ]);
  });
});

describeDecoderProperties('lock-8a', () => createLock8aDecoder(), {
  frames: vectors.map(([, hex]) => hex),
});
