import { describe, expect, it } from 'vitest';
import { readTrainingScript } from './training-script.ts';

describe('script of a training device', () => {
  it('is an array or one step a line', () => {
    expect(readTrainingScript('[{"card":"9A3C51E7"}]')).toEqual([{ card: '9A3C51E7' }]);
    expect(readTrainingScript('{"line":"a"}\n\n{"hangUp":true}\n')).toEqual([
      { line: 'a' },
      { hangUp: true },
    ]);
    expect(readTrainingScript('  ')).toEqual([]);
  });

  it('is refused where it is none', () => {
    for (const text of ['{', '[1]', '"x"', '[[]]']) expect(readTrainingScript(text)).toBeUndefined();
  });
});
