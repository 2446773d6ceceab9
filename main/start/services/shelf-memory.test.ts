import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ShelfMemory } from './shelf-memory.ts';

const tag = {
  epc: 'D1',
  seconds: 9,
  firstAt: 1000,
  lastAt: 21_000,
  places: [{ antenna: 1, decayedAt: 1000, bins: [[4, 2.5]] as const }],
};

describe('what a door knows of its shelf', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'shelf-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const at = (now: number) => new ShelfMemory(folder, () => now);

  it('is there again after a restart', async () => {
    await at(50_000).save(new Map([['door-1', [tag]]]));
    expect(await at(60_000).load()).toEqual(new Map([['door-1', [tag]]]));
  });

  it('is forgotten after half an hour, and when the clock was set back', async () => {
    await at(50_000).save(new Map([['door-1', [tag]]]));
    expect((await at(50_000 + 1_800_000).load()).size).toBe(0);
    expect((await at(49_000).load()).size).toBe(0);
  });

  it.each(['', '{', '[]', '{"savedAt":50000,"doors":{"door-1":[{"epc":1}]}}'])(
    'is nothing when its file is missing or damaged: %s',
    async (text) => {
      if (text !== '') await writeFile(path.join(folder, 'portal-shelves.json'), text);
      expect((await at(50_001).load()).size).toBe(0);
    },
  );
});
