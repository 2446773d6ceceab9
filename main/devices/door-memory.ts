import path from 'node:path';
import * as z from 'zod/mini';
import type { BoardDoors } from '../../drivers/decoded.ts';
import type { DevicePosition } from '../contract/devices.ts';
import { DoorBook } from './door-book.ts';
import { readWhole, writeWhole } from './write-whole.ts';

const fact = z.nullable(z.boolean());
const doorsFile = z.object({
  version: z.literal(1),
  positions: z.record(
    z.string(),
    z.object({
      of: z.string(),
      boards: z.array(
        z.object({
          board: z.int(),
          cells: z.array(z.object({ cell: z.int(), locked: fact, closed: fact, occupied: fact })),
        }),
      ),
    }),
  ),
});

interface MemoryLog {
  warn(detail: object, message: string): void;
}

/**
 * 柜门最后状态: how every lock's door was last seen, kept over a restart of the station in a file of the data folder, so that
 * a door that was opened meanwhile is told. Written at every change, since nobody announces a cut of the power.
 */
export class DoorMemory {
  readonly #file: string;
  readonly #log: MemoryLog;
  readonly #book: DoorBook;
  #isChanged = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(file: string, log: MemoryLog, book: DoorBook) {
    this.#file = file;
    this.#log = log;
    this.#book = book;
  }

  /** A file that is damaged says nothing and is told in the log; one that is missing is a first start. */
  static async open(dataFolder: string, log: MemoryLog): Promise<DoorMemory> {
    const file = path.join(dataFolder, 'lock-doors.json');
    const known = await readWhole(file, doorsFile);
    if (known.kind === 'damaged')
      log.warn({ file: path.basename(file) }, 'what doors were last seen like is not readable');
    const positions = known.kind === 'found' ? Object.entries(known.content.positions) : [];
    return new DoorMemory(file, log, new DoorBook(positions));
  }

  before(position: DevicePosition): readonly BoardDoors[] {
    return this.#book.before(position);
  }

  note(position: DevicePosition, told: BoardDoors): void {
    if (!this.#book.note(position, told)) return;
    const isWaiting = this.#isChanged;
    this.#isChanged = true;
    // One that waits for its turn will write this too.
    if (!isWaiting) this.#writing = this.#writing.then(() => this.#write());
  }

  /** Resolves when everything noted so far is in the file. */
  written(): Promise<void> {
    return this.#writing;
  }

  async #write(): Promise<void> {
    this.#isChanged = false;
    const positions = Object.fromEntries(this.#book.entries());
    try {
      await writeWhole(this.#file, `${JSON.stringify({ version: 1, positions })}\n`);
    } catch (error) {
      this.#log.warn({ error: String(error) }, 'how doors stand could not be kept');
    }
  }
}
