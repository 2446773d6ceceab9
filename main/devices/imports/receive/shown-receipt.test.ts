import { describe, expect, it } from 'vitest';
import type { ImportedResult } from '../../../../drivers/imports/imported-result.ts';
import { shownRows } from './shown-receipt.ts';

describe('records of a receipt on a screen', () => {
  const results: ImportedResult[] = [
    {
      source: '2',
      person: '320106',
      instrument: null,
      at: '2026-03-16T09:42',
      values: { weight: 65.5 },
      units: { weight: 'kg' },
      unmapped: [],
    },
  ];

  it('hide what was measured from whoever only sets up the ways in', () => {
    const [row] = shownRows(results, [], false);
    expect(row?.values).toEqual([{ name: 'weight', value: null, unit: 'kg' }]);
    expect(JSON.stringify(row)).not.toContain('65.5');
  });

  it('show it to a person who may read originals', () => {
    expect(shownRows(results, [], true)[0]?.values).toEqual([{ name: 'weight', value: 65.5, unit: 'kg' }]);
  });
});
