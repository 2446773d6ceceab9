import type { DeviceEvent } from '../../drivers/manifest.ts';
import { maskName, readingOf, withoutPersons } from './live.ts';
import type { TraceLine } from './messages.ts';

const keptLines = 200;
const shownBytes = 64;

/** Bytes become text when somebody looks: polls go by all day and nobody does. */
interface KeptBytes {
  readonly at: number;
  readonly direction: 'in' | 'out';
  readonly bytes: Uint8Array;
  readonly length: number;
}

/** The last bytes and events of one device, for the person who installs it. Card numbers are cut to their last four. */
export class DeviceTrace {
  readonly #lines: (TraceLine | KeptBytes)[] = [];

  bytes(direction: 'in' | 'out', bytes: Uint8Array, at: number): void {
    this.#add({ at, direction, bytes: Uint8Array.from(bytes.subarray(0, shownBytes)), length: bytes.length });
  }

  /** Bytes that are personal data: that they came, not what they were. */
  hidden(direction: 'in' | 'out', length: number, at: number): void {
    this.#add({ at, direction, text: `… (${length})` });
  }

  event(event: DeviceEvent, at: number): void {
    switch (event.kind) {
      case 'tags':
        return;
      case 'card':
        return this.#say(at, `card …${event.cardId.slice(-4)}`);
      case 'frame':
        return;
      case 'person':
        return this.#say(at, `person ${maskName(event.person.name)}`);
      case 'reading':
        return this.#say(at, `reading ${withoutRaw(event)}`);
      case 'measurement':
        return this.#say(at, `measurement ${event.phase} ${event.reason ?? ''}`.trim());
      case 'clock':
        return this.#say(at, `clock ${Math.round(event.offsetMs)}`);
      case 'identity':
        return this.#say(
          at,
          `identity ${Object.entries(event.identity)
            .map(([name, value]) => `${name} ${value}`)
            .join(', ')}`,
        );
      case 'doors': {
        const open = event.cells.flatMap(({ cell, closed }) => (closed === false ? [cell] : []));
        return this.#say(at, `doors ${event.board}: open ${open.join(' ') || '-'}`);
      }
      case 'job':
        return this.#say(at, `job ${event.state} ${event.code ?? ''}`.trim());
      case 'barcode':
        return this.#say(at, `barcode ${event.text}`);
      default:
        this.#say(at, withoutPersons(event, 0));
    }
  }

  newestFirst(): TraceLine[] {
    return this.#lines.map((line) => ('bytes' in line ? textOf(line) : line)).reverse();
  }

  #say(at: number, text: string): void {
    this.#add({ at, direction: 'event', text });
  }

  #add(line: TraceLine | KeptBytes): void {
    this.#lines.push(line);
    if (this.#lines.length > keptLines) this.#lines.shift();
  }
}

function textOf({ at, direction, bytes, length }: KeptBytes): TraceLine {
  const hex = Buffer.from(bytes).toString('hex');
  return { at, direction, text: length > bytes.length ? `${hex}… (${length})` : hex };
}

/** The values as one line; the bytes stand beside it as bytes. */
function withoutRaw(event: Extract<DeviceEvent, { kind: 'reading' }>): string {
  const { values, error, flags } = readingOf(event);
  const parts = error === null ? values.map(({ name, text, unit }) => `${name} ${text} ${unit}`.trim()) : [];
  return [...parts, ...(error === null ? [] : [`${error.code} ${error.meaning}`]), ...flags].join(', ');
}
