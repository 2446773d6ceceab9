import type { Decoded } from '../../decoded.ts';
import type { PaperMachine } from '../paper-machine.ts';
import { createPrinterSimulator, type SimulatedLanguage } from '../printer-simulator.ts';
import { createTsplFramer } from './frame.ts';

/** A TSPL printer: obeys `PRINT`, answers `ESC ! ?`, `ESC ! S` and `~!T`. */
export const simulatedTspl: SimulatedLanguage = {
  connect(machine, answer) {
    const framer = createTsplFramer();
    const obey = (line: Decoded): void => {
      if (line.kind !== 'frame') return;
      const { command, parameters } = line.fields;
      if (line.type === 'command' && command === 'ESC ! ?') answer(Uint8Array.of(statusByte(machine)));
      if (line.type === 'command' && command === 'ESC ! S') answer(extendedStatus(machine));
      if (line.type === 'command' && command === '~!T')
        answer(Buffer.from('STATION-VIRTUAL T\r\n', 'latin1'));
      if (line.type === 'job' && command === 'PRINT')
        machine.print({ language: 'tspl' }, copiesOf(parameters));
    };
    return { received: (bytes) => framer.push(bytes).forEach(obey) };
  },
};

export const attachTsplSimulator = createPrinterSimulator(simulatedTspl);

function statusByte({ trouble, left }: PaperMachine): number {
  const blocked = trouble.headOpen || trouble.paperOut || trouble.paused;
  return (
    (trouble.headOpen ? 0x01 : 0) |
    (trouble.paperOut ? 0x04 : 0) |
    (trouble.paused ? 0x10 : 0) |
    (left > 0 && !blocked ? 0x20 : 0)
  );
}

function extendedStatus({ trouble, left }: PaperMachine): Uint8Array {
  const message = trouble.paused ? 0x60 : left > 0 ? 0x50 : 0x40;
  const media = 0x40 | (trouble.paperOut ? 0x01 : 0) | (trouble.headOpen ? 0x20 : 0);
  return Uint8Array.of(0x02, message, 0x40 | (trouble.nearEnd ? 1 : 0), 0x40, media, 0x03, 0x0d, 0x0a);
}

/** `PRINT sets,copies`. */
function copiesOf(parameters: unknown): number {
  const [sets = 1, copies = 1] = String(parameters).split(',').map(Number);
  return Math.max(1, sets * copies);
}
