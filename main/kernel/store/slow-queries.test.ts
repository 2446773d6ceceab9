import { describe, expect, it } from 'vitest';
import { createQueryTimes } from './slow-queries.ts';

describe('times of commands and queries', () => {
  it('reports what takes more than 40 ms by its name', () => {
    const slow: (readonly [string, number])[] = [];
    const times = createQueryTimes((name, milliseconds) => slow.push([name, milliseconds]));
    times.record('evidence.search', 40);
    times.record('evidence.search', 41);
    expect(slow).toEqual([['evidence.search', 41]]);
  });

  it('lists the ten costliest by the time spent in all', () => {
    const times = createQueryTimes(() => undefined);
    for (let place = 1; place <= 12; place += 1) {
      for (let count = 0; count < place; count += 1) times.record(`query.${place}`, 2);
    }
    times.record('query.1', 500);
    const top = times.top();
    expect(top).toHaveLength(10);
    expect(top[0]).toEqual({ name: 'query.1', count: 2, totalMs: 502, longestMs: 500 });
    expect(top.map(({ name }) => name)).not.toContain('query.2');
  });
});
