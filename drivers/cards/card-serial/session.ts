import type { CardReaderSession } from '../card-reader-device.ts';
import { createCardSerialFramer } from './frame.ts';
import type { CardSerialSettings } from './settings.ts';

const CARRIAGE_RETURN = 0x0d;

/** One connection's worth of line reading. A CR may be the whole line end or half of one: silence decides. */
export function createCardSerialSession(settings: CardSerialSettings): CardReaderSession {
  return {
    framer: createCardSerialFramer(settings),
    mayBeComplete: (bytes) => bytes.at(-1) === CARRIAGE_RETURN,
  };
}
