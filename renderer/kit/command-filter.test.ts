import { describe, expect, it } from 'vitest';
import { type Command, filterCommands } from './command-filter.ts';

function command(title: string, keywords: readonly string[] = [], detail?: string): Command {
  const base = { id: title, title, group: 'g', keywords, run: () => undefined };
  return detail === undefined ? base : { ...base, detail };
}

const commands = [
  command('财物', ['cw', 'items']),
  command('登记财物', ['djcw']),
  command('案件', ['aj'], 'A330102'),
  command('设置', ['sz']),
];
const titles = (typed: string): string[] => filterCommands(commands, typed).map(({ title }) => title);

describe('command palette filter', () => {
  it('shows all in their order before anything is typed', () => {
    expect(titles('  ')).toEqual(['财物', '登记财物', '案件', '设置']);
  });
  it('puts a title that begins with the words before one that contains them', () => {
    expect(titles('财物')).toEqual(['财物', '登记财物']);
  });
  it('finds by pinyin initials and by English', () => {
    expect(titles('cw')).toEqual(['财物']);
    expect(titles('ITEM')).toEqual(['财物']);
  });
  it('finds by letters in order and by the detail', () => {
    expect(titles('登物')).toEqual(['登记财物']);
    expect(titles('3301')).toEqual(['案件']);
  });
  it('wants every word to match', () => {
    expect(titles('财物 sz')).toEqual([]);
  });
});
