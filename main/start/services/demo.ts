import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Startup } from '../../contract/system.ts';
import { folderLayout } from '../../kernel/store/folder.ts';
import { createDemoWorld, demoAccounts, isDemoUnfinished, readDemoWorld } from '../demo-world.ts';
import { demoDoor } from './demo-positions.ts';
import { readStationConfig, writeStationConfig } from './station-config.ts';
import { createVirtualRoom, type VirtualRoom, type VirtualRoomOptions } from './virtual-room.ts';

export interface Demo {
  readonly accounts: Startup['demoAccounts'];
  createRoom(options: Omit<VirtualRoomOptions, 'world'>): VirtualRoom;
}

/**
 * Fills an empty data folder with the demo world (演示世界), once. A folder that holds real data is never touched: it has
 * no `demo.json`, and then the station runs without demo.
 */
export async function prepareDemo(folder: string, now: number): Promise<Demo | undefined> {
  const { database } = folderLayout(folder);
  const filled = existsSync(path.join(folder, 'demo.json')) && !isDemoUnfinished(folder);
  if (!filled && existsSync(database)) return undefined;
  if (!filled) {
    const { config } = await readStationConfig(folder);
    const created = await createDemoWorld({
      folder,
      now,
      station: { id: config.id, block: config.block, door: { id: demoDoor, name: '一号库通道门' } },
    });
    await writeStationConfig(folder, {
      ...config,
      name: created.station.name,
      unit: created.station.unit,
      room: created.station.room,
    });
  }
  const world = await readDemoWorld(folder);
  if (world === undefined) return undefined;
  return {
    accounts: demoAccounts(world),
    createRoom: (options) => createVirtualRoom({ ...options, world }),
  };
}
