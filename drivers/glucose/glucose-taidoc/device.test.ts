import { describeMeter } from '../meter-scenarios.testing.ts';
import { driver } from './index.ts';

describeMeter('glucose-taidoc', driver, {
  unit: 'mg/dL',
  identity: { model: 'TD-4277', serialNumber: '0000427726000001' },
  canSetClock: true,
});
