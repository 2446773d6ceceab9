import { createRelayDevice } from '../../../../drivers/signals/modbus-rtu/device.ts';
import { RelayBoard } from '../../../../drivers/signals/modbus-rtu/relay-board.ts';
import { createTcpTransport, listenTcp } from '../../../../drivers/transport/tcp.ts';
import { silentLog, systemClock, type Transport } from '../../../../drivers/transport/transport.ts';
import { parseTransportUrl } from '../../../../drivers/transport/url.ts';
import type { Benchmark, BenchmarkResult } from '../benchmarks.ts';
import { benchmarkResult, percentile } from './result.ts';

const ALARMS = 200;
/** Issue 2, "Speed and memory": decision to relay bytes on the wire, p99. */
const ALLOWED_MS = 50;
const UNIT = 1;
/** Function code 5 to a flash address: the alarm's own command, not a poll (lock-boards.md section 4). */
const WRITE_SINGLE_COIL = 5;
const FLASH_ON = 2;

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    systemClock.after(milliseconds, resolve);
  });

/** From `request('sirenOn')` to the arrival of the command at the other end of a real socket, while the board is polled as in service. */
async function relayLatency(): Promise<BenchmarkResult> {
  const board = new RelayBoard({ clock: systemClock, unit: UNIT, dialect: 'waveshare-d' });
  let onFlash: () => void = () => undefined;
  const listener = await listenTcp({ host: '127.0.0.1', port: 0 }, (transport: Transport) => {
    board.onAnswer((bytes) => {
      // The driver may have hung up meanwhile, as when the measurement ends.
      transport.write(bytes).catch(() => undefined);
    });
    transport.onBytes((bytes) => {
      if (bytes[1] === WRITE_SINGLE_COIL && bytes[2] === FLASH_ON) onFlash();
      board.receive(bytes);
    });
  });
  const address = parseTransportUrl(listener.url);
  const port = address.kind === 'tcp' ? address.port : 0;
  const device = createRelayDevice({
    factory: () => createTcpTransport({ host: '127.0.0.1', port }),
    clock: systemClock,
    log: silentLog,
    settings: { unit: UNIT, dialect: 'waveshare-d', outputs: { siren: 1 }, inputs: { doorContact: 1 } },
  });
  try {
    await started(device);
    const waits: number[] = [];
    for (let alarm = 0; alarm < ALARMS; alarm += 1) {
      const decided = performance.now();
      const onWire = new Promise<number>((resolve) => {
        onFlash = () => resolve(performance.now() - decided);
      });
      await device.request('sirenOn', { milliseconds: 100 });
      waits.push(await onWire);
      // Steps of 17 ms meet every phase of the polls.
      await pause(5 + ((alarm * 17) % 40));
    }
    return benchmarkResult('relay-latency', percentile(waits, 0.99), 'ms', ALLOWED_MS);
  } finally {
    await device.stop();
    board.stop();
    await listener.close();
  }
}

function started(device: ReturnType<typeof createRelayDevice>): Promise<void> {
  return new Promise((resolve) => {
    device.onEvent((event) => {
      if (event.kind === 'state' && event.state === 'ready') resolve();
    });
    device.start();
  });
}

export const benchmarks: readonly Benchmark[] = [{ name: 'relay-latency', run: relayLatency }];
