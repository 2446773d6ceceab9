import { describe, expect, it } from 'vitest';
import { csvText } from './csv.ts';

describe('csvText', () => {
  it('begins with the byte order mark and ends every line with CR LF', () => {
    expect(csvText(['类别', '在库'], [['现金', 3]])).toBe('\uFEFF类别,在库\r\n现金,3\r\n');
  });
  it('quotes commas, quotation marks and line breaks', () => {
    expect(csvText(['a'], [['x,y'], ['说"好"'], ['一\n二']])).toBe(
      '\uFEFFa\r\n"x,y"\r\n"说""好"""\r\n"一\n二"\r\n',
    );
  });
  it('disarms texts that a spreadsheet would run as formulas, and leaves negative numbers alone', () => {
    expect(csvText(['a'], [['=1+1'], ['@x'], [-5]])).toBe("\uFEFFa\r\n'=1+1\r\n'@x\r\n-5\r\n");
  });
});
