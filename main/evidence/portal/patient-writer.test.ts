import { describe, expect, it } from 'vitest';
import { Refusal, StoreError } from '../../kernel/errors.ts';
import { PatientWriter } from './patient-writer.ts';
import type { PortalStore } from './records.ts';

const full = () => new StoreError('store.disk_full', 'full', { retryable: true });

function createWriter() {
  const due: (() => void)[] = [];
  const told: string[] = [];
  let ids = 0;
  const writer = new PatientWriter({
    store: {} as PortalStore,
    actor: { person: null, name: 'door', post: null, method: 'device', station: 'test' },
    newId: () => `id-${++ids}`,
    log: { info() {}, warn: (_detail, message) => told.push(message) },
    after: (_milliseconds, run) => {
      due.push(run);
      return () => void due.splice(due.indexOf(run), 1);
    },
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return { writer, due, told, turn };
}

describe('records of a door', () => {
  it('wait while the disk is full, are applied under one command id, and keep their order', async () => {
    const { writer, due, told, turn } = createWriter();
    const done: string[] = [];
    const ids = new Set<string>();
    let room = false;
    const passage = writer.write('passage', (_store, { commandId }) => {
      ids.add(commandId);
      if (!room) return Promise.reject(full());
      done.push('passage');
      return Promise.resolve();
    });
    const frames = writer.write('frames', () => {
      done.push('frames');
      return Promise.resolve();
    });
    await turn();
    expect([due.length, done]).toEqual([1, []]);
    due.shift()?.();
    await turn();
    expect(due).toHaveLength(1);
    room = true;
    due.shift()?.();
    await passage;
    await frames;
    expect(done).toEqual(['passage', 'frames']);
    expect(ids.size).toBe(1);
    expect(told).toEqual(['a portal record waits for the store']);
  });

  it('that are refused are not tried again, and hold up nothing', async () => {
    const { writer, due, told } = createWriter();
    let tries = 0;
    await writer.write('passage', () => {
      tries += 1;
      return Promise.reject(new Refusal('evidence.item_unknown', {}));
    });
    expect([tries, due.length, told]).toEqual([1, 0, ['a portal record was not written']]);
  });

  it('are tried once more when the station stops, and then given up with a line in the log', async () => {
    const { writer, due, told, turn } = createWriter();
    let tries = 0;
    const writing = writer.write('passage', () => {
      tries += 1;
      return Promise.reject(full());
    });
    await turn();
    writer.hurry();
    await writing;
    expect([tries, due.length]).toEqual([2, 0]);
    expect(told.at(-1)).toBe('a portal record was not written');
  });
});
