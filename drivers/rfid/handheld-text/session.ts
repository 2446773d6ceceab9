import { DeviceError } from '../../errors.ts';
import { isChecked } from '../../framing/describing-decoder.ts';
import type { LineSession } from '../../line-device.ts';
import type { DeviceEvent } from '../../manifest.ts';
import type { Clock, DriverLog } from '../../transport/transport.ts';
import type { SeenTag } from '../serial-uhf/protocol.ts';
import { SightingBatch } from '../serial-uhf/sighting-batch.ts';
import { createHandheldFramer, type HandheldFrame, readHandheldText } from './frame.ts';
import type { HandheldSettings } from './settings.ts';

export interface HandheldOptions {
  readonly clock: Clock;
  readonly log: DriverLog;
  readonly settings: HandheldSettings;
  readonly emit: (event: DeviceEvent) => void;
}

const LONGEST_COLLECT_MS = 30_000;

interface Collecting {
  readonly tags: Map<string, SeenTag>;
  readonly finish: (cause?: DeviceError) => void;
}

/** What becomes of the lines of a handheld (手持机), whichever way they come in. */
export class HandheldIntake {
  readonly #options: HandheldOptions;
  readonly #batch: SightingBatch;
  readonly #seenAt = new Map<string, number>();
  #collecting: Collecting | undefined;

  constructor(options: HandheldOptions) {
    this.#options = options;
    this.#batch = new SightingBatch(options.clock, (sightings) => options.emit({ kind: 'tags', sightings }));
  }

  take(frame: HandheldFrame): void {
    const { clock, emit } = this.#options;
    if (frame.what === 'barcode') {
      emit({ kind: 'barcode', text: frame.text, symbology: null, at: clock.now() });
      return;
    }
    const { epc, epcBits, tid, peakRssi } = frame.tag;
    const tag: SeenTag = {
      epc,
      epcBits,
      ...(tid === undefined ? {} : { tid }),
      ...(peakRssi === undefined ? {} : { rssi: peakRssi }),
      count: 1,
    };
    const key = tid ?? epc;
    this.#collecting?.tags.set(key, tag);
    if (this.#isRepeat(key)) return;
    this.#batch.add(tag);
  }

  /** Everything that the person scans within the time; the handheld itself cannot be asked. */
  async request(action: string, input: unknown): Promise<unknown> {
    const values: Readonly<Record<string, unknown>> =
      typeof input === 'object' && input !== null ? { ...input } : {};
    if (action === 'status')
      return { order: this.#options.settings.order, input: this.#options.settings.input };
    if (action === 'readTags') return this.#collect(values['milliseconds']);
    if (action === 'typed' && this.#options.settings.input === 'typed') return this.#typed(values['text']);
    throw new DeviceError('device.unsupported', `a handheld that sends text does not do ${action}`, {
      detail: { action },
    });
  }

  end(cause: DeviceError): void {
    this.#batch.flush();
    this.#collecting?.finish(cause);
  }

  #isRepeat(key: string): boolean {
    const { repeatWindowMs } = this.#options.settings;
    const now = this.#options.clock.monotonic();
    const before = this.#seenAt.get(key);
    for (const [other, at] of this.#seenAt) if (now - at >= repeatWindowMs) this.#seenAt.delete(other);
    if (repeatWindowMs > 0) this.#seenAt.set(key, now);
    return before !== undefined && now - before < repeatWindowMs;
  }

  #typed(text: unknown): { readonly accepted: boolean } {
    if (typeof text !== 'string') {
      throw new DeviceError('input.invalid', 'text is missing', { detail: { field: 'text' } });
    }
    const read = readHandheldText(text, this.#options.settings);
    if (read?.kind !== 'checked') return { accepted: false };
    this.take(read);
    return { accepted: true };
  }

  #collect(milliseconds: unknown): Promise<readonly SeenTag[]> {
    if (typeof milliseconds !== 'number' || !(milliseconds >= 1 && milliseconds <= LONGEST_COLLECT_MS)) {
      throw new DeviceError('input.invalid', 'milliseconds is missing or not allowed', {
        detail: { field: 'milliseconds' },
      });
    }
    if (this.#collecting !== undefined) {
      throw new DeviceError('device.refused', 'tags are already being collected');
    }
    return new Promise((resolve, reject) => {
      const tags = new Map<string, SeenTag>();
      const finish = (cause?: DeviceError): void => {
        cancel();
        this.#collecting = undefined;
        if (cause === undefined) resolve([...tags.values()]);
        else reject(cause);
      };
      const cancel = this.#options.clock.after(milliseconds, () => finish());
      this.#collecting = { tags, finish };
    });
  }
}

/** One connection's worth of lines. */
export function createHandheldSession(options: HandheldOptions): LineSession {
  const framer = createHandheldFramer(options.settings);
  const intake = new HandheldIntake(options);
  const take = (lines: ReturnType<typeof framer.push>): void => {
    for (const line of lines) {
      if (isChecked<HandheldFrame>(line)) intake.take(line);
      else if (line.kind === 'refused') {
        options.log.warn('line of the handheld refused', { reason: line.reason, bytes: line.length });
      }
    }
  };
  return {
    received: (bytes) => take(framer.push(bytes)),
    // A line that ends with CR alone is complete when nothing follows.
    silent: () => take(framer.idle()),
    end: (cause) => intake.end(cause),
    request: (action, input) => intake.request(action, input),
  };
}
