/**
 * The outside world of the device benchmarks: simulators in a process of their own, so that what they cost is counted to
 * nobody. Told by messages what to play, answers with the addresses.
 */
import { findDriver } from '../../../../../drivers/registry.ts';
import { listenTcp } from '../../../../../drivers/transport/tcp.ts';
import { systemClock, type Transport } from '../../../../../drivers/transport/transport.ts';
import { openTransportFactory } from '../../../../../drivers/transport/url.ts';
import type { FromPlayer, ToPlayer } from './messages.ts';
import type { WorldDevice } from './twelve.ts';

const send = (message: FromPlayer): void => void process.send?.(message);

/** Whoever is connected now. */
const lines = new Map<string, Transport>();

async function play(device: WorldDevice, line: string | undefined): Promise<string> {
  const { attachSimulator } = await findDriver(device.driver).load();
  const enter = (transport: Transport): void => {
    lines.set(device.driver, transport);
    attachSimulator({ transport, clock: systemClock, script: device.script, report: () => undefined });
  };
  if (line === undefined) return (await listenTcp({ host: '127.0.0.1', port: 0 }, enter)).url;
  const transport = openTransportFactory(line)();
  await transport.open();
  enter(transport);
  return line;
}

async function receive(message: ToPlayer): Promise<void> {
  switch (message.kind) {
    case 'play': {
      const urls: string[] = [];
      for (const [at, device] of message.devices.entries())
        urls.push(await play(device, message.lines?.[at]));
      return send({ kind: 'playing', urls });
    }
    case 'write': {
      const transport = lines.get(message.driver);
      if (transport === undefined)
        return send({ kind: 'fault', message: `${message.driver} is not connected` });
      const [last] = message.bytes.slice(-1);
      await transport.write(message.bytes.subarray(0, -1));
      // A station waits for the last byte: its moment is taken before the byte is handed to the line.
      const at = Date.now();
      await transport.write(Uint8Array.of(last ?? 0));
      return send({ kind: 'written', at });
    }
  }
}

process.on('message', (message) => {
  receive(message as ToPlayer).catch((error: unknown) => send({ kind: 'fault', message: String(error) }));
});
process.once('disconnect', () => process.exit(0));
