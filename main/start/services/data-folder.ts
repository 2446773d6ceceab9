import { rmSync } from 'node:fs';
import { StoreError } from '../../kernel/errors.ts';
import { classifyError } from '../../kernel/store/errors.ts';
import { type FolderLayout, prepareFolder } from '../../kernel/store/folder.ts';
import { type FolderLock, lockFolder } from '../../kernel/store/folder-lock.ts';
import { type Demo, prepareDemo } from './demo.ts';
import { readStationConfig, type StationConfig, writeStationConfig } from './station-config.ts';

export interface PreparedFolder {
  readonly config: StationConfig;
  /** Undefined for a station without the demo world. */
  readonly demo: Demo | undefined;
}

/**
 * What stands in a data folder before its store is opened: the demo world where it is wanted, and the station's file. Made
 * under the folder's lock, so that of two stations started at once on a new folder one makes it and the other is refused;
 * the store then takes the lock for itself.
 *
 * @throws StoreError `store.in_use`, `store.read_only`, `store.disk_full`, `store.not_a_folder`, `store.network_drive`;
 *   Refusal `station.config_malformed`, `station.config_unreadable`, `station.demo_malformed`
 */
export async function prepareDataFolder(
  folder: string,
  wantsDemo: boolean,
  now: number,
): Promise<PreparedFolder> {
  const layout = prepareFolder(folder);
  const lock = lockWithRoom(layout);
  try {
    const demo = wantsDemo ? await prepareDemo(layout.folder, now) : undefined;
    const { config, isNew } = await readStationConfig(layout.folder);
    if (isNew) await writeStationConfig(layout.folder, config);
    return { config, demo };
  } catch (error) {
    throw classifyError(error);
  } finally {
    lock.release();
  }
}

/** On a disk that is full already the ballast goes here: its room is for starting and for the last hand-overs. */
function lockWithRoom(layout: FolderLayout): FolderLock {
  try {
    return lockFolder(layout.lock);
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'store.disk_full')) throw error;
    rmSync(layout.ballast, { force: true });
    return lockFolder(layout.lock);
  }
}
