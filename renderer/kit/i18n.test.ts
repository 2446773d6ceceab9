import { describe, expect, it } from 'vitest';
import * as english from '../../resources/i18n/en/index.ts';
import * as chinese from '../../resources/i18n/zh-CN/index.ts';
import { errorWords, fill, switchLanguage, t, textOr } from './i18n.ts';

const areasOf = (tables: object): [string, Record<string, string>][] => Object.entries(tables);

describe('message tables', () => {
  it('have the same areas and keys in both languages', () => {
    const keys = (tables: object): string[] =>
      areasOf(tables).flatMap(([area, texts]) => Object.keys(texts).map((key) => `${area}.${key}`));
    expect(keys(english.texts).toSorted()).toEqual(keys(chinese.texts).toSorted());
    expect(Object.keys(english.errorTexts).toSorted()).toEqual(Object.keys(chinese.errorTexts).toSorted());
  });

  it('have no empty text and the same placeholders', () => {
    // Where a value has a word in each language, the Chinese text names {zh} and the English one {en}.
    const placeholders = (text: string): string[] =>
      (text.match(/\{\w+\}/g) ?? []).map((one) => one.replace(/^\{(zh|en)\}$/, '{word}')).toSorted();
    const second = new Map(areasOf(english.texts));
    const faults = areasOf(chinese.texts).flatMap(([area, texts]) =>
      Object.entries(texts)
        .filter(([key, text]) => {
          const other = second.get(area)?.[key] ?? '';
          return text === '' || other === '' || placeholders(text).join() !== placeholders(other).join();
        })
        .map(([key]) => `${area}.${key}`),
    );
    expect(faults).toEqual([]);
  });

  it('say for every error what happened and what to do', () => {
    for (const words of [...Object.values(chinese.errorTexts), ...Object.values(english.errorTexts)]) {
      expect(words.what).not.toBe('');
      expect(words.remedy).not.toBe('');
    }
  });
});

describe('texts', () => {
  it('fill placeholders and leave unknown ones in sight', () => {
    expect(fill('共 {count} 行 {other}', { count: 3 })).toBe('共 3 行 {other}');
    expect(t('common.selected', { count: 2 })).toBe('已选 2 项');
  });

  it('fall back for codes nobody has words for', () => {
    expect(textOr('evidence.custody.nowhere', '不明')).toBe('不明');
    expect(errorWords('no.such_code').what).toBe(errorWords('generic').what);
    expect(errorWords('store.disk_full').remedy).toContain('磁盘');
  });

  it('say that nothing changed where an error has no words of its own for that', () => {
    expect(errorWords('input.invalid').kept).toBe(errorWords('generic').kept);
  });

  it('switch to English and back', async () => {
    await switchLanguage('en');
    expect(t('common.query')).toBe('Search');
    await switchLanguage('zh-CN');
    expect(t('common.query')).toBe('查询');
  });
});
