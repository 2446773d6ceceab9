import { describe, expect, it } from 'vitest';
import { noFilter, queryOf, questionOf, viewOf } from './items-query.ts';

describe('questions over the list of items', () => {
  it('asks nothing where nothing was set', () => {
    expect(questionOf(noFilter)).toEqual({});
    expect(questionOf({ ...noFilter, words: '  ' })).toEqual({});
  });

  it('asks exactly what was set', () => {
    expect(
      questionOf({
        words: ' sj ',
        custody: 'in-store',
        category: '03',
        caseOf: { value: 'case-1', label: '样例案' },
        place: 'cabinet-1',
      }),
    ).toEqual({
      words: 'sj',
      custody: ['in-store'],
      category: '03',
      caseId: 'case-1',
      place: 'cabinet-1',
    });
  });

  it('lets a chosen custody state replace those of the view', () => {
    const asked = { ...queryOf.store, ...questionOf({ ...noFilter, custody: 'reserved' }) };
    expect(asked.custody).toEqual(['reserved']);
  });

  it('takes an unknown view in a path for the whole list', () => {
    expect(viewOf('overdue')).toBe('overdue');
    expect(viewOf('no-such-view')).toBe('all');
    expect(viewOf(undefined)).toBe('all');
  });
});
