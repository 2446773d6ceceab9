import { DeviceError } from '../errors.ts';
import { fromHex } from '../framing/hexadecimal.ts';
import type { DriverModule, SimulatorSession } from '../manifest.ts';
import { createSeededRandom } from '../transport/seeded-random.ts';

export type SimulatorOptions = Parameters<DriverModule['attachSimulator']>[0];
export type SimulatorStep = Readonly<Record<string, unknown>>;

/** How the next frame goes wrong. `late` comes after `lateMs`; `half` stops in the middle; `wrongChecksum` flips its last byte. */
export type Misbehaviour = 'silence' | 'garbage' | 'half' | 'wrongChecksum' | 'late';
const misbehaviours: readonly Misbehaviour[] = ['silence', 'garbage', 'half', 'wrongChecksum', 'late'];

/** What a simulator of one device brings: its own steps and its answers. */
export interface SimulatedDevice {
  /**
   * Reads one step of its own; `undefined` = not one of its steps. Called for all steps before anything is sent.
   *
   * @throws DeviceError `input.invalid`
   */
  step(step: SimulatorStep, stage: SimulatorStage): (() => Promise<void>) | undefined;
  /** Bytes from the host. */
  received?(bytes: Uint8Array, stage: SimulatorStage): void;
  /** The line is gone. */
  ended?(): void;
}

export interface SimulatorStage {
  /** Sends a frame, with the misbehaviour that the script has asked for, if any. `what` goes to the report. */
  send(frame: Uint8Array, what: Readonly<Record<string, unknown>>): Promise<void>;
  report(what: Readonly<Record<string, unknown>>): void;
  readonly clock: SimulatorOptions['clock'];
}

const DEFAULT_PAUSE_MS = 1000;
const GARBAGE_BYTES = 24;
/** Where in a frame its check stands: last byte unless the device ends frames with more. */
export interface StageForm {
  /** Index from the end of the byte that `wrongChecksum` flips; default 1 = last. */
  readonly checkFromEnd?: number;
}

/**
 * Plays the part of a device on a line: runs the script once in order, answers the host in between, and misbehaves on
 * demand. Steps that every simulator knows, each with optional `afterMs` (default 1000):
 *
 * - `{"raw":"00FF7F"}` bytes as they are · `{"hangUp":true}` unplugged
 * - `{"misbehave":"silence"|"garbage"|"half"|"wrongChecksum"|"late","times":1,"lateMs":3000}` for the next frames sent
 *
 * @throws DeviceError `input.invalid` for a step that nobody knows, before anything is sent
 */
export function playSimulator(
  options: SimulatorOptions,
  device: SimulatedDevice,
  form: StageForm = {},
): SimulatorSession {
  const { clock, transport, report } = options;
  const faults: { kind: Misbehaviour; lateMs: number }[] = [];
  const random = createSeededRandom(options.script.length + 1);
  const timers = new Set<() => void>();
  let stopped = false;

  const write = async (bytes: Uint8Array): Promise<void> => {
    if (!stopped) await transport.write(bytes);
  };
  const stage: SimulatorStage = {
    clock,
    report,
    async send(frame, what) {
      const fault = faults.shift();
      report(fault === undefined ? what : { ...what, misbehaved: fault.kind });
      switch (fault?.kind) {
        case undefined:
          return write(frame);
        case 'silence':
          return;
        case 'garbage':
          return write(Uint8Array.from({ length: GARBAGE_BYTES }, () => Math.floor(random() * 256)));
        case 'half':
          return write(frame.subarray(0, Math.max(1, frame.length >> 1)));
        case 'wrongChecksum': {
          const broken = Uint8Array.from(frame);
          const at = broken.length - (form.checkFromEnd ?? 1);
          broken[at] = (broken[at] ?? 0) ^ 0x01;
          return write(broken);
        }
        case 'late': {
          const cancel = clock.after(fault.lateMs, () => {
            timers.delete(cancel);
            void write(frame).catch(() => {});
          });
          timers.add(cancel);
        }
      }
    },
  };

  const read = (step: SimulatorStep): { readonly waitMs: number; readonly run: () => Promise<void> } => ({
    waitMs: wholeNumber(step, 'afterMs', DEFAULT_PAUSE_MS),
    run: device.step(step, stage) ?? commonStep(step, options, faults),
  });
  const actions = options.script.map(read);
  let cancelNext = (): void => {};
  let resting = true;
  const next = (): void => {
    const action = actions.shift();
    resting = action === undefined;
    if (stopped || action === undefined) return;
    cancelNext = clock.after(action.waitMs, () => {
      action.run().then(next, (error: unknown) => {
        resting = true;
        report({ did: 'stopped', code: error instanceof DeviceError ? error.code : 'unknown' });
      });
    });
  };
  const stop = (): void => {
    if (stopped) return;
    stopped = true;
    cancelNext();
    for (const cancel of timers) cancel();
    device.ended?.();
  };
  transport.onBytes((bytes) => {
    if (!stopped) device.received?.(bytes, stage);
  });
  transport.onClose(stop);
  next();
  return {
    stop,
    perform(steps) {
      // All are read before the first is played, as with a script.
      actions.push(...steps.map(read));
      if (resting) next();
    },
  };
}

function commonStep(
  step: SimulatorStep,
  { transport, report }: SimulatorOptions,
  faults: { kind: Misbehaviour; lateMs: number }[],
): () => Promise<void> {
  const { raw, hangUp, misbehave } = step;
  if (typeof raw === 'string') {
    const bytes = fromHex(raw);
    if (bytes === undefined) throw new DeviceError('input.invalid', 'raw is hexadecimal');
    return async () => {
      await transport.write(bytes);
      report({ did: 'raw', bytes: bytes.length });
    };
  }
  if (hangUp === true) {
    return async () => {
      report({ did: 'hangUp' });
      await transport.close();
    };
  }
  const kind = misbehaviours.find((known) => known === misbehave);
  if (kind !== undefined) {
    const fault = { kind, lateMs: wholeNumber(step, 'lateMs', 3000) };
    const times = wholeNumber(step, 'times', 1);
    return () => {
      for (let count = 0; count < times; count += 1) faults.push(fault);
      report({ did: 'misbehave', kind, times });
      return Promise.resolve();
    };
  }
  throw new DeviceError('input.invalid', `unknown step of a simulator: ${JSON.stringify(step)}`);
}

/** @throws DeviceError `input.invalid` unless the step's field is a whole number up to an hour of milliseconds */
export function wholeNumber(step: SimulatorStep, name: string, fallback: number): number {
  const value = step[name] ?? fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 3_600_000) {
    throw new DeviceError('input.invalid', `${name} is a whole number of at most 3600000`);
  }
  return value;
}

/** @throws DeviceError `input.invalid` unless the step's field is a finite number */
export function finiteNumber(step: SimulatorStep, name: string, fallback: number): number {
  const value = step[name] ?? fallback;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new DeviceError('input.invalid', `${name} is a number`);
}
