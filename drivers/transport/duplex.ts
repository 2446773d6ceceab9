import { Duplex } from 'node:stream';
import type { Transport } from './transport.ts';

/**
 * A transport as a stream of Node, for protocols whose library wants one (HTTP in training). Opens the line itself and ends it
 * with the stream; what is written before it is open waits.
 */
export function duplexOf(transport: Transport, opened: Promise<void> = transport.open()): Duplex {
  // A line that cannot be opened ends the stream below; nobody else waits for it.
  opened.catch(() => {});
  const stream = new Duplex({
    allowHalfOpen: false,
    read() {},
    write(chunk: Uint8Array, _encoding, done) {
      opened.then(() => transport.write(new Uint8Array(chunk))).then(() => done(), done);
    },
    destroy(error, done) {
      transport.close().then(() => done(error), done);
    },
  });
  transport.onBytes((bytes) => {
    if (!stream.destroyed) stream.push(Uint8Array.from(bytes));
  });
  transport.onClose(() => {
    if (!stream.destroyed) stream.push(null);
  });
  opened.catch((error: unknown) => stream.destroy(error instanceof Error ? error : undefined));
  return stream;
}
