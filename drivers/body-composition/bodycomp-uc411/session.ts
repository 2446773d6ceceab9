import type { LineSession } from '../../line-device.ts';
import { type CompositionSessionOptions, createCompositionSession } from '../composition-session.ts';
import { confirmations } from './commands.ts';
import { createUc411Framer } from './frame.ts';

/**
 * The Bluetooth models keep a measurement until the host has said that it came; a packet that cannot be read is asked
 * for again. The wired models send lines and expect nothing.
 */
export function createUc411Session(options: CompositionSessionOptions): LineSession {
  const { line: wire, log } = options;
  return createCompositionSession(options, {
    framer: createUc411Framer(),
    take(line, hear) {
      hear(line);
      const header = 'header' in line ? line.header : undefined;
      if (header === undefined) return;
      const words = line.kind === 'refused' ? confirmations.again : confirmations.received;
      // A lost line tells itself; there is nothing to confirm any more.
      wire.write(words).catch(() => log.debug('not confirmed'));
      const { serial, firmware } = header;
      if (serial !== '') wire.emit({ kind: 'identity', identity: { serial, firmware: String(firmware) } });
    },
  });
}
