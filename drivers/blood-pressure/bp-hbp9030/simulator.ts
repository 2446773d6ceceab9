import type { SimulatorSession } from '../../manifest.ts';
import type { SimulatorOptions } from '../../simulator/simulator-stage.ts';
import { playPushSimulator, threeCharacters } from '../push-simulator.ts';

/** Sends format 5. A line has no check: `wrongChecksum` breaks the comma before the last digit. */
export function attachHbp9030Simulator(options: SimulatorOptions): SimulatorSession {
  return playPushSimulator(options, {
    form: { checkFromEnd: 4 },
    encode(pressure, now) {
      const { error } = pressure;
      const fields = [
        now.slice(0, 16).replaceAll(/[-T:]/g, ','),
        pressure.person.slice(0, 20).padEnd(20),
        (error ?? '0').slice(-1),
        threeCharacters(pressure.systolic, error),
        threeCharacters(pressure.diastolic, error),
        threeCharacters(pressure.pulse, error),
        pressure.movement ? '1' : '0',
      ];
      return Uint8Array.from(Buffer.from(`${fields.join(',')}\r\n`, 'latin1'));
    },
  });
}
