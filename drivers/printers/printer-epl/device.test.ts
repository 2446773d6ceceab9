import { describePrinterDuties } from '../printer-duties.testing.ts';
import { driver } from './index.ts';
import { simulatedEpl } from './simulator.ts';

describePrinterDuties({ name: 'epl', driver, simulated: simulatedEpl, commandSet: 'EPL' });
