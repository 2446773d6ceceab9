import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from './manual-clock.ts';
import { createSerialTransport } from './serial.ts';
import { listenTcp, type TcpListener } from './tcp.ts';
import type { Transport } from './transport.ts';

const SERIAL = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, rtscts: false } as const;

describe('serial line without a port', () => {
  it('says that the port is not there', async () => {
    const line = createSerialTransport({ ...SERIAL, path: '/dev/no-such-port' });
    await expect(line.open()).rejects.toMatchObject({ code: 'transport.not_found', retryable: true });
    await expect(line.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'transport.closed' });
    await line.close();
  });

  it('refuses something that is no serial port', async () => {
    const line = createSerialTransport({ ...SERIAL, path: '/dev/null' });
    await expect(line.open()).rejects.toMatchObject({ code: 'transport.open_failed' });
  });
});

const socatMissing = spawnSync('socat', ['-V']).error !== undefined;
if (socatMissing)
  process.stderr.write('skipped: serial line over a pseudo-terminal (socat is not installed)\n');

/** The native serialport binding on a pseudo-terminal that socat joins to a TCP simulator (engineering notes 3). */
describe.skipIf(socatMissing)('serial line over a pseudo-terminal', () => {
  let folder = '';
  let port = '';
  let listener: TcpListener;
  let device: Promise<Transport>;
  let socat: ChildProcess;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'pty-'));
    port = path.join(folder, 'tty');
    const accepted = Promise.withResolvers<Transport>();
    device = accepted.promise;
    listener = await listenTcp({ host: '127.0.0.1', port: 0 }, accepted.resolve);
    const target = `tcp:${listener.url.slice('tcp://'.length)}`;
    socat = spawn('socat', [`pty,link=${port},raw,echo=0`, target], { stdio: 'ignore' });
    await device;
    await until(() => stat(port));
  });

  afterEach(async () => {
    if (socat.exitCode === null && socat.signalCode === null) {
      const gone = new Promise((resolve) => socat.once('exit', resolve));
      socat.kill();
      await gone;
    }
    await listener.close();
    await rm(folder, { recursive: true });
  });

  it('carries bytes both ways, all 256 values unchanged', async () => {
    const simulator = await device;
    const line = createSerialTransport({ ...SERIAL, path: port });
    const every = Uint8Array.from({ length: 256 }, (_, value) => value);
    const atDevice = collect(simulator, 256);
    const atDriver = collect(line, 256);
    await line.open();
    await line.write(every);
    await simulator.write(every);
    expect(await atDevice).toEqual([...every]);
    expect(await atDriver).toEqual([...every]);
    await line.close();
  });

  it('tells a second opener that the port is busy, after one more try half a second later', async () => {
    const clock = createManualClock();
    const first = createSerialTransport({ ...SERIAL, path: port });
    await first.open();
    const second = createSerialTransport({ ...SERIAL, path: port, clock });
    const refused = expect(second.open()).rejects.toMatchObject({ code: 'transport.busy', retryable: true });
    await until(async () => expect(clock.pending).toBe(1));
    await clock.advance(499);
    expect(clock.pending).toBe(1);
    await clock.advance(1);
    await refused;
    await first.close();
  });

  it('gets the port on the second try when the first owner lets go of it meanwhile', async () => {
    const clock = createManualClock();
    const first = createSerialTransport({ ...SERIAL, path: port });
    await first.open();
    const second = createSerialTransport({ ...SERIAL, path: port, clock });
    const opening = second.open();
    await until(async () => expect(clock.pending).toBe(1));
    await first.close();
    await clock.advance(500);
    await opening;
    await second.close();
    expect(clock.pending).toBe(0);
  });

  it('notices that the port has gone although the line is idle', async () => {
    const clock = createManualClock();
    const line = createSerialTransport({ ...SERIAL, path: port, clock, presenceIntervalMs: 2000 });
    const closed = new Promise<Error | undefined>((resolve) => line.onClose(resolve));
    await line.open();
    await rm(port);
    await clock.advance(2000);
    expect(await closed).toMatchObject({ code: 'transport.closed' });
    expect(clock.pending).toBe(0);
  });
});

function collect(line: Transport, count: number): Promise<number[]> {
  return new Promise((resolve) => {
    const bytes: number[] = [];
    line.onBytes((chunk) => {
      bytes.push(...chunk);
      if (bytes.length >= count) resolve(bytes);
    });
  });
}

/** Repeats until the check no longer fails; the test's own time limit ends it. */
async function until(check: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await check();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
