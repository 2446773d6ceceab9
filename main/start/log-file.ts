import { mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import pino, { type Logger } from 'pino';

const ROTATE_BYTES = 10 * 1024 * 1024;

/**
 * The station's structured log, one JSON object a line, in `logs/station.log` of the data folder; the file of before is
 * kept as `station.1.log`. Every process that logs has a file of its own name. Without a writable folder it goes to standard error: the start itself then says why.
 */
export function openLog(dataFolder: string, name = 'station'): Logger {
  const options = { base: null, timestamp: pino.stdTimeFunctions.isoTime };
  try {
    const file = path.join(dataFolder, 'logs', `${name}.log`);
    mkdirSync(path.dirname(file), { recursive: true });
    rotate(file);
    const destination = pino.destination({ dest: file, sync: true });
    // A full disk costs lines of the log and not the station, which lives on to store the last hand-over.
    destination.on('error', () => undefined);
    return pino(options, destination);
  } catch {
    return pino(options, pino.destination(2));
  }
}

function rotate(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > ROTATE_BYTES) renameSync(file, file.replace(/\.log$/, '.1.log'));
}
