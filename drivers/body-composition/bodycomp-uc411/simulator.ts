import type { SimulatorSession } from '../../manifest.ts';
import { playSimulator, type SimulatorOptions } from '../../simulator/simulator-stage.ts';
import { measureStep, type SimulatedComposition } from '../composition-script.ts';

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

/** Steps of its own: `measure` (see `composition-script.ts`); `{"weight":70.1,"stable":false}` for a weight alone. */
export function attachUc411Simulator(options: SimulatorOptions): SimulatorSession {
  const bytesOf = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
  return playSimulator(options, {
    step(step, stage) {
      const { weight, stable } = step;
      if (typeof weight === 'number') {
        const tag = stable === false ? 'US' : 'ST';
        return () => stage.send(bytesOf(`${tag},+${fixed(weight, 3, 2)}kg\r\n`), { did: 'weight', weight });
      }
      const measured = measureStep(step);
      if (measured === undefined) return undefined;
      return () => stage.send(bytesOf(measuredLines(measured)), { did: 'measure', weight: measured.weight });
    },
  });
}
