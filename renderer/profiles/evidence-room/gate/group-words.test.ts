import { describe, expect, it } from 'vitest';
import type { LiveTag } from './gate-words.ts';
import { covering, groupSentence, groupWay, orderSentences } from './group-words.ts';

const tag = (epc: string, order: string | null, out: number, into = 0): LiveTag => ({
  epc,
  item: `item-${epc}`,
  name: `物${epc}`,
  inside: 0.5,
  out,
  in: into,
  resident: false,
  order,
});
const group = (items: string[]) => ({
  key: 'p',
  person: { id: 'p', name: '孙立' },
  items,
  path: [-1, 0, 1],
});

describe('a group at the door in words', () => {
  const tags = [
    tag('a', '调-0032', 0.95),
    tag('b', '调-0032', 0.9),
    tag('c', '调-0032', 0.9),
    tag('d', null, 0.9),
  ];

  it('says who takes what out and what the order covers', () => {
    const four = group(['a', 'b', 'c', 'd']);
    expect(groupWay(four, tags)).toEqual({ way: 'out', alarming: true });
    expect(covering(four, tags)).toEqual([{ number: '调-0032', covered: 3, of: 4 }]);
    expect(orderSentences(four, tags)).toEqual(['单据 调-0032 覆盖 3/4 件']);
    expect(groupSentence(four, tags)).toContain('孙立');
  });

  it('says nothing of orders while nobody leaves', () => {
    expect(orderSentences(group(['e']), [tag('e', null, 0.1, 0.8)])).toEqual([]);
    expect(groupWay(group(['e']), [tag('e', null, 0.1, 0.8)])).toEqual({ way: 'in', alarming: false });
    expect(groupWay(group([]), []).way).toBe('none');
  });
});
