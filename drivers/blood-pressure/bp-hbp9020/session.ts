import type { DecodedContent } from '../../decoded.ts';
import type { PushProtocol } from '../push-session.ts';
import { createHbp9020Framer } from './frame.ts';

/** The unit sends a line after each measurement and hears nothing. */
export const hbp9020Protocol: PushProtocol<DecodedContent> = { createFramer: createHbp9020Framer };
