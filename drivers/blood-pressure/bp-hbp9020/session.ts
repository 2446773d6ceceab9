import type { DecodedContent } from '../../decoded.ts';
import type { PushProtocol } from '../push-session.ts';
import { createHbp9020Framer } from './frame.ts';

const CARRIAGE_RETURN = 0x0d;

/** The unit sends a line after each measurement and hears nothing. */
export const hbp9020Protocol: PushProtocol<DecodedContent> = {
  createFramer: createHbp9020Framer,
  // A CR may be the whole line end or half of it.
  mayBeComplete: (bytes) => bytes.at(-1) === CARRIAGE_RETURN,
};
