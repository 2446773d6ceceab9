import { describe, expect, it } from 'vitest';
import { decodeHex, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createWklyDecoder } from './frame.ts';

const frame = (type: string, fields: Record<string, unknown>) => ({
  kind: 'frame',
  type,
  fields: { board: 1, ...fields },
});
const cell = (number: number, closed: boolean | null) => ({
  cell: number,
  locked: closed,
  closed,
  occupied: null,
});

const vectors: readonly (readonly [string, string, object])[] = [
  ['open lock 5', '574B4C590901820586', frame('open', { lock: 5 })],
  ['ask for all', '574B4C5908018484', frame('statusAll', {})],
  ['opened', '574B4C590A0182000585', frame('openAnswer', { status: '00', done: true, lock: 5 })],
  [
    'opened, with its contact',
    '574B4C590B018200050084',
    frame('openAnswer', { status: '00', done: true, lock: 5, state: 0 }),
  ],
  ['could not open', '574B4C590A0182FF057A', frame('openAnswer', { status: 'FF', done: false, lock: 5 })],
  ['one lock', '574B4C590B018300050184', { kind: 'doors', board: 1, cells: [cell(5, true)] }],
  [
    'all locks',
    '574B4C590D018400030100FF7C',
    { kind: 'doors', board: 1, cells: [cell(1, true), cell(2, false), cell(3, null)] },
  ],
  ['unasked change', '574B4C590A0185040083', { kind: 'doors', board: 1, cells: [cell(4, false)] }],
  ['open several', '574B4C590B018002030587', frame('openSeveral', { locks: [3, 5] })],
  ['hold', '574B4C59090188058C', frame('hold', { lock: 5 })],
];

describe('lock-wkly frames', () => {
  it.each(vectors)('%s', (_name, hex, expected) => {
    const bytes = hex.replaceAll(' ', '');
    expect(decodeHex(createWklyDecoder(), bytes)).toEqual([
      { ...expected, offset: 0, length: bytes.length / 2 },
    ]);
  });

  it('refuses a wrong check, and a door state that does not exist', () => {
    expect(decodeHex(createWklyDecoder(), '574B4C5908018485')).toMatchObject([
      { kind: 'refused', reason: 'checksum', length: 8 },
    ]);
    expect(decodeHex(createWklyDecoder(), '574B4C590A0185040281')).toMatchObject([
      { kind: 'refused', reason: 'field' },
    ]);
  });
});

describeDecoderProperties('lock-wkly', createWklyDecoder, { frames: vectors.map(([, hex]) => hex) });
