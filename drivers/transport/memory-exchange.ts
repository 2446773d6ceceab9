import { DeviceError } from '../errors.ts';
import { LineState } from './line-state.ts';
import { createMemoryPair, type MemoryPairOptions } from './memory.ts';
import type { Transport } from './transport.ts';

type Accept = { readonly onConnection: (device: Transport) => void; readonly options: MemoryPairOptions };

const listeners = new Map<string, Accept>();

/**
 * Offers a virtual device of this process under `memory:name`. Every connection is a fresh memory pair; the device's
 * end is handed to `onConnection` before the driver's `open` resolves.
 *
 * @throws DeviceError `transport.busy` when the name is taken
 */
export function listenMemory(
  name: string,
  onConnection: (device: Transport) => void,
  options: MemoryPairOptions = {},
): { readonly url: string; close(): Promise<void> } {
  const url = `memory:${name}`;
  if (listeners.has(name)) throw new DeviceError('transport.busy', `${url} is taken`, { detail: { url } });
  const accept: Accept = { onConnection, options: { ...options, url } };
  listeners.set(name, accept);
  return {
    url,
    async close() {
      if (listeners.get(name) === accept) listeners.delete(name);
    },
  };
}

/** The driver's end of `memory:name`; `open` rejects with `transport.not_found` while nobody listens there. */
export function createMemoryTransport(name: string): Transport {
  const line = new LineState(`memory:${name}`);
  let inner: Transport | undefined;
  return {
    url: line.url,
    onBytes: (listener) => line.onBytes(listener),
    onClose: (listener) => line.onClose(listener),
    async open(signal) {
      line.beginOpen();
      const accept = listeners.get(name);
      if (accept === undefined) {
        line.end(undefined);
        throw new DeviceError('transport.not_found', `${line.url}: nobody listens there`, {
          retryable: true,
        });
      }
      const [driver, device] = createMemoryPair(accept.options);
      inner = driver;
      driver.onBytes((bytes) => line.receive(bytes));
      driver.onClose((cause) => line.end(cause));
      accept.onConnection(device);
      await driver.open(signal);
      line.opened();
    },
    async write(bytes) {
      line.requireOpen();
      await inner?.write(bytes);
    },
    async close() {
      line.end(undefined);
      await inner?.close();
    },
  };
}
