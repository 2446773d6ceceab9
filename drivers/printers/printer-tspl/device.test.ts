import { describePrinterDuties } from '../printer-duties.testing.ts';
import { driver } from './index.ts';
import { simulatedTspl } from './simulator.ts';

describePrinterDuties({ name: 'tspl', driver, simulated: simulatedTspl, commandSet: 'TSPL2' });
