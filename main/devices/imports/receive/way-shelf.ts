import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { type ImportWay, importWay } from '../../../contract/imports-received.ts';
import { Refusal } from '../../../kernel/errors.ts';
import { writeWhole } from '../../write-whole.ts';

const waysFile = z.object({ version: z.literal(1), ways: z.array(importWay) });

/** 接收途径 of this station on disk, one change at a time. */
export class WayShelf {
  readonly #file: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  /** @throws Refusal `imports.file_malformed` */
  async list(): Promise<ImportWay[]> {
    let text: string;
    try {
      text = await readFile(this.#file, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw new Refusal('imports.file_malformed', { file: path.basename(this.#file) });
    }
    try {
      return z.parse(waysFile, JSON.parse(text)).ways;
    } catch {
      throw new Refusal('imports.file_malformed', { file: path.basename(this.#file) });
    }
  }

  /** @throws Refusal `imports.way_shared` when another way has this folder or port */
  save(way: ImportWay): Promise<ImportWay[]> {
    return this.#change((ways) => {
      const others = ways.filter(({ id }) => id !== way.id);
      if (others.some((other) => placeOf(other) === placeOf(way)))
        throw new Refusal('imports.way_shared', { place: placeOf(way) });
      return [...others, way].sort((left, right) => left.title.localeCompare(right.title, 'zh'));
    });
  }

  /** @throws Refusal `imports.way_unknown` */
  remove(id: string): Promise<ImportWay[]> {
    return this.#change((ways) => {
      if (!ways.some((way) => way.id === id)) throw new Refusal('imports.way_unknown', {});
      return ways.filter((way) => way.id !== id);
    });
  }

  #change(change: (ways: ImportWay[]) => ImportWay[]): Promise<ImportWay[]> {
    const work = async (): Promise<ImportWay[]> => {
      const ways = change(await this.list());
      await writeWhole(this.#file, `${JSON.stringify({ version: 1, ways }, null, 2)}\n`);
      return ways;
    };
    const next = this.#last.then(work, work);
    this.#last = next.catch(() => undefined);
    return next;
  }
}

function placeOf(way: ImportWay): string {
  return way.kind === 'folder' ? path.normalize(`${way.folder}/`) : String(way.port);
}

/**
 * Refuses a folder out of which nothing may be moved: none that is not named whole, a disk or a home as a whole, and
 * nothing of the station's own. Pure.
 * @param kept folders of the station
 * @throws Refusal `imports.folder_refused`
 */
export function requireHarmlessFolder(folder: string, kept: readonly string[], home: string): void {
  const plain = path.resolve(folder);
  const isWhole = path.isAbsolute(folder) && plain !== path.parse(plain).root && plain !== path.resolve(home);
  const touches = kept.some((own) => {
    const other = path.resolve(own);
    return isWithin(plain, other) || isWithin(other, plain);
  });
  if (!isWhole || touches) throw new Refusal('imports.folder_refused', { folder });
}

function isWithin(inner: string, outer: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith(path.sep) ? outer : outer + path.sep);
}
