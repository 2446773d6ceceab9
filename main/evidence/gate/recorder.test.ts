import { describe, expect, it } from 'vitest';
import { createRecorder, traceOf } from './recorder.ts';
import { replayTrace } from './replay.ts';
import { antennas, epcs, facts, inOrder, newGate, passagesOf, run, walkReads } from './testing/walks.ts';

describe('a recorded passage', () => {
  const items = epcs(1, 4);
  const { reads, planeMs } = walkReads('out', { seed: 12, tags: items, startMs: 100_000 });
  const card = { kind: 'card' as const, t: (planeMs ?? 0) - 1500, person: 'sun' };
  const events = inOrder(facts(items, 'inside', false), facts(['E299'], 'inside', false), reads, [card]);
  const recorder = createRecorder();
  const start = recorder.start(0, []);
  for (const event of events) recorder.push(event);
  const [lived] = passagesOf(run(newGate(), events));
  const header = { id: 'door', antennas, readsPerSecond: 600 };
  const lines = traceOf(header, recorder.events(start, lived?.to ?? 0));

  it('replays to the decisions that were made', () => {
    const [replayed] = [...replayTrace(lines)];
    if (replayed === undefined || 'error' in replayed) throw new Error('no passage');
    expect(replayed.items.map(({ epc, direction }) => [epc, direction])).toEqual(
      lived?.items.map(({ epc, direction }) => [epc, direction]),
    );
    expect(replayed.person).toBe('sun');
    expect(replayed.alarms).toHaveLength(lived?.alarms.length ?? 0);
  });

  it('names no item that was not read', () => {
    expect(lines.join('\n')).not.toContain('E299');
  });
});
