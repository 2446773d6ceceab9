import type { SimulatorSession } from '../../manifest.ts';
import { wallTimeOf } from '../../measurement/wall-time.ts';
import { finiteNumber, playSimulator, type SimulatorOptions } from '../../simulator/simulator-stage.ts';
import { measureStep, type SimulatedComposition } from '../composition-script.ts';
import { PC_MODE, READ_BACK } from './commands.ts';
import { taggedLine } from './simulator-lines.ts';

export { taggedLine } from './simulator-lines.ts';

const SIXTEEN = 16;

/** What the host has entered in PC mode, value by command: `D3` → `175.4`. */
type Entered = ReadonlyMap<string, string>;

/**
 * @param at `YYYY-MM-DDTHH:MM:SS`; the scale writes the day first
 * @param entered in PC mode, in place of what was keyed in at the scale
 */
export function measuredLine(usual: SimulatedComposition, at: string, entered: Entered = new Map()): string {
  const measured = {
    ...usual,
    person: entered.get('D5') ?? usual.person,
    height: Number(entered.get('D3') ?? usual.height),
  };
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
    ['Bt', entered.get('D2') ?? '0'],
    ['GE', entered.get('D1') ?? '1'],
    ['AG', String(Number(entered.get('D4') ?? 41))],
    ['Hm', one(measured.height)],
    ['Pt', one(Number(entered.get('D0') ?? 1))],
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

/**
 * Steps of its own: `measure` (see `composition-script.ts`), with `"minutesAgo":30` for a result out of its memory;
 * `{"again":true}`. Knows the PC mode: what the host enters stands in the next result.
 */
export function attachTanitaSimulator(options: SimulatorOptions): SimulatorSession {
  const desk = new PcModeDesk();
  let last = new Uint8Array(0);
  return playSimulator(options, {
    step(step, stage) {
      if (step['again'] === true) return () => stage.send(last, { did: 'again' });
      const measured = measureStep(step);
      if (measured === undefined) return undefined;
      const minutesAgo = finiteNumber(step, 'minutesAgo', 0);
      return () => {
        const at = wallTimeOf(stage.clock.now() - minutesAgo * 60_000);
        last = Uint8Array.from(Buffer.from(measuredLine(measured, at, desk.entered), 'latin1'));
        return stage.send(last, { did: 'measure', weight: measured.weight });
      };
    },
    received(bytes, stage) {
      for (const { command, answer } of desk.hear(bytes)) {
        void stage.send(Buffer.from(`${answer}\r\n`, 'latin1'), { did: 'answer', command }).catch(() => {});
      }
    },
  });
}

/** Forms of the values that the PC mode takes. */
const VALUES: ReadonlyMap<string, RegExp> = new Map([
  ['D0', /^(?:0\d\.\d|10\.0)$/],
  ['D1', /^[12]$/],
  ['D2', /^[02]$/],
  ['D3', /^(?:09\d|1\d\d|2[0-4]\d)\.\d$/],
  ['D4', /^(?:0[5-9]|[1-9]\d)$/],
  ['D5', /^\d{10,16}$/],
  ['D6', /^(?:0[5-9]|[1-9]\d)$/],
]);

/** The scale's half of the PC mode. */
class PcModeDesk {
  readonly entered = new Map<string, string>();
  #isPcMode = false;
  #heard = '';

  hear(bytes: Uint8Array): { readonly command: string; readonly answer: string }[] {
    this.#heard += Buffer.from(bytes).toString('latin1');
    const lines = this.#heard.split('\r\n');
    this.#heard = (lines.pop() ?? '').slice(-64);
    return lines.map((command) => ({ command, answer: this.#answer(command) }));
  }

  #answer(command: string): string {
    if (command === PC_MODE) {
      this.#isPcMode = true;
      this.entered.clear();
      return PC_MODE;
    }
    if (!this.#isPcMode) return '!';
    if (command === READ_BACK) {
      return [...VALUES.keys()].map((code) => `${code}${this.entered.get(code) ?? '!'}`).join(',');
    }
    const code = command.slice(0, 2);
    const form = VALUES.get(code);
    if (form === undefined) return '!';
    if (!form.test(command.slice(2))) return `${code}!`;
    this.entered.set(code, command.slice(2));
    return code;
  }
}
