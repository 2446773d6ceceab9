import type { DriverModule, SimulatorSession } from '../../manifest.ts';
import { attachLineScaleSimulator } from '../line-scale-simulator.ts';

/** Steps: `{"line":"ST,+00012.34  g"}` and the common ones; `Q`, `S` and `SI` get the line that was sent last. */
export function attachTextScaleSimulator(
  options: Parameters<DriverModule['attachSimulator']>[0],
): SimulatorSession {
  return attachLineScaleSimulator(options, {
    Q: '',
    S: '',
    SI: '',
    R: 'ST,+00000.00  g',
    T: 'ST,+00000.00  g',
    '?TN': 'TN,STATION-VIRTUAL',
    '?SN': 'SN,SIM0000001',
  });
}
