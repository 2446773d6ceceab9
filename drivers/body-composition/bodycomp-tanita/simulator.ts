import type { SimulatorSession } from '../../manifest.ts';
import { wallTimeOf } from '../../measurement/wall-time.ts';
import { finiteNumber, playSimulator, type SimulatorOptions } from '../../simulator/simulator-stage.ts';
import { measureStep, type SimulatedComposition } from '../composition-script.ts';
import { taggedLine } from './simulator-lines.ts';

export { taggedLine } from './simulator-lines.ts';

const SIXTEEN = 16;

/** @param at `YYYY-MM-DDTHH:MM:SS`; the scale writes the day first */
export function measuredLine(measured: SimulatedComposition, at: string): string {
  const [date = '', time = ''] = at.split('T');
  const one = (value: number): string => value.toFixed(1);
  const fatMass = (measured.weight * measured.fat) / 100;
  return taggedLine([
    ['MO', '"MC-780"'],
    ['SN', '"00000001"'],
    ['ID', `"${measured.person.padStart(SIXTEEN, '0')}"`],
    ['St', '0'],
    ['Da', `"${date.split('-').toReversed().join('/')}"`],
    ['TI', `"${time.slice(0, 5)}"`],
    ['Bt', '0'],
    ['GE', '1'],
    ['AG', '41'],
    ['Hm', one(measured.height)],
    ['Pt', '1.0'],
    ['Wk', one(measured.weight)],
    ['FW', one(measured.fat)],
    ['fW', one(fatMass)],
    ['MW', one(measured.weight - fatMass)],
    ['mW', one(measured.muscle)],
    ['bW', one(measured.bone)],
    ['wW', one(measured.water)],
    ['MI', one(measured.weight / (measured.height / 100) ** 2)],
    ['rB', String(Math.round(measured.bmr))],
    ['ZF', one(measured.impedance)],
  ]);
}

/** Steps of its own: `measure` (see `composition-script.ts`), with `"minutesAgo":30` for a result out of its memory; `{"again":true}`. */
export function attachTanitaSimulator(options: SimulatorOptions): SimulatorSession {
  let last = new Uint8Array(0);
  return playSimulator(options, {
    step(step, stage) {
      if (step['again'] === true) return () => stage.send(last, { did: 'again' });
      const measured = measureStep(step);
      if (measured === undefined) return undefined;
      const minutesAgo = finiteNumber(step, 'minutesAgo', 0);
      return () => {
        const at = wallTimeOf(stage.clock.now() - minutesAgo * 60_000);
        last = Uint8Array.from(Buffer.from(measuredLine(measured, at), 'latin1'));
        return stage.send(last, { did: 'measure', weight: measured.weight });
      };
    },
  });
}
