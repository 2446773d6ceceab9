import type { PacketContent } from '../../measurement/a-and-d-packet.ts';
import type { PushProtocol } from '../push-session.ts';
import { confirmationBytes } from './commands.ts';
import { createUa767Framer } from './frame.ts';

/**
 * The Bluetooth models keep a result until the host has said that it came; a packet that cannot be read is asked for
 * again. The wired models send ten digits and expect nothing.
 */
export const ua767Protocol: PushProtocol<PacketContent> = {
  createFramer: createUa767Framer,
  // Digits alone: a packet's end is known from its length.
  mayBeComplete: (bytes) => /^[\dA-F]+\r?$/i.test(Buffer.from(bytes).toString('latin1')),
  answer(line, { line: wire, log }) {
    if (!('header' in line) || line.header === undefined) return;
    const understood = line.kind !== 'refused';
    // A lost line tells itself; there is nothing to confirm any more.
    wire.write(confirmationBytes(understood ? 'PWA1' : 'PWA0')).catch(() => log.debug('not confirmed'));
    const { serial, firmware } = line.header;
    if (serial !== '') wire.emit({ kind: 'identity', identity: { serial, firmware: String(firmware) } });
  },
};
