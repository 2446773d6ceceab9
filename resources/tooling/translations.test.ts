import { describe, expect, it } from 'vitest';
import { errorCodesIn, keysOf, translationProblems } from './translations.ts';

describe('translations', () => {
  it('names full keys, nested or with dots', () => {
    expect(keysOf({ a: { b: 'x', 'c.d': 'y' }, e: 'z' })).toEqual(['a.b', 'a.c.d', 'e']);
  });

  it('finds the codes a file can throw', () => {
    const text = `
      throw new Refusal('order.same_person', {});
      throw new StoreError(
        'store.in_use', 'text');
      export type HostErrorCode =
        | 'host.port_in_use'
        | 'host.unknown';
    `;
    expect(errorCodesIn(text)).toEqual([
      'order.same_person',
      'store.in_use',
      'host.port_in_use',
      'host.unknown',
    ]);
  });

  it('reports missing keys, empty texts, other placeholders and codes without words', () => {
    const problems = translationProblems(
      { a: '甲', b: '{name}已在', c: '', errors: { 'x.known': '知' } },
      { a: 'A', b: '{title} exists', c: 'C', d: 'D', errors: { 'x.known': 'known' } },
      [{ file: 'main/x.ts', text: `throw new Refusal('x.known'); throw new Refusal('x.unknown');` }],
    );
    expect(problems).toEqual([
      'zh-CN.json lacks d',
      'b has other placeholders in the other language',
      'c is empty',
      'no words for the code x.unknown (main/x.ts)',
    ]);
  });

  it('is content with tables that match', () => {
    const table = { errors: { store: { in_use: { what: '{folder}', do: 'x' } } } };
    expect(
      translationProblems(table, table, [{ file: 'main/x.ts', text: `new StoreError('store.in_use', '')` }]),
    ).toEqual([]);
  });
});
