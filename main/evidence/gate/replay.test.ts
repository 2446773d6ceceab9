import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReplayedPassage } from './replay.ts';
import { replayTrace } from './replay.ts';

const stored = readFileSync(new URL('./testing/exit-without-order.jsonl', import.meta.url), 'utf8').split(
  '\n',
);
const header =
  '{"header":{"id":"g","antennas":[{"id":1,"side":"inside","x":0,"y":0},{"id":2,"side":"outside","x":0,"y":0}],"readsPerSecond":600}}';

function passagesIn(lines: Iterable<string>): ReplayedPassage[] {
  return [...replayTrace(lines)].filter((line): line is ReplayedPassage => !('error' in line));
}

describe('replay of a stored trace', () => {
  it('gives one line for the passage, with the covered item silent and the others alarmed', () => {
    const [passage, ...more] = passagesIn(stored);
    expect(more).toEqual([]);
    expect(passage?.person).toBe('K-0007');
    expect(passage?.items.map((item) => item.direction)).toEqual(['out', 'out', 'out']);
    expect(passage?.alarms).toHaveLength(2);
    expect(Object.keys(passage ?? {})).toEqual([
      'passage',
      'from',
      'to',
      'person',
      'people',
      'items',
      'alarms',
    ]);
    expect(Object.keys(passage?.items[0] ?? {})).toEqual(['epc', 'direction', 'probability', 'decidedAt']);
    expect(passage?.from).toBeLessThan(passage?.to ?? 0);
  });

  it('gives the same lines again', () => {
    expect([...replayTrace(stored)]).toEqual([...replayTrace(stored)]);
  });

  it('closes the last passage after the last line', () => {
    const cut = stored.slice(0, Math.floor(stored.length / 2));
    expect(passagesIn(cut)).toHaveLength(1);
  });
});

describe('replay of a trace that is wrong', () => {
  it.each([
    ['no JSON', [header, '{"t":1,'], 'trace.malformed', 2],
    ['no header', ['{"t":1,"card":{"person":"a"}}'], 'trace.no_header', 1],
    ['a second header', [header, header], 'trace.second_header', 2],
    ['an antenna without side', ['{"header":{"id":"g","antennas":[{"id":1}]}}'], 'trace.header', 1],
    ['a line without time', [header, '', '{"card":{"person":"a"}}'], 'trace.time', 3],
    ['an unknown event', [header, '{"t":1,"smell":{}}'], 'trace.malformed', 2],
    ['a read without EPC', [header, '{"t":1,"read":{"antenna":1}}'], 'trace.malformed', 2],
    ['nothing at all', [], 'trace.no_header', 1],
  ])('refuses %s and names the line', (_, lines, code, at) => {
    expect([...replayTrace(lines)]).toEqual([{ error: { code, message: expect.any(String), at } }]);
  });

  it('takes a read without antenna and RSSI', () => {
    expect([...replayTrace([header, '{"t":1,"read":{"epc":"E2"}}'])]).toEqual([]);
  });
});
