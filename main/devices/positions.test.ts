import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DevicePosition } from '../contract/devices.ts';
import { readDevicesFile, writeDevicesFile } from './positions.ts';

const position: DevicePosition = {
  id: 'desk',
  title: '发卡器',
  role: 'desk-reader',
  driver: 'llrp',
  url: 'tcp://192.0.2.8:5084',
  door: null,
  enabled: true,
  settings: { role: 'desk', antennas: [1] },
};

describe('devices file', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'positions-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is read back as it was written, without leaving anything beside it', async () => {
    const file = path.join(folder, 'devices.json');
    await writeDevicesFile(file, [position]);
    expect(await readDevicesFile(file)).toEqual([position]);
    expect(await readdir(folder)).toEqual(['devices.json']);
  });

  it('may be missing', async () => {
    expect(await readDevicesFile(path.join(folder, 'none.json'))).toBeUndefined();
  });

  it('is refused by name when it is no devices file or names a position twice', async () => {
    const file = path.join(folder, 'devices.json');
    await writeFile(file, '{"version":1,');
    await expect(readDevicesFile(file)).rejects.toMatchObject({ code: 'devices.file_malformed' });
    await writeFile(file, JSON.stringify({ version: 1, positions: [{ ...position, role: 'robot' }] }));
    await expect(readDevicesFile(file)).rejects.toMatchObject({
      code: 'devices.file_malformed',
      detail: { at: 'positions.0.role' },
    });
    await writeFile(file, JSON.stringify({ version: 1, positions: [position, position] }));
    await expect(readDevicesFile(file)).rejects.toMatchObject({ code: 'devices.position_twice' });
  });
});
