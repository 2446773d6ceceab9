import type { SimulatorSession } from '../../manifest.ts';
import type { SimulatorOptions } from '../../simulator/simulator-stage.ts';
import { playPushSimulator, threeCharacters } from '../push-simulator.ts';

/** Sends mode 5. A line has no check: `wrongChecksum` breaks the comma before the last digit. */
export function attachHbp9020Simulator(options: SimulatorOptions): SimulatorSession {
  return playPushSimulator(options, {
    form: { checkFromEnd: 4 },
    encode(pressure, now) {
      const { error } = pressure;
      const [day = '', time = ''] = now.split('T');
      const fields = [
        'bp',
        pressure.person.slice(0, 20).padStart(20, '0'),
        day.replaceAll('-', '/'),
        time.slice(0, 5),
        ...[pressure.systolic, pressure.map, pressure.diastolic, pressure.pulse].map((value) =>
          threeCharacters(value, error),
        ),
        (error ?? '0').slice(-1),
      ];
      return Uint8Array.from(Buffer.from(`${fields.join(',')}\r\n`, 'latin1'));
    },
  });
}
