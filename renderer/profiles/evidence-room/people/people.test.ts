import { describe, expect, it } from 'vitest';
import { t } from '../../../kit/i18n.ts';
import { conflictWords, postsInForce, postState } from './people-words.ts';
import { levelBelow, unitTree } from './unit-tree.ts';

const now = Date.parse('2026-11-28T08:00:00.000Z');
const post = (validFrom: string, validUntil: string | null) => ({
  id: validFrom,
  person: 'p',
  role: 'custodian' as const,
  unit: '330199000000',
  unitName: '示范县',
  validFrom,
  validUntil,
});

describe('posts valid in time', () => {
  it('are coming, in force or over', () => {
    expect(postState(post('2026-12-01T00:00:00.000Z', null), now)).toBe('coming');
    expect(postState(post('2026-11-01T00:00:00.000Z', null), now)).toBe('valid');
    expect(postState(post('2026-11-01T00:00:00.000Z', '2026-11-28T08:00:00.000Z'), now)).toBe('over');
    expect(
      postsInForce([post('2026-12-01T00:00:00.000Z', null), post('2026-11-01T00:00:00.000Z', null)], now),
    ).toEqual(['custodian']);
  });

  it('a refused pair is named with its reason', () => {
    const words = conflictWords({
      code: 'identity.role_conflict',
      detail: { held: 'custodian', wanted: 'case-officer', conflict: 'custody-and-case-work' },
    });
    expect(words).toContain(t('identity.role.custodian'));
    expect(words).toContain(t('identity.role.case-officer'));
    expect(words).toContain('保管');
    expect(conflictWords({ code: 'identity.post_held', detail: {} })).toBeUndefined();
  });
});

describe('tree of units', () => {
  const units = [
    { code: '330100000000', parent: '330000000000' },
    { code: '330000000000', parent: null },
    { code: '330199000000', parent: '330100000000' },
    { code: '990000000000', parent: '980000000000' },
  ];

  it('puts each below its parent, and what has none at the top', () => {
    expect(unitTree(units).map(({ unit, depth }) => `${depth} ${unit.code}`)).toEqual([
      '0 330000000000',
      '1 330100000000',
      '2 330199000000',
      '0 990000000000',
    ]);
  });

  it('knows what may stand below', () => {
    expect(levelBelow('county')).toBe('station');
    expect(levelBelow('station')).toBeUndefined();
  });
});
