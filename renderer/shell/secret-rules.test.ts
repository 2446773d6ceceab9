import { describe, expect, it } from 'vitest';
import { isGoodPassword, passwordRules, pinProblem } from './secret-rules.ts';

const unmet = (password: string, account = 'zhang'): string[] =>
  passwordRules(password, account)
    .filter(({ met }) => !met)
    .map(({ rule }) => rule);

describe('rules for passwords while typing', () => {
  it('names what is missing', () => {
    expect(unmet('')).toEqual(['length', 'kinds', 'account']);
    expect(unmet('abc1')).toEqual(['length', 'kinds']);
    expect(unmet('abcdefgh1')).toEqual(['kinds']);
    expect(unmet('Zhang-2026')).toEqual(['account']);
  });

  it('takes eight letters of three kinds, Chinese counting as a kind', () => {
    expect(isGoodPassword('Wuzheng-1', 'zhang')).toBe(true);
    expect(isGoodPassword('证物室Room88', 'zhang')).toBe(true);
    expect(isGoodPassword('Wuzheng-1', '')).toBe(true);
  });

  it('takes six digits that are no plain run', () => {
    expect(pinProblem('12345')).toBe('digits');
    expect(pinProblem('123456')).toBe('simple');
    expect(pinProblem('888888')).toBe('simple');
    expect(pinProblem('135790')).toBeUndefined();
  });
});
