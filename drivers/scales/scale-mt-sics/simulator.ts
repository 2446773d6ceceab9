import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import {
  finiteNumber,
  playSimulator,
  type SimulatorStage,
  wholeNumber,
} from '../../simulator/simulator-stage.ts';

/** Milliseconds a command that waits for rest takes when the pan is at rest. */
const REST_MS = 300;

/**
 * A balance. Steps beside the common ones: `{"load":12.345,"moving":true}` puts a load on the pan (grams; it comes to rest with
 * the next step that says `"moving":false`), `{"overload":true}`, `{"key":"S"}` sends a value unasked.
 */
export function attachMtSicsSimulator(
  options: Parameters<DriverModule['attachSimulator']>[0],
): SimulatorSession {
  const balance = { load: 0, tare: 0, zero: 0, moving: false, overload: false, decimals: 4 };
  let received = '';
  const value = (grams: number): string => `${grams.toFixed(balance.decimals).padStart(10)} g`;
  const net = (): number => balance.load - balance.zero - balance.tare;
  const say = (stage: SimulatorStage, text: string): void => {
    void stage.send(Buffer.from(`${text}\r\n`, 'latin1'), { did: 'answer', text }).catch(() => {});
  };
  /** `I` when the pan does not come to rest, `+` over the range. */
  const atRest = (stage: SimulatorStage, command: string, done: () => string): void => {
    if (balance.overload) return say(stage, `${command} +`);
    stage.clock.after(REST_MS, () => say(stage, balance.moving ? `${command} I` : done()));
  };

  const obey = (line: string, stage: SimulatorStage): void => {
    stage.report({ did: 'heard', command: line });
    switch (line) {
      case '@':
        return say(stage, 'I4 A "SIM0000001"');
      case 'I2':
        return say(stage, 'I2 A "STATION-VIRTUAL 220.0000 g"');
      case 'I4':
        return say(stage, 'I4 A "SIM0000001"');
      case 'SI':
        return say(stage, balance.overload ? 'S +' : `S ${balance.moving ? 'D' : 'S'} ${value(net())}`);
      case 'S':
        return atRest(stage, 'S', () => `S S ${value(net())}`);
      case 'Z':
        return atRest(stage, 'Z', () => {
          balance.zero = balance.load;
          balance.tare = 0;
          return 'Z A';
        });
      case 'T':
        return atRest(stage, 'T', () => {
          balance.tare = balance.load - balance.zero;
          return `T S ${value(balance.tare)}`;
        });
      case 'TAC':
        balance.tare = 0;
        return say(stage, 'TAC A');
      default:
        return say(stage, 'ES');
    }
  };

  return playSimulator(
    options,
    {
      step(step, stage) {
        if (step['key'] === 'S') {
          return () => {
            say(stage, `S S ${value(net())}`);
            return Promise.resolve();
          };
        }
        if (step['load'] === undefined && step['moving'] === undefined && step['overload'] === undefined) {
          return undefined;
        }
        const load = step['load'] === undefined ? undefined : finiteNumber(step, 'load', 0);
        const decimals = wholeNumber(step, 'decimals', balance.decimals);
        return () => {
          if (load !== undefined) balance.load = load;
          balance.decimals = Math.min(decimals, 6);
          balance.moving = step['moving'] === true;
          balance.overload = step['overload'] === true;
          stage.report({ did: 'load', ...balance });
          return Promise.resolve();
        };
      },
      received(bytes, stage) {
        received += Buffer.from(bytes).toString('latin1');
        for (let end = received.indexOf('\n'); end >= 0; end = received.indexOf('\n')) {
          obey(received.slice(0, end).trim(), stage);
          received = received.slice(end + 1);
        }
        received = received.slice(-256);
      },
    },
    // The byte in front of CR LF.
    { checkFromEnd: 3 },
  );
}
