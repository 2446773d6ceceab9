import type { DeviceEvent, RunningDevice } from '../../manifest.ts';
import { createManualClock, type ManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import { silentLog, type Transport } from '../../transport/transport.ts';
import { createRelayDevice } from './device.ts';
import type { DialectName } from './dialects.ts';
import { RelayBoard } from './relay-board.ts';
import { connectBoard } from './simulator.ts';

/** A gate's relay board: siren on 1, strobe on 2, door on 3, door contact and exit button on the inputs. */
export const GATE_SETTINGS: Readonly<Record<string, unknown>> = {
  unit: 7,
  dialect: 'waveshare-d',
  outputs: { siren: 1, strobe: 2, door: 3 },
  inputs: { doorContact: 1, exitButton: 2 },
  doorKind: 'maglock-fail-safe',
};

export interface Bench {
  readonly clock: ManualClock;
  readonly device: RunningDevice;
  readonly board: RelayBoard;
  readonly events: DeviceEvent[];
  /** Requests as the board saw them, in hex, without the polls. */
  readonly commands: string[];
  /** Cuts the line as a pulled plug would. */
  cut(): Promise<void>;
  /** Sends an action and remembers its outcome: the answer, or the error's code. */
  ask(action: string, input?: unknown): { outcome: unknown };
}

/** A device and a board on a line in memory, with a clock that stands still. */
export function createBench(settings: Readonly<Record<string, unknown>> = {}): Bench {
  const clock = createManualClock();
  const all = { ...GATE_SETTINGS, ...settings };
  const board = new RelayBoard({ clock, unit: Number(all['unit']), dialect: all['dialect'] as DialectName });
  const commands: string[] = [];
  board.onRequest((request) => {
    if ((request[1] ?? 0) > 4) commands.push(Buffer.from(request).toString('hex').toUpperCase());
  });
  let far: Transport | undefined;
  const device = createRelayDevice({
    factory: () => {
      const [near, end] = createMemoryPair({ clock });
      far = end;
      connectBoard(board, end);
      return near;
    },
    clock,
    log: silentLog,
    settings: all,
  });
  const events: DeviceEvent[] = [];
  device.onEvent((event) => events.push(event));
  return {
    clock,
    device,
    board,
    events,
    commands,
    async cut() {
      await far?.close();
    },
    ask(action, input) {
      const asked: { outcome: unknown } = { outcome: 'pending' };
      device.request(action, input).then(
        (answer) => {
          asked.outcome = answer;
        },
        (error: unknown) => {
          asked.outcome = error instanceof Error && 'code' in error ? error.code : error;
        },
      );
      return asked;
    },
  };
}

/** The same, connected and ready, with the start-up commands forgotten. */
export async function startBench(settings: Readonly<Record<string, unknown>> = {}): Promise<Bench> {
  const bench = createBench(settings);
  bench.device.start();
  await bench.clock.advance(1000);
  bench.commands.length = 0;
  return bench;
}
