/** Third program of the guest: runs the suites whose names hold the word asked for, and tells every check as it ends. */
import { cameraSuite } from './checks/camera.ts';
import { healthDeviceSuite } from './checks/health-device.ts';
import { lockBoardSuite } from './checks/lock-board.ts';
import { omronSuite } from './checks/omron.ts';
import { printerSuite } from './checks/printer.ts';
import { scaleSuite } from './checks/scale.ts';
import { scannerSuite } from './checks/scanner.ts';
import { runSuite, tell } from './suite.ts';

const suites = [
  scaleSuite,
  scannerSuite,
  omronSuite,
  printerSuite,
  healthDeviceSuite,
  lockBoardSuite,
  cameraSuite,
];
const wanted = (process.env['LAB_FILTER'] ?? '').toLowerCase();

tell({ kind: 'note', text: `Node ${process.version} up after ${(performance.now() / 1000).toFixed(1)} s` });
for (const each of suites) {
  if (each.name.toLowerCase().includes(wanted)) await runSuite(each);
}
tell({ kind: 'end', ms: Math.round(performance.now()) });
// A thread may still sit in a read of the kernel's device side.
process.exit(0);
