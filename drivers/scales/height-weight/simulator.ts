import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import { attachLineScaleSimulator } from '../line-scale-simulator.ts';

/** Steps: `{"line":"W:065.5 H:172.3"}`, `{"line":"\u0002168.2,71.4,,,25.2","end":"\u0003"}` and the common ones. */
export function attachStandSimulator(
  options: Parameters<DriverModule['attachSimulator']>[0],
): SimulatorSession {
  return attachLineScaleSimulator(options);
}
