import type { SimulatorSession } from '../../manifest.ts';
import { encodeHeader } from '../../measurement/a-and-d-packet.ts';
import { wallTimeOf } from '../../measurement/wall-time.ts';
import { finiteNumber, playSimulator, type SimulatorOptions } from '../../simulator/simulator-stage.ts';
import { measureStep, type SimulatedComposition } from '../composition-script.ts';

/** Device type in the header of a UC-411PBT-C. */
const UC_411 = 407;

const fixed = (value: number, whole: number, decimals: number): string =>
  value.toFixed(decimals).padStart(whole + (decimals === 0 ? 0 : decimals + 1), '0');

/** The eight lines of one measurement. */
export function measuredLines(measured: SimulatedComposition): string {
  return [
    `ST,+${fixed(measured.weight, 3, 2)}kg`,
    `RT,${fixed(measured.impedance, 4, 1)}O`,
    `FT,${fixed(measured.fat, 2, 1)}%`,
    `HT,+${fixed(measured.height * 10, 4, 0)}mm`,
    `BT,${fixed(measured.bmr, 5, 0)}kc`,
    `MT,${fixed(measured.muscle, 3, 1)}kg`,
    `WT,${fixed(measured.water, 3, 1)}kg`,
    `ID,${measured.person.padStart(2, '0')}`,
  ]
    .map((line) => `${line}\r\n`)
    .join('');
}

/**
 * Steps of its own: `measure` (see `composition-script.ts`); `{"weight":70.1,"stable":false}` for a weight alone;
 * `{"bluetooth":true}` = from now on in the packets of the Bluetooth model, `{"again":true}` the last one once more,
 * `"minutesAgo":30` beside `measure` for one out of its memory. The lines have no check: `wrongChecksum` breaks the
 * comma of the last one.
 */
export function attachUc411Simulator(options: SimulatorOptions): SimulatorSession {
  const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
  let isBluetooth = false;
  let last = new Uint8Array(0);
  const wrapped = (text: string, at: string): Uint8Array => {
    const data = bytesOf(text);
    if (!isBluetooth) return data;
    const header = encodeHeader({ dataLength: data.length, deviceType: UC_411, at, serial: 'SIM0000411' });
    return Uint8Array.from([...header, ...data]);
  };
  return playSimulator(
    options,
    {
      step(step, stage) {
        const { weight, stable, bluetooth, again } = step;
        if (bluetooth === true) {
          return () => {
            isBluetooth = true;
            return Promise.resolve();
          };
        }
        if (again === true) return () => stage.send(last, { did: 'again' });
        const now = (): string => wallTimeOf(stage.clock.now() - minutesAgo * 60_000);
        const minutesAgo = finiteNumber(step, 'minutesAgo', 0);
        const measured = measureStep(step);
        if (typeof weight !== 'number' && measured === undefined) return undefined;
        const tag = stable === false ? 'US' : 'ST';
        const alone = typeof weight === 'number' ? `${tag},+${fixed(weight, 3, 2)}kg\r\n` : '';
        const text = measured === undefined ? alone : measuredLines(measured);
        return () => {
          last = Uint8Array.from(wrapped(text, now()));
          return stage.send(last, { did: measured === undefined ? 'weight' : 'measure' });
        };
      },
      received(bytes, stage) {
        const text = Buffer.from(bytes).toString('latin1');
        if (text.startsWith('PWA')) stage.report({ did: 'confirmed', by: text });
      },
    },
    { checkFromEnd: 5 },
  );
}
