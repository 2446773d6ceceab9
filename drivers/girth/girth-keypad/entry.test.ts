import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enterGirth, girthLimits, girths, medianOf } from './entry.ts';

const waist = (text: string, before: readonly number[] = [], more = {}) =>
  enterGirth('waist', before, { text, ...more });

describe('an entry at the keypad', () => {
  it('wants the waist twice and takes the middle', () => {
    expect(waist('82.5')).toEqual({ status: 'again', suspect: null, entries: [82.5] });
    expect(waist('83', [82.5])).toEqual({ status: 'taken', cm: 82.8, entries: [82.5, 83] });
    expect(waist('83,5', [82.5])).toMatchObject({ status: 'taken', cm: 83 });
  });

  it('wants a third when the two differ by more than 1 cm, and takes the median', () => {
    expect(waist('83.6', [82.5])).toEqual({ status: 'third', entries: [82.5, 83.6] });
    expect(waist('95', [82.5, 83.6])).toEqual({ status: 'taken', cm: 83.6, entries: [82.5, 83.6, 95] });
  });

  it('takes the hip at once, and an unusual one twice', () => {
    expect(enterGirth('hip', [], { text: '96' })).toMatchObject({ status: 'taken', cm: 96 });
    expect(enterGirth('hip', [], { text: '150' })).toMatchObject({ status: 'again', suspect: 'unusual' });
    expect(enterGirth('hip', [150], { text: '150' })).toMatchObject({ status: 'taken', cm: 150 });
  });

  it('asks for the unit and never converts by itself (worked example of rules.md section 10)', () => {
    expect(waist('34')).toEqual({ status: 'ask', suspect: 'inch', suggestedCm: 86.4 });
    expect(waist('2.5')).toEqual({ status: 'ask', suspect: 'chi', suggestedCm: 83.3 });
    expect(waist('34', [], { unit: 'inch' })).toMatchObject({ status: 'again', entries: [86.4] });
    expect(waist('45', [], { unit: 'cm' })).toMatchObject({ status: 'again', entries: [45] });
    expect(waist('34', [], { unit: 'cm' })).toEqual({ status: 'rejected', reason: 'range' });
  });

  it('says that a large change is why it is wanted again', () => {
    expect(waist('95', [], { previousCm: 84 })).toMatchObject({ status: 'again', suspect: 'delta' });
    expect(enterGirth('hip', [], { text: '110', previousCm: 96 })).toMatchObject({ suspect: 'delta' });
  });

  it.each(['', '8a', '1000', '82.55', '82.555', '-82', '82.', ' '])('rejects %j as no number', (text) => {
    expect(waist(text)).toEqual({ status: 'rejected', reason: 'digits' });
  });

  it('rejects what no person has', () => {
    expect(waist('201')).toEqual({ status: 'rejected', reason: 'range' });
    expect(waist('12')).toEqual({ status: 'rejected', reason: 'range' });
    expect(waist('170', [], { heightCm: 165 })).toEqual({ status: 'rejected', reason: 'over-height' });
  });

  it('never takes a value outside the limits, whatever is typed', () => {
    const text = fc.oneof(fc.string({ maxLength: 8 }), fc.float({ noNaN: true }).map(String));
    const unit = fc.constantFrom('cm' as const, 'chi' as const, 'inch' as const, undefined);
    fc.assert(
      fc.property(
        fc.constantFrom(...girths),
        fc.array(text, { maxLength: 6 }),
        unit,
        (girth, texts, said) => {
          let entries: readonly number[] = [];
          for (const one of texts) {
            const answer = enterGirth(girth, entries, { text: one, unit: said });
            if (answer.status === 'taken') {
              const [from, to] = girthLimits[girth];
              expect(answer.cm >= from && answer.cm <= to).toBe(true);
              entries = [];
            } else if ('entries' in answer) entries = answer.entries;
            expect(entries.length).toBeLessThan(3);
          }
        },
      ),
    );
  });

  it('has a middle that lies between the entries', () => {
    expect(medianOf([80])).toBe(80);
    expect(medianOf([80, 95, 81])).toBe(81);
  });
});
