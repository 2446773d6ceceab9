import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import { attachLineScaleSimulator } from '../line-scale-simulator.ts';

/** Steps: `{"line":"+00083.20 G S"}` and the common ones; questions of SBI, SICS and Ohaus get the line that was sent last. */
export function attachKernSimulator(
  options: Parameters<DriverModule['attachSimulator']>[0],
): SimulatorSession {
  return attachLineScaleSimulator(options, { '\x1bP': '', SI: '', IP: '', w: '' });
}
