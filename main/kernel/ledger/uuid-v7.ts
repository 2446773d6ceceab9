import { randomFillSync } from 'node:crypto';

/**
 * UUID version 7 (RFC 9562 section 5.7): 48 bits of UTC milliseconds, then a 12-bit counter in `rand_a` (method 1 of
 * section 6.2) and 62 random bits. The identifiers of one generator rise strictly, also when the clock steps back:
 * time-ordered keys insert four times as fast as random ones (replication notes, rule 12).
 */
export interface UuidGenerator {
  /** @param now UTC milliseconds */
  next(now: number): string;
}

const COUNTER_LIMIT = 0x1000;
/** Starting low leaves room to count within the millisecond. */
const COUNTER_START_LIMIT = 0x400;

export interface UuidGeneratorOptions {
  /** Identifier that every new one must follow, for example the last one in the ledger. */
  readonly after?: string;
  readonly fillRandom?: (bytes: Uint8Array) => void;
}

export function createUuidGenerator(options: UuidGeneratorOptions = {}): UuidGenerator {
  const random = createRandomPool(options.fillRandom ?? ((bytes) => randomFillSync(bytes)));
  let last = options.after === undefined ? 0 : uuidTime(options.after);
  let counter = options.after === undefined ? 0 : uuidCounter(options.after);
  return {
    next(now) {
      if (now > last) {
        last = now;
        counter = random(2).readUInt16BE() % COUNTER_START_LIMIT;
      } else {
        counter += 1;
        if (counter >= COUNTER_LIMIT) {
          last += 1;
          counter = 0;
        }
      }
      return formatUuid(last, counter, random(8));
    },
  };
}

/** UTC milliseconds of a version 7 identifier. */
export function uuidTime(uuid: string): number {
  return Number.parseInt(uuid.slice(0, 8) + uuid.slice(9, 13), 16);
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);
}

function uuidCounter(uuid: string): number {
  return Number.parseInt(uuid.slice(15, 18), 16);
}

function formatUuid(time: number, counter: number, random: Buffer): string {
  const clock = time.toString(16).padStart(12, '0');
  const tail = random.toString('hex');
  const variant = (0x8 | (Number.parseInt(tail.slice(0, 1), 16) & 0x3)).toString(16);
  return `${clock.slice(0, 8)}-${clock.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variant}${tail.slice(1, 4)}-${tail.slice(4)}`;
}

/** One call to the system for many identifiers. */
function createRandomPool(fill: (bytes: Uint8Array) => void): (length: number) => Buffer {
  const pool = Buffer.alloc(2048);
  let used = pool.length;
  return (length) => {
    if (used + length > pool.length) {
      fill(pool);
      used = 0;
    }
    used += length;
    return pool.subarray(used - length, used);
  };
}
