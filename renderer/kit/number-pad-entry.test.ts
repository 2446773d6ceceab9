import { describe, expect, it } from 'vitest';
import { afterPadKey, type PadKey, padKeyOf } from './number-pad-entry.ts';

const limits = { digits: 3, decimals: 1 };
const typed = (...keys: PadKey[]): string => keys.reduce((text, key) => afterPadKey(text, key, limits), '');

describe('the number pad', () => {
  it('takes as many digits as fit, and one point', () => {
    expect(typed('8', '2', '.', '5')).toBe('82.5');
    expect(typed('1', '2', '3', '4', '.', '5', '6', '.')).toBe('123.5');
    expect(typed('.', '0', '8')).toBe('8');
    expect(afterPadKey('82', '.', { digits: 3, decimals: 0 })).toBe('82');
  });

  it('takes back one key or all', () => {
    expect(typed('8', '2', '.', 'backspace', 'backspace')).toBe('8');
    expect(typed('8', '2', 'clear')).toBe('');
  });

  it.each([
    [{ key: '7', code: 'Digit7' }, '7'],
    [{ key: '7', code: 'Numpad7' }, '7'],
    [{ key: 'Home', code: 'Numpad7' }, '7'],
    [{ key: 'Delete', code: 'NumpadDecimal' }, 'clear'],
    [{ key: '.', code: 'NumpadDecimal' }, '.'],
    [{ key: ',', code: 'Comma' }, '.'],
    [{ key: 'Enter', code: 'NumpadEnter' }, 'enter'],
    [{ key: 'Backspace', code: 'Backspace' }, 'backspace'],
    [{ key: 'a', code: 'KeyA' }, undefined],
    [{ key: 'Escape', code: 'Escape' }, undefined],
  ])('knows the keys of a keypad: %j', (event, key) => {
    expect(padKeyOf(event)).toBe(key);
  });
});
