import { DeviceError } from '../../errors.ts';
import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import {
  playSimulator,
  type SimulatedDevice,
  type SimulatorStage,
  type SimulatorStep,
} from '../../simulator/simulator-stage.ts';
import { handheldLine } from './commands.ts';

/** Steps: `{"scan":"<EPC>","tid","rssi","prefix","suffix","separator"}`, `{"barcode":"6901234567892"}`. */
export function attachHandheldSimulator(
  options: Parameters<DriverModule['attachSimulator']>[0],
): SimulatorSession {
  // The last two bytes are CR and LF, before them stands a digit.
  return playSimulator(options, simulated, { checkFromEnd: 3 });
}

const simulated: SimulatedDevice = {
  step(step: SimulatorStep, stage: SimulatorStage) {
    const { scan, barcode, tid, rssi } = step;
    if (scan === undefined && barcode === undefined) return undefined;
    const line = handheldLine(
      {
        ...(scan === undefined ? {} : { epc: text(scan) }),
        ...(tid === undefined ? {} : { tid: text(tid) }),
        ...(typeof rssi === 'number' ? { rssi } : {}),
        ...(barcode === undefined ? {} : { barcode: text(barcode) }),
      },
      {
        ...(step['prefix'] === undefined ? {} : { prefix: text(step['prefix']) }),
        ...(step['suffix'] === undefined ? {} : { suffix: text(step['suffix']) }),
        ...(step['separator'] === undefined ? {} : { separator: text(step['separator']) }),
      },
    );
    return () => stage.send(line, { did: scan === undefined ? 'barcode' : 'scan' });
  },
};

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new DeviceError('input.invalid', 'a step of the handheld takes text');
}
