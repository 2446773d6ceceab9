import { describe, expect, it } from 'vitest';
import { dropDraft, readDraft, visibleProblems, writeDraft } from './form-state.ts';

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}
const initial = { name: '', count: 1, secret: '' };

describe('drafts', () => {
  it('come back as they were typed', () => {
    const storage = memory();
    writeDraft(storage, 'item', { ...initial, name: '手机', count: 2 });
    expect(readDraft(storage, 'item', initial)).toEqual({ name: '手机', count: 2, secret: '' });
    dropDraft(storage, 'item');
    expect(readDraft(storage, 'item', initial)).toEqual(initial);
  });

  it('never hold secret fields', () => {
    const storage = memory();
    writeDraft(storage, 'item', { ...initial, secret: '123456' }, ['secret']);
    expect(storage.getItem('draft:item')).not.toContain('123456');
  });

  it('of another shape or broken are laid aside', () => {
    const storage = memory();
    storage.setItem('draft:item', '{"gone":1,"name":"a"}');
    expect(readDraft(storage, 'item', initial)).toEqual({ ...initial, name: 'a' });
    storage.setItem('draft:item', '{broken');
    expect(readDraft(storage, 'item', initial)).toEqual(initial);
  });
});

describe('problems', () => {
  const problems = { name: '请填写', count: '太多' };
  it('stand under a field once it was left', () => {
    expect(visibleProblems<typeof initial>(problems, new Set(['name']), false)).toEqual({ name: '请填写' });
  });
  it('stand all once sending was tried', () => {
    expect(visibleProblems<typeof initial>(problems, new Set(), true)).toEqual(problems);
  });
});
