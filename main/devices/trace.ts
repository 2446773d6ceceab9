import type { DeviceEvent } from '../../drivers/manifest.ts';
import { maskName, readingOf, withoutPersons } from './live.ts';
import type { TraceLine } from './messages.ts';

const keptLines = 200;
const shownBytes = 64;

/** The last bytes and events of one device, for the person who installs it. Card numbers are cut to their last four. */
export class DeviceTrace {
  readonly #lines: TraceLine[] = [];

  bytes(direction: 'in' | 'out', bytes: Uint8Array, at: number): void {
    const hex = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, shownBytes)).toString(
      'hex',
    );
    this.#add({ at, direction, text: bytes.length > shownBytes ? `${hex}… (${bytes.length})` : hex });
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
        this.#add({ at, direction: 'event', text: `card …${event.cardId.slice(-4)}` });
        return;
      case 'frame':
        return;
      case 'person':
        this.#add({ at, direction: 'event', text: `person ${maskName(event.person.name)}` });
        return;
      case 'reading':
        this.#add({ at, direction: 'event', text: `reading ${withoutRaw(event)}` });
        return;
      case 'state':
        this.#add({ at, direction: 'event', text: `state ${event.state} ${event.reason ?? ''}`.trim() });
        return;
      default:
        this.#add({ at, direction: 'event', text: withoutPersons(event, 0) });
    }
  }

  newestFirst(): TraceLine[] {
    return [...this.#lines].reverse();
  }

  #add(line: TraceLine): void {
    this.#lines.push(line);
    if (this.#lines.length > keptLines) this.#lines.splice(0, this.#lines.length - keptLines);
  }
}

/** The values as one line; the bytes stand beside it as bytes. */
function withoutRaw(event: Extract<DeviceEvent, { kind: 'reading' }>): string {
  const { values, error, flags } = readingOf(event);
  const parts = error === null ? values.map(({ name, text, unit }) => `${name} ${text} ${unit}`.trim()) : [];
  return [...parts, ...(error === null ? [] : [`${error.code} ${error.meaning}`]), ...flags].join(', ');
}
