import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { type Role, roles } from '../contract/identity.ts';
import { openAttachments } from '../kernel/attachments/attachments.ts';
import { Refusal } from '../kernel/errors.ts';
import { folderLayout } from '../kernel/store/folder.ts';
import { demoPassword, demoPin } from './demo-world/county.ts';

const demoWorld = z.object({
  version: z.literal(1),
  seed: z.int(),
  station: z.object({
    id: z.string(),
    name: z.string(),
    unit: z.string(),
    unitName: z.string(),
    room: z.string(),
  }),
  persons: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      role: z.enum(roles),
      roleName: z.string(),
      account: z.string(),
      password: z.string(),
      pin: z.string(),
      cardId: z.string(),
      badgeEpc: z.string(),
      /** Shown as a tile on the log-in screen. */
      tile: z.boolean(),
    }),
  ),
  /** TID of the chip by the EPC it carries. */
  tids: z.record(z.string(), z.string()),
});
/** 演示世界: what the log-in screen and the virtual devices must know of it; everything else stands in the store. */
export type DemoWorld = z.infer<typeof demoWorld>;

export interface DemoWorldOptions {
  /** Data folder of a station that has no ledger yet. */
  readonly folder: string;
  /** Another seed, another county; 20261124 unless told. */
  readonly seed?: number;
  /** UTC milliseconds at which the told month ends. */
  readonly now: number;
  readonly station: {
    readonly id: string;
    /** Device block of evidence codes; `001` unless told. */
    readonly block?: string;
    /** The portal's door; `main-door` 涉案财物库通道门 unless told. */
    readonly door?: { readonly id: string; readonly name: string };
  };
}

const fileName = 'demo.json';
/** Made here first and moved when complete, so that a start that was cut off leaves no half world. */
const unfinished = 'demo-unfinished';

/**
 * Fills an empty data folder with a county that has worked for thirty days: real commands on the real store, so that the
 * ledger tells all of it. Pictures go under `<folder>/attachments`. Open the station's store afterwards.
 *
 * @throws RangeError when the folder already holds a ledger; StoreError of the disk
 */
export async function createDemoWorld(options: DemoWorldOptions): Promise<DemoWorld> {
  const target = folderLayout(path.resolve(options.folder));
  if (existsSync(target.database)) throw new RangeError('the data folder already holds a ledger');
  const workshop = folderLayout(path.join(target.folder, unfinished));
  await rm(workshop.folder, { recursive: true, force: true });
  await mkdir(target.folder, { recursive: true, mode: 0o700 });
  const seed = options.seed ?? 20_261_124;
  // Loaded on the first start only: drawing the pictures takes a library that costs 25 MB and a part of every start.
  const { playPast } = await import('./demo-world/past.ts');
  const past = await playPast({
    folder: workshop.folder,
    attachments: openAttachments(target.attachments),
    seed,
    now: options.now,
    station: options.station.id,
    block: options.station.block ?? '001',
    door: options.station.door ?? { id: 'main-door', name: '涉案财物库通道门' },
  });
  const world: DemoWorld = {
    version: 1,
    seed,
    station: { id: options.station.id, ...past.station },
    persons: past.persons.map((person) => ({ ...person, password: demoPassword, pin: demoPin })),
    tids: past.tids,
  };
  await rm(target.keys, { recursive: true, force: true });
  await rename(workshop.keys, target.keys);
  await rename(workshop.mark, target.mark);
  await writeFile(path.join(target.folder, fileName), `${JSON.stringify(world, null, 2)}\n`, { mode: 0o600 });
  // The ledger comes last: with it the world is there, without it the next start makes everything anew.
  await rename(workshop.database, target.database);
  await rm(workshop.folder, { recursive: true, force: true });
  return world;
}

/** Whether the making of the demo world was cut off, however late: then its ledger is not there, and it is made anew. */
export function isDemoUnfinished(folder: string): boolean {
  return existsSync(path.join(folder, unfinished)) && !existsSync(folderLayout(folder).database);
}

/**
 * Undefined when the folder holds no demo world, or one of another version.
 * @throws Refusal `station.demo_malformed`
 */
export async function readDemoWorld(folder: string): Promise<DemoWorld | undefined> {
  const layout = folderLayout(path.resolve(folder));
  const text = await readFile(path.join(layout.folder, fileName), 'utf8').catch(() => undefined);
  if (text === undefined || !existsSync(layout.database)) return undefined;
  const parsed = z.safeParse(demoWorld, parseJson(text));
  return parsed.success ? parsed.data : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('station.demo_malformed', { file: fileName });
  }
}

/** The tiles of the log-in screen, one for each role that the walk through a day needs. */
export function demoAccounts(
  world: DemoWorld,
): { account: string; password: string; name: string; role: Role; roleName: string }[] {
  return world.persons
    .filter((person) => person.tile)
    .map(({ account, password, name, role, roleName }) => ({ account, password, name, role, roleName }));
}
