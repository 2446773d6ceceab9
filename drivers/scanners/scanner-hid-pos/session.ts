import type { Decoded } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import type { DeviceLine, LineSession } from '../../line-device.ts';
import type { DeviceEvent } from '../../manifest.ts';
import { isHidTransport } from '../../transport/hid.ts';
import type { Clock, DriverLog } from '../../transport/transport.ts';
import { readScannedText, type ScannedText, SHORTEST_SCAN } from '../scan-text.ts';
import { DATA_REPORT, honeywellHidMode } from './commands.ts';
import { createScannerFramer } from './frame.ts';
import type { ScannerSettings } from './settings.ts';

/** Bytes without one good scan that mean the wrong baud rate or another device. */
const GARBAGE_BYTES = 192;

/** Tells a code once however long the trigger is held. */
export class ScanTeller {
  readonly #clock: Clock;
  readonly #emit: (event: DeviceEvent) => void;
  readonly #windowMs: number;
  #last = '';
  #at = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, emit: (event: DeviceEvent) => void, windowMs: number) {
    this.#clock = clock;
    this.#emit = emit;
    this.#windowMs = windowMs;
  }

  tell({ text, symbology }: ScannedText): void {
    const now = this.#clock.monotonic();
    const repeated = text === this.#last && now - this.#at < this.#windowMs;
    this.#last = text;
    this.#at = now;
    if (!repeated) this.#emit({ kind: 'barcode', text, symbology, at: this.#clock.now() });
  }
}

/** Input of `request('typed')`: what the page's detector caught from a scanner in keyboard mode. */
export function readTyped(input: unknown): ScannedText {
  const text = typeof input === 'object' && input !== null && 'text' in input ? input.text : undefined;
  if (typeof text !== 'string') throw new DeviceError('input.invalid', 'text is missing');
  const scanned = readScannedText(text.trim());
  if (scanned.text.length < SHORTEST_SCAN) {
    throw new DeviceError('input.invalid', `a scan has at least ${SHORTEST_SCAN} characters`);
  }
  return scanned;
}

/** One connection to a scanner: reports or lines become `barcode` events. */
export function createScannerSession(
  { line, clock, log }: { readonly line: DeviceLine; readonly clock: Clock; readonly log: DriverLog },
  settings: ScannerSettings,
): LineSession {
  const framer = createScannerFramer();
  const teller = new ScanTeller(clock, (event) => line.emit(event), settings.repeatWindowMs);
  let garbage = 0;
  const take = (lines: readonly Decoded[]): void => {
    for (const one of lines) {
      if (one.kind === 'frame') {
        garbage = 0;
        line.enter('ready');
        const { text, symbology, aim } = one.fields;
        teller.tell({
          text: String(text),
          symbology: typeof symbology === 'string' ? symbology : null,
          aim: typeof aim === 'string' ? aim : null,
        });
        continue;
      }
      if (one.kind === 'refused') log.warn('scan refused', { reason: one.reason, bytes: one.length });
      garbage += one.length;
      if (garbage >= GARBAGE_BYTES) line.enter('degraded', 'line.garbage');
    }
  };
  return {
    async begin() {
      // Honeywell scanners stay keyboards until they are told (WebHID users' reports; cameras-and-signals.md section 3).
      if (isHidTransport(line.transport) && line.transport.url.startsWith('hid://0c2e')) {
        await line.transport.featureOut(honeywellHidMode).catch((error: unknown) => {
          log.info('scanner takes no mode report', { error: String(error) });
        });
      }
      line.enter('ready');
    },
    received(bytes) {
      take(framer.push(bytes));
      // The last report of a scan: nothing more belongs to it.
      if (bytes[0] === DATA_REPORT && ((bytes.at(-1) ?? 1) & 1) === 0) take(framer.idle());
    },
    silent: () => take(framer.idle()),
    end() {},
    request(action, input) {
      if (action !== 'typed') {
        return Promise.reject(new DeviceError('device.unsupported', `a scanner knows no ${action}`));
      }
      return Promise.resolve().then(() => {
        const scanned = readTyped(input);
        teller.tell(scanned);
        return scanned;
      });
    },
  };
}
