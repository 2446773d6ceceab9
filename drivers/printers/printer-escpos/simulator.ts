import type { Decoded } from '../../decoded.ts';
import type { PaperMachine } from '../paper-machine.ts';
import { createPrinterSimulator, type SimulatedLanguage } from '../printer-simulator.ts';
import { createEscposDecoder } from './frame.ts';

/** A receipt printer: text and pictures come out when the paper is cut or asked about, `GS r` is answered in turn. */
export const simulatedEscpos: SimulatedLanguage = {
  connect(machine, answer) {
    const decoder = createEscposDecoder();
    let content: string[] = [];
    let pieces = 0;
    const flush = (cut: boolean, done?: () => void): void => {
      if (pieces === 0) {
        done?.();
        return;
      }
      machine.print({ language: 'escpos', text: content.join('\n'), cut }, 1, done);
      content = [];
      pieces = 0;
    };
    const obey = (line: Decoded): void => {
      if (line.kind !== 'frame') return;
      const { name, parameters, text } = line.fields;
      const n = Array.isArray(parameters) ? Number(parameters[0]) : 0;
      if (line.type === 'text' || line.type === 'job') pieces += 1;
      if (line.type === 'text') content.push(String(text));
      if (name === 'cut') flush(true);
      if (name === 'drawer') machine.print({ language: 'escpos', drawer: true }, 1);
      if (name === 'realtimeStatus') answer(Uint8Array.of(realtimeByte(machine, n)));
      if (name === 'informationRequest') answer(Buffer.from('_STATION-VIRTUAL E\0', 'latin1'));
      if (name === 'statusRequest')
        inTurn(machine, flush, () => answer(Uint8Array.of(machine.trouble.nearEnd ? 3 : 0)));
    };
    return {
      received(bytes) {
        for (const line of decoder.push(bytes)) obey(line);
      },
    };
  },
};

export const attachEscposSimulator = createPrinterSimulator(simulatedEscpos);

/** Behind everything that is still to be printed, a cut piece of this job included. */
function inTurn(
  machine: PaperMachine,
  flush: (cut: boolean, done?: () => void) => void,
  answer: () => void,
): void {
  flush(false, () => {
    if (machine.left === 0) answer();
    else machine.print({ language: 'escpos', turn: true }, 1, answer);
  });
}

function realtimeByte({ trouble }: PaperMachine, n: number): number {
  const offline = trouble.paperOut || trouble.headOpen;
  switch (n) {
    case 1:
      return 0x12 | (offline ? 0x08 : 0);
    case 2:
      return 0x12 | (trouble.headOpen ? 0x04 : 0) | (trouble.paperOut ? 0x20 : 0);
    case 4:
      return 0x12 | (trouble.nearEnd ? 0x0c : 0) | (trouble.paperOut ? 0x60 : 0);
    default:
      return 0x12;
  }
}
