import { DeviceError } from '../../errors.ts';
import type { SimulatorSession } from '../../manifest.ts';
import type { Clock, Transport } from '../../transport/transport.ts';
import type { DialectName } from './dialects.ts';
import { type BoardFault, RelayBoard } from './relay-board.ts';

export interface RelaySimulatorOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Steps as the README lists them. */
  readonly script: readonly Readonly<Record<string, unknown>>[];
  readonly report: (what: Readonly<Record<string, unknown>>) => void;
}

const DIALECTS: readonly DialectName[] = ['waveshare', 'waveshare-d', 'lctech', 'plain'];
const FAULTS: readonly BoardFault[] = ['silent', 'answer-lost', 'noise', 'wrong-crc', 'late', 'exception'];

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

/** Puts a board on a line: what comes in is obeyed, what it answers is written. */
export function connectBoard(board: RelayBoard, transport: Transport): void {
  transport.onBytes((bytes) => board.receive(bytes));
  board.onAnswer((bytes) => {
    // The other end may have hung up meanwhile; a board does not notice that either.
    transport.write(bytes).catch(() => {});
  });
}

/**
 * A relay board on an opened line, driven by a script.
 *
 * @throws DeviceError `input.invalid` for a step that is none.
 */
export function attachRelaySimulator(options: RelaySimulatorOptions): SimulatorSession {
  const { transport, clock, script, report } = options;
  const board = boardOf(script[0]?.['board'], clock);
  const plans = script.filter((step) => step['board'] === undefined).map((step) => plan(step, board));
  connectBoard(board, transport);
  board.onRequest((request) => report({ request: hex(request) }));
  board.onChange((change) => report({ ...change }));
  const cancels = plans.map(({ afterMs, act }) => clock.after(afterMs, act));
  return {
    stop() {
      for (const cancel of cancels) cancel();
      board.stop();
    },
  };
}

function boardOf(raw: unknown, clock: Clock): RelayBoard {
  const given: Readonly<Record<string, unknown>> = typeof raw === 'object' && raw !== null ? { ...raw } : {};
  const dialect = DIALECTS.find((name) => name === (given['dialect'] ?? 'waveshare-d'));
  if (dialect === undefined) throw invalid('board.dialect');
  const number = (key: string): number | undefined => {
    const value = given[key];
    if (value !== undefined && !(typeof value === 'number' && value >= 0)) throw invalid(`board.${key}`);
    return value;
  };
  const [unit, channels, inputs, answerDelayMs] = ['unit', 'channels', 'inputs', 'answerDelayMs'].map(number);
  return new RelayBoard({
    clock,
    dialect,
    ...(unit === undefined ? {} : { unit }),
    ...(channels === undefined ? {} : { channels }),
    ...(inputs === undefined ? {} : { inputs }),
    ...(answerDelayMs === undefined ? {} : { answerDelayMs }),
  });
}

function plan(
  step: Readonly<Record<string, unknown>>,
  board: RelayBoard,
): { afterMs: number; act: () => void } {
  const afterMs = typeof step['afterMs'] === 'number' ? step['afterMs'] : 0;
  const { input, closed, fault, times } = step;
  if (typeof input === 'number' && typeof closed === 'boolean') {
    return { afterMs, act: () => board.setInput(input, closed) };
  }
  if (step['losePower'] === true) return { afterMs, act: () => board.losePower() };
  if (fault === 'none') return { afterMs, act: () => board.misbehave(undefined) };
  const known = FAULTS.find((name) => name === fault);
  if (known === undefined) throw invalid(JSON.stringify(step));
  return { afterMs, act: () => board.misbehave(known, typeof times === 'number' ? times : undefined) };
}

function invalid(what: string): DeviceError {
  return new DeviceError('input.invalid', `simulator script: ${what} is not understood`, {
    detail: { what },
  });
}
