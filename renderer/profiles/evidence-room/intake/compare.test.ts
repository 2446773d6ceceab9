import { describe, expect, it } from 'vitest';
import { compare, refusalOf, type Seen, unready } from './compare.ts';

const listed = { quantity: '2', grossWeightGrams: '180', sealNumber: 'F0001' };
const seen: Seen = {
  counted: '2.0',
  weight: '183',
  sealNumber: ' F0001 ',
  seal: 'intact',
  condition: '完好',
};
const verdicts = (change: Partial<Seen>, papers: Partial<Parameters<typeof compare>[0]> = {}) =>
  compare({ ...listed, ...papers }, { ...seen, ...change }, 2).map(({ verdict }) => verdict);

describe('compare', () => {
  it('agrees with what is the same number, within the tolerance of the weight', () => {
    expect(verdicts({})).toEqual(['equal', 'equal', 'equal', 'equal']);
    expect(verdicts({ weight: '183.6' })[1]).toBe('equal');
    expect(verdicts({ weight: '183.7' })[1]).toBe('differs');
    expect(verdicts({ weight: '176.3' })[1]).toBe('differs');
  });
  it('wants a weight that stands on the papers weighed again, and compares none that does not', () => {
    expect(verdicts({ weight: '' })[1]).toBe('differs');
    expect(verdicts({ weight: '500' }, { grossWeightGrams: null })[1]).toBe('not-compared');
  });
  it('sees a seal that is another, missing or broken', () => {
    expect(verdicts({ sealNumber: 'F0002' })[2]).toBe('differs');
    expect(verdicts({ sealNumber: '' })[2]).toBe('differs');
    expect(verdicts({ seal: 'broken' })[3]).toBe('differs');
  });
});

describe('refusalOf', () => {
  const reason = (change: Partial<Seen>) => refusalOf(compare(listed, { ...seen, ...change }, 2));
  it('proposes the reason the differences amount to, the gravest first', () => {
    expect(reason({})).toBeUndefined();
    expect(reason({ counted: '1', seal: 'broken' })).toBe('quantity-differs');
    expect(reason({ seal: 'broken', sealNumber: '' })).toBe('seal-broken');
    expect(reason({ weight: '90' })).toBe('list-differs');
  });
});

describe('unready', () => {
  it('names what is missing or no number', () => {
    expect(unready(seen)).toEqual([]);
    expect(unready({ counted: '两', weight: '1kg', sealNumber: '', seal: null, condition: ' ' })).toEqual([
      'counted',
      'weight',
      'seal',
      'condition',
    ]);
  });
});
