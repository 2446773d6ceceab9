import { describeMeter } from '../meter-scenarios.testing.ts';
import { driver } from './index.ts';

for (const family of ['ultra-easy', 'verio-iq', 'ultra2']) {
  describeMeter(`glucose-onetouch ${family}`, driver, {
    unit: 'mg/dL',
    identity: { serialNumber: 'SIM0001XY', version: 'P02.00.00 30/08/06' },
    canSetClock: true,
    first: [{ family, afterMs: 0 }],
    settings: { family },
  });
}
