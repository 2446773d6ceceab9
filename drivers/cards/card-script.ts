import { DeviceError } from '../errors.ts';
import { fromHex } from '../framing/hexadecimal.ts';
import type { DriverModule, SimulatorSession } from '../manifest.ts';

/** `{"card":"9A3C51E7","preset":"stx-line","afterMs":500,"times":3,"everyMs":300}` */
export interface CardStep {
  readonly card: string;
  readonly preset: string | undefined;
  readonly encoding: string | undefined;
}

export interface CardReaderScript {
  readonly defaultPreset: string;
  /** Bytes the reader sends for one card; throws DeviceError `input.invalid`. */
  readonly encode: (step: CardStep, defaultPreset: string) => Uint8Array;
}

interface TimedAction {
  readonly waitMs: number;
  readonly run: () => Promise<void>;
}

const DEFAULT_PAUSE_MS = 1000;
const DEFAULT_REPEAT_MS = 300;

/**
 * Plays the script of a simulated card reader once, in order. Steps: `card` (with `preset`, `encoding`, `times`,
 * `everyMs`), `raw` (hex bytes, for noise and broken lines), `hangUp`. Each may have `afterMs` (default 1000).
 *
 * @throws DeviceError `input.invalid` for a step that is none of these, before anything is sent
 */
export function playCardScript(
  options: Parameters<DriverModule['attachSimulator']>[0],
  script: CardReaderScript,
): SimulatorSession {
  const { clock, transport, report } = options;
  const actions = options.script.flatMap((step) => readStep(step, options, script));
  let stopped = false;
  let cancel = (): void => {};

  const next = (index: number): void => {
    const action = actions[index];
    if (stopped || action === undefined) return;
    cancel = clock.after(action.waitMs, () => {
      action.run().then(
        () => next(index + 1),
        (error: unknown) =>
          report({ did: 'stopped', code: error instanceof DeviceError ? error.code : 'unknown' }),
      );
    });
  };
  const stop = (): void => {
    stopped = true;
    cancel();
  };
  transport.onClose(stop);
  next(0);
  return { stop };
}

function readStep(
  step: Readonly<Record<string, unknown>>,
  options: Parameters<DriverModule['attachSimulator']>[0],
  script: CardReaderScript,
): TimedAction[] {
  const { transport, report } = options;
  const waitMs = numberOf(step, 'afterMs', DEFAULT_PAUSE_MS);
  const { card, preset, encoding, raw, hangUp } = step;
  if (typeof card === 'string') {
    const wanted: CardStep = { card, preset: textOf(preset), encoding: textOf(encoding) };
    const bytes = script.encode(wanted, script.defaultPreset);
    const everyMs = numberOf(step, 'everyMs', DEFAULT_REPEAT_MS);
    const run = async (): Promise<void> => {
      await transport.write(bytes);
      report({ did: 'card', card, preset: wanted.preset ?? script.defaultPreset });
    };
    return Array.from({ length: numberOf(step, 'times', 1) }, (_, index) => ({
      waitMs: index === 0 ? waitMs : everyMs,
      run,
    }));
  }
  if (typeof raw === 'string') {
    const bytes = fromHex(raw);
    if (bytes === undefined) throw new DeviceError('input.invalid', 'raw is hexadecimal');
    const run = async (): Promise<void> => {
      await transport.write(bytes);
      report({ did: 'raw', bytes: bytes.length });
    };
    return [{ waitMs, run }];
  }
  if (hangUp === true) {
    const run = async (): Promise<void> => {
      report({ did: 'hangUp' });
      await transport.close();
    };
    return [{ waitMs, run }];
  }
  throw new DeviceError('input.invalid', `unknown step of a card reader: ${JSON.stringify(step)}`);
}

function numberOf(step: Readonly<Record<string, unknown>>, name: string, fallback: number): number {
  const value = step[name] ?? fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 3_600_000) {
    throw new DeviceError('input.invalid', `${name} is a whole number of at most an hour`);
  }
  return value;
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
