import { DeviceError } from '../../../../drivers/errors.ts';
import type { DriverModule, SimulatorSession } from '../../../../drivers/manifest.ts';
import { listenTcp } from '../../../../drivers/transport/tcp.ts';
import { systemClock, type Transport } from '../../../../drivers/transport/transport.ts';
import { openTransportFactory } from '../../../../drivers/transport/url.ts';
import { readArguments } from '../arguments.ts';
import { driverNamed } from '../driver-named.ts';
import { wrongUsage } from '../tool-error.ts';
import type { ToolIo } from '../tool-io.ts';
import { readScript, rehearse, type Script } from './simulator-script.ts';
import { transportAddress } from './transport-address.ts';

/** `simulate <driver> <transport-url> [--script FILE]`: plays a device until stopped and says what it did. */
export async function simulate(args: readonly string[], io: ToolIo): Promise<void> {
  const { positionals, option } = readArguments(args, 2, 2, { script: { type: 'string' } });
  const [name = '', url = ''] = positionals;
  const driver = await (await driverNamed(name)).load();
  const address = transportAddress(url);
  if (address.kind !== 'tcp' && address.kind !== 'serial') {
    throw wrongUsage(`${url}: tcp://host:port | serial:///dev/…`);
  }
  const script = readScript(io, option('script'));
  await rehearseOrRefuse(name, driver, script);
  const stage = new Stage(driver, script, io);
  if (address.kind === 'tcp') await listen(address, stage, io);
  else await playOnLine(url, stage, io);
}

async function rehearseOrRefuse(name: string, driver: DriverModule, script: Script): Promise<void> {
  try {
    await rehearse(driver, script);
  } catch (error) {
    const absent = error instanceof DeviceError && error.code === 'device.unsupported';
    throw absent ? wrongUsage(`${name}: ${error.message}`) : error;
  }
}

/** The one device being played, and whoever talks to it at the moment. */
class Stage {
  readonly #driver: DriverModule;
  readonly #script: Script;
  readonly #io: ToolIo;
  readonly #sessions = new Set<SimulatorSession>();

  constructor(driver: DriverModule, script: Script, io: ToolIo) {
    this.#driver = driver;
    this.#script = script;
    this.#io = io;
  }

  /** @param transport open */
  enter(transport: Transport): void {
    const session = this.#driver.attachSimulator({
      transport,
      clock: systemClock,
      script: this.#script,
      report: (what) => this.#io.output.announce(what),
    });
    this.#sessions.add(session);
  }

  clear(): void {
    for (const session of this.#sessions) session.stop();
  }
}

async function listen(
  address: { readonly host: string; readonly port: number },
  stage: Stage,
  io: ToolIo,
): Promise<void> {
  const listener = await listenTcp(address, (transport) => stage.enter(transport));
  io.output.announce({ listening: listener.url });
  await Promise.race([io.untilStopped(), io.output.closed]);
  stage.clear();
  await listener.close();
}

async function playOnLine(url: string, stage: Stage, io: ToolIo): Promise<void> {
  const transport = openTransportFactory(url)();
  const lost = new Promise<void>((resolve) => {
    transport.onClose((cause) => {
      if (cause !== undefined) io.output.announce({ closed: transport.url, cause: cause.message });
      resolve();
    });
  });
  await transport.open();
  stage.enter(transport);
  io.output.announce({ open: transport.url });
  await Promise.race([io.untilStopped(), io.output.closed, lost]);
  stage.clear();
  await transport.close();
}
