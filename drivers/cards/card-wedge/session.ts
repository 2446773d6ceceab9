import type { CardReaderSession } from '../card-reader-device.ts';
import { createCardWedgeFramer, holdsEndKey, REPORT_BYTES } from './frame.ts';
import type { CardWedgeSettings } from './settings.ts';

/** One connection's worth of reports. Some readers send no release behind the end key: silence decides. */
export function createCardWedgeSession(settings: CardWedgeSettings): CardReaderSession {
  return {
    framer: createCardWedgeFramer(settings),
    mayBeComplete: (bytes) => bytes.length >= REPORT_BYTES && holdsEndKey(bytes),
  };
}
