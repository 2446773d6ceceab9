import { describePushMonitor, describeRubbish } from '../push-scenarios.testing.ts';
import { driver } from './index.ts';

describePushMonitor('HBP-9020', driver);
describeRubbish('HBP-9020', driver);
