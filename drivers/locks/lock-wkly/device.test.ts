import { describeLockDuties } from '../testing/lock-duties.ts';
import { driver } from './index.ts';

describeLockDuties('lock-wkly', driver, {
  board: 1,
  otherBoard: 2,
  openPrefix: '574B4C5909018205',
  canHold: true,
  releaseCode: '574B4C59090189',
});
