import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { Refusal } from '../../kernel/errors.ts';

const stationConfig = z.object({
  /** Stable id of the station; names its ledger. */
  id: z.string(),
  name: z.string(),
  /** 12-digit code of the unit the room belongs to; empty before the first set-up. */
  unit: z.string(),
  room: z.string(),
  /** Block of evidence codes leased to this workstation. */
  block: z.string().check(z.regex(/^[0-9A-Z]{3}$/)),
  /** Marks our own tags to readers; the same for all stations of a county. */
  applicationFamily: z.int().check(z.gte(1), z.lte(255)),
});
export type StationConfig = z.infer<typeof stationConfig>;

const fileName = 'station.json';

/**
 * What the station is called and where it stands; free values, not written yet, on the first start.
 * @throws Refusal `station.config_unreadable`, `station.config_malformed`
 */
export async function readStationConfig(
  folder: string,
): Promise<{ readonly config: StationConfig; readonly isNew: boolean }> {
  const file = path.join(folder, fileName);
  let text: string | undefined;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT'))
      throw new Refusal('station.config_unreadable', { file: fileName });
  }
  if (text === undefined) {
    const config = {
      id: `station-${randomUUID().slice(0, 8)}`,
      name: '',
      unit: '',
      room: '',
      block: '001',
      applicationFamily: 0x97,
    };
    return { config, isNew: true };
  }
  const parsed = z.safeParse(stationConfig, parseJson(text));
  if (!parsed.success) throw new Refusal('station.config_malformed', { file: fileName });
  return { config: parsed.data, isNew: false };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Written beside, flushed and renamed over. */
export async function writeStationConfig(folder: string, config: StationConfig): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, fileName);
  await writeFile(`${file}.new`, `${JSON.stringify(config, null, 2)}\n`, {
    mode: 0o600,
    flush: true,
  });
  await rename(`${file}.new`, file);
}
