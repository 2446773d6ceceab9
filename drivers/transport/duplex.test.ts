import { describe, expect, it } from 'vitest';
import { DeviceError } from '../errors.ts';
import { duplexOf } from './duplex.ts';
import { createMemoryPair } from './memory.ts';

const text = (chunks: readonly Uint8Array[]): string => Buffer.concat(chunks).toString('latin1');
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a line as a stream', () => {
  it('carries bytes both ways, opens the line itself and closes it', async () => {
    const [near, far] = createMemoryPair();
    const heard: Uint8Array[] = [];
    const read: Uint8Array[] = [];
    let isClosed = false;
    far.onBytes((bytes) => heard.push(bytes));
    far.onClose(() => {
      isClosed = true;
    });
    const stream = duplexOf(near);
    stream.on('data', (bytes: Uint8Array) => read.push(bytes));
    stream.write('GET /');
    await turn();
    await far.write(Buffer.from('200'));
    await turn();
    expect([text(heard), text(read)]).toEqual(['GET /', '200']);
    stream.destroy();
    await turn();
    expect(isClosed).toBe(true);
  });

  it('ends when the far end hangs up, and fails when the line cannot be opened', async () => {
    const [near, far] = createMemoryPair();
    const stream = duplexOf(near);
    stream.resume();
    await turn();
    const ended = new Promise((resolve) => stream.once('close', resolve));
    await far.close();
    await ended;
    const refused = new DeviceError('transport.not_found', 'nobody');
    const [line] = createMemoryPair();
    const broken = duplexOf({ ...line, open: () => Promise.reject(refused) });
    expect(await new Promise((resolve) => broken.once('error', resolve))).toBe(refused);
  });
});
