import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexTokens, matchQuery } from './bigrams.ts';
import { pinyinInitials } from './pinyin.ts';

describe('Chinese search', () => {
  it('finds a word of two characters inside a longer text by its pair', () => {
    expect(indexTokens('黑色华为手机')).toContain('华为');
    expect(matchQuery('华为')).toBe('"华为"');
  });

  it('asks for every pair of a longer word', () => {
    expect(matchQuery('华为手机')).toBe('"华为" AND "为手" AND "手机"');
  });

  it('treats letters and digits as prefixes, in any width and case', () => {
    expect(matchQuery('ＡＢ12')).toBe('"ab12"*');
  });

  it('finds a single character', () => {
    expect(matchQuery('刀')).toBe('"刀"');
  });

  it('gives nothing for punctuation only', () => {
    expect(matchQuery('"*()')).toBeUndefined();
  });

  it('never lets an operator of the query language through', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const query = matchQuery(text);
        if (query === undefined) return;
        expect(query.replaceAll(/"[\p{L}\p{N}]+"\*?/gu, 'T')).toMatch(/^T( AND T)*$/u);
      }),
    );
  });

  it('makes pinyin initials for keyboard entry', () => {
    expect(pinyinInitials('黑色手机A1')).toBe('hssja1');
  });
});
