import type { OximeterProtocol } from '../oximeter-session.ts';
import { END_STORED, READ_STORED } from './commands.ts';
import { createCms50Framer } from './frame.ts';

/** The older CMS50 sends live packets all the time; nothing is asked of it but its stored session. */
export const cms50Protocol: OximeterProtocol = {
  createSource: createCms50Framer,
  // Sixty packets a second.
  silentAfterMs: 3000,
  memory: { start: READ_STORED, end: [END_STORED], pauseMs: 2000 },
};
