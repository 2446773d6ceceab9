import { describe, expect, it } from 'vitest';
import { type LiveTag, type Passage, passedWords } from './gate-words.ts';
import { covering, groupSentence, groupWay, orderSentences, shownGroups } from './group-words.ts';

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

  it('draws no stranger who carries what lies on the shelf', () => {
    const shelf = [tag('e', null, 0.2), tag('f', null, 0.1, 0.2), tag('g', null, 0.8)];
    const nobody = { ...group(['e', 'f', 'g']), key: 'e', person: null };
    expect(shownGroups([nobody], shelf).map(({ items }) => items)).toEqual([['g']]);
    expect(shownGroups([nobody], shelf.slice(0, 2))).toEqual([]);
    expect(shownGroups([group(['e', 'f'])], shelf).map(({ items }) => items)).toEqual([['e', 'f']]);
  });

  it('names what goes their way, not the shelf they walk by', () => {
    const withShelf = group(['a', 'x', 'd']);
    const all = [...tags, tag('x', null, 0.2)];
    expect(groupSentence(withShelf, all)).toContain('物a、物d');
    expect(groupSentence(withShelf, all)).not.toContain('物x');
    expect(orderSentences(withShelf, all)).toEqual(['单据 调-0032 覆盖 1/2 件']);
  });

  it('says nothing of orders while nobody leaves', () => {
    expect(orderSentences(group(['e']), [tag('e', null, 0.1, 0.8)])).toEqual([]);
    expect(groupWay(group(['e']), [tag('e', null, 0.1, 0.8)])).toEqual({ way: 'in', alarming: false });
    expect(groupWay(group([]), []).way).toBe('none');
  });
});

describe('a passage in a line of the journal', () => {
  const item = (name: string, direction: Passage['items'][number]['direction']) => ({
    item: name,
    code: name,
    name,
    epc: name,
    direction,
    probability: 0.9,
    order: null,
  });

  it('names what passed, not what only lay near the door', () => {
    const items = [item('手机', 'out'), item('匕首', 'none'), item('画轴', 'uncertain')];
    expect(passedWords({ items, outcome: 'unauthorised' })).toBe('手机、画轴');
    expect(passedWords({ items: items.slice(1, 2), outcome: 'hesitation' })).toBe('匕首');
    expect(passedWords({ items: items.slice(1, 2), outcome: 'nothing' })).toBe('');
  });

  it('counts what does not fit a line', () => {
    const many = ['甲', '乙', '丙', '丁'].map((name) => item(name, 'in'));
    expect(passedWords({ items: many, outcome: 'intake' })).toBe('甲、乙、丙 等 4 件');
  });
});
