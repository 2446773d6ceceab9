import { describe, expect, it } from 'vitest';
import { createLineFramer, type TextLine } from './line-framer.ts';

function decode(input: string): string[] {
  const lines: string[] = [];
  const interpret = ({ text, ending }: TextLine) =>
    text.startsWith('?') ? undefined : ({ kind: 'frame', type: 'line', fields: { text, ending } } as const);
  const framer = createLineFramer(interpret, 12);
  for (const line of [...framer.push(Buffer.from(input, 'latin1')), ...framer.end()]) {
    const what = line.kind === 'frame' ? `${line.fields.text} ${line.fields.ending}` : line.kind;
    lines.push(`${line.offset}+${line.length} ${what}`);
  }
  return lines;
}

describe('text lines', () => {
  it('end with CR, LF or both', () => {
    expect(decode('ab\rcd\nef\r\ngh\r')).toEqual(['0+3 ab cr', '3+3 cd lf', '6+4 ef crlf', '10+3 gh cr']);
  });

  it('begin after noise that is not printable, never inside printable text', () => {
    expect(decode('\xff\x00ab\r\n')).toEqual(['0+2 discarded', '2+4 ab crlf']);
    expect(decode('?ab\r\ncd\r\n')).toEqual(['0+5 discarded', '5+4 cd crlf']);
  });

  it('that are too long are skipped whole', () => {
    expect(decode(`${'x'.repeat(20)}\r\nok\n`)).toEqual(['0+22 discarded', '22+3 ok lf']);
  });

  it('that are cut off at the end are incomplete', () => {
    expect(decode('ab\ncd')).toEqual(['0+3 ab lf', '3+2 incomplete']);
  });

  it('wait for the LF behind a CR until the line falls silent', () => {
    const framer = createLineFramer(() => ({ kind: 'incomplete' }));
    expect(framer.push(Buffer.from('ab\r'))).toEqual([]);
    expect(framer.idle()).toMatchObject([{ offset: 0, length: 3 }]);
  });
});
