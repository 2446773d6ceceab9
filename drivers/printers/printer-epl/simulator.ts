import type { Decoded } from '../../decoded.ts';
import type { PaperMachine } from '../paper-machine.ts';
import { createPrinterSimulator, type SimulatedLanguage } from '../printer-simulator.ts';
import { createEplFramer } from './frame.ts';

/** An EPL2 printer: obeys `Pn`, answers `^ee` and `UQ`. */
export const simulatedEpl: SimulatedLanguage = {
  connect(machine, answer) {
    const framer = createEplFramer();
    const obey = (line: Decoded): void => {
      if (line.kind !== 'frame') return;
      const { command, line: text } = line.fields;
      if (line.type === 'command' && command === '^ee')
        answer(Buffer.from(`${errorCode(machine)}\r\n`, 'latin1'));
      if (line.type === 'command' && command === 'UQ') answer(Buffer.from(configuration, 'latin1'));
      if (line.type === 'job' && command === 'P') machine.print({ language: 'epl' }, copiesOf(String(text)));
    };
    return { received: (bytes) => framer.push(bytes).forEach(obey) };
  },
};

export const attachEplSimulator = createPrinterSimulator(simulatedEpl);

const configuration = 'UKQ1935VIRTUAL   V4.29\r\nS/N: 00A000000001\r\nPage Mode\r\n';

function errorCode({ trouble, left }: PaperMachine): string {
  if (trouble.paperOut) return `07P${String(left).padStart(3, '0')}`;
  if (trouble.headOpen) return '11';
  if (trouble.paused) return '12';
  return left > 0 ? '50' : '00';
}

function copiesOf(line: string): number {
  const [sets = 1, copies = 1] = line.slice(1).split(',').map(Number);
  return Math.max(1, sets * copies);
}
