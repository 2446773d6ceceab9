import { describe, expect, it } from 'vitest';
import { deskVerdict, type DeskTag } from './use-desk.ts';

const tag = (change: Partial<DeskTag> = {}): DeskTag => ({
  epc: 'A00000000000000000000001',
  tid: 'E28011700000020A',
  item: null,
  itemName: null,
  ...change,
});

describe('deskVerdict', () => {
  it('wants exactly one tag', () => {
    expect(deskVerdict('a', [])).toBe('empty');
    expect(deskVerdict('a', [tag(), tag({ tid: 'E28011700000020B' })])).toBe('several');
  });
  it('tells the own tag from one of another item', () => {
    expect(deskVerdict('a', [tag({ item: 'a' })])).toBe('this');
    expect(deskVerdict('a', [tag({ item: 'b' })])).toBe('other');
  });
  it('tells a tag from the box, one with a number already, and one whose chip says nothing', () => {
    expect(deskVerdict('a', [tag({ epc: 'E28011700000020A00000000' })])).toBe('blank');
    expect(deskVerdict('a', [tag({ epc: '000000000000000000000000' })])).toBe('blank');
    expect(deskVerdict('a', [tag()])).toBe('free');
    expect(deskVerdict('a', [tag({ tid: null })])).toBe('no-chip');
  });
});
