import { describeFaults } from '../../testing/instrument-faults.ts';
import { driver } from './index.ts';

describeFaults('phd-11073', driver, {
  first: [{ associate: true }],
  one: [{ measure: { systolic: 119, diastolic: 77, map: 91, pulse: 71 } }],
  other: [{ measure: { systolic: 138, diastolic: 88, map: 105, pulse: 71 } }],
  isOther: ({ systolic }) => systolic === 138,
  waitMs: 10_000,
  // APDUs have lengths and no check.
  faults: ['silence', 'garbage', 'half'],
});
