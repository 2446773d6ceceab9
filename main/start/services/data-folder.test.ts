import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLog } from '../log-file.ts';
import { prepareDataFolder } from './data-folder.ts';

const at = Date.parse('2026-11-24T08:00:00Z');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'data-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the preparation of a data folder', () => {
  it('names the station once and keeps the name', async () => {
    const { config } = await prepareDataFolder(folder, false, at);
    expect(config.id).toMatch(/^station-[0-9a-f]{8}$/);
    expect((await prepareDataFolder(folder, false, at)).config).toEqual(config);
  });

  it('of two stations started at once on a new folder lets one make it and refuses the other by name', async () => {
    const both = await Promise.allSettled([
      prepareDataFolder(folder, true, at),
      prepareDataFolder(folder, true, at),
    ]);
    expect(both).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'store.in_use', detail: { folder, pid: process.pid } } },
    ]);
  });

  it('makes the demo world anew when the first time was cut off before its ledger was in place', async () => {
    mkdirSync(path.join(folder, 'demo-unfinished'));
    writeFileSync(path.join(folder, 'demo.json'), '{}');
    writeFileSync(
      path.join(folder, 'mark.json'),
      JSON.stringify({ node: 'station', epoch: 1, seq: 9, hash: 'ab' }),
    );
    const { demo } = await prepareDataFolder(folder, true, at);
    expect(demo?.accounts.length).toBeGreaterThan(3);
  });

  it('refuses a demo file that is cut short', async () => {
    writeFileSync(path.join(folder, 'demo.json'), '{"version":');
    writeFileSync(path.join(folder, 'station.sqlite'), 'anything');
    await expect(prepareDataFolder(folder, true, at)).rejects.toMatchObject({
      code: 'station.demo_malformed',
      detail: { file: 'demo.json' },
    });
  });
});

describe('a full disk', () => {
  const small = mayMount();

  it.skipIf(!small)(
    'costs the ballast at the start, then lines of the log, and never the station (needs the right to mount)',
    async () => {
      const disk = path.join(folder, 'disk');
      mkdirSync(disk);
      expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]).status).toBe(0);
      try {
        const { config } = await prepareDataFolder(disk, false, at);
        const log = openLog(disk);
        writeFileSync(path.join(disk, 'ballast'), Buffer.alloc(64 * 1024));
        fillUp(disk);
        for (let line = 0; line < 50; line += 1) log.error({ line }, 'a line there is no room for');
        expect((await prepareDataFolder(disk, false, at)).config).toEqual(config);
        expect(() => readFileSync(path.join(disk, 'ballast'))).toThrow('ENOENT');
        fillUp(disk);
        await expect(prepareDataFolder(disk, false, at)).rejects.toMatchObject({ code: 'store.disk_full' });
      } finally {
        spawnSync('umount', ['--lazy', disk]);
      }
    },
  );
});

function fillUp(disk: string): void {
  expect(() => writeFileSync(path.join(disk, `filler-${Math.random()}`), Buffer.alloc(1 << 20))).toThrow(
    'ENOSPC',
  );
}

function mayMount(): boolean {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return false;
  const trial = mkdtempSync(path.join(os.tmpdir(), 'station-mount-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', trial]).status === 0;
  if (mounted) spawnSync('umount', [trial]);
  rmSync(trial, { recursive: true });
  return mounted;
}
