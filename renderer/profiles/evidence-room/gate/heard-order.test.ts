import { describe, expect, it } from 'vitest';
import { listedTags } from './heard-order.ts';

const tag = (epc: string, rssi = -50) => ({ epc, code: null, rssi });

describe('tags to tick for commissioning', () => {
  it('lets no line move when another becomes louder, and puts new ones first', () => {
    expect(listedTags(['a', 'b'], [], [tag('c'), tag('b', -30), tag('a')]).map(({ epc }) => epc)).toEqual([
      'c',
      'a',
      'b',
    ]);
  });

  it('keeps what was ticked, heard or not', () => {
    const listed = listedTags(['a', 'b'], [tag('b'), tag('z')], [tag('a'), tag('b', -40)]);
    expect(listed.map(({ epc, rssi }) => [epc, rssi])).toEqual([
      ['b', -40],
      ['z', null],
      ['a', -50],
    ]);
  });
});
