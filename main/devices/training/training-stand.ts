import { DeviceError } from '../../../drivers/errors.ts';
import type { DriverManifest, DriverModule, SimulatorSession } from '../../../drivers/manifest.ts';
import { listenMemory } from '../../../drivers/transport/memory-exchange.ts';
import type { Clock, Transport } from '../../../drivers/transport/transport.ts';
import type { TrainingFault } from '../../contract/device-work.ts';
import type { TrainingDevice, TrainingStep } from '../messages.ts';
import { createFaultyLine, type FaultyLine } from './faulty-line.ts';

export interface TrainingStandOptions {
  readonly findDriver: (name: string) => DriverManifest;
  readonly clock: Clock;
  /** What a simulator says it did. */
  readonly report: (device: string, what: Readonly<Record<string, unknown>>) => void;
}

interface Played {
  readonly device: TrainingDevice;
  readonly module: DriverModule;
  /** One array a device: simulators keep its state over connections by the script it was made with. */
  script: readonly TrainingStep[];
  fault: TrainingFault;
  listener: { close(): Promise<void> } | undefined;
  line: FaultyLine | undefined;
  session: SimulatorSession | undefined;
}

/** 培训设备: every driver's own simulator behind an address of this process, misbehaving when a person says so. */
export class TrainingStand {
  readonly #options: TrainingStandOptions;
  readonly #played = new Map<string, Played>();

  constructor(options: TrainingStandOptions) {
    this.#options = options;
  }

  /** Brings what is played in line with the list. A driver without simulator is left out; its position says so. */
  async apply(devices: readonly TrainingDevice[]): Promise<void> {
    const wanted = new Map(devices.map((device) => [device.id, device]));
    for (const id of this.#played.keys()) if (!wanted.has(id)) await this.#end(id);
    for (const device of wanted.values()) if (!this.#played.has(device.id)) await this.#begin(device);
  }

  /** @throws DeviceError `input.invalid` for a step the simulator does not know, `device.away` for an unknown device */
  async play(id: string, steps: readonly TrainingStep[]): Promise<void> {
    const played = this.#require(id);
    if (played.session?.perform !== undefined) {
      played.session.perform(steps);
      return;
    }
    rehearse(played.module, steps, this.#options.clock);
    // Simulators that take no further steps are another device from here on, and meet the driver anew.
    played.script = [...steps];
    await played.line?.close();
  }

  async misbehave(id: string, fault: TrainingFault): Promise<void> {
    const played = this.#require(id);
    played.fault = fault;
    if (fault === 'unplugged') {
      await played.listener?.close();
      played.listener = undefined;
      await played.line?.close();
    } else played.listener ??= this.#listen(played);
  }

  async stop(): Promise<void> {
    for (const id of this.#played.keys()) await this.#end(id);
  }

  #require(id: string): Played {
    const played = this.#played.get(id);
    if (played === undefined) throw new DeviceError('device.away', `no training device is called ${id}`);
    return played;
  }

  async #begin(device: TrainingDevice): Promise<void> {
    const module = await this.#options.findDriver(device.driver).load();
    const played: Played = {
      device,
      module,
      script: [...device.script],
      fault: 'none',
      listener: undefined,
      line: undefined,
      session: undefined,
    };
    played.listener = this.#listen(played);
    this.#played.set(device.id, played);
  }

  #listen(played: Played): { close(): Promise<void> } {
    return listenMemory(played.device.id, (transport) => this.#sitDown(played, transport));
  }

  #sitDown(played: Played, transport: Transport): void {
    const line = createFaultyLine(transport, this.#options.clock, () => played.fault);
    const seat = line.sit();
    try {
      const session = played.module.attachSimulator({
        transport: seat.transport,
        clock: this.#options.clock,
        script: played.script,
        report: (what) => this.#options.report(played.device.id, what),
      });
      played.line = line;
      played.session = session;
    } catch (error) {
      // No simulator, or a script it does not know: the device stays away, and the trace says why.
      this.#options.report(played.device.id, { did: 'refused', message: String(error) });
      void line.close();
    }
  }

  async #end(id: string): Promise<void> {
    const played = this.#played.get(id);
    this.#played.delete(id);
    await played?.listener?.close();
    played?.session?.stop();
    await played?.line?.close();
  }
}

/** The simulator reads the steps on a line to nowhere. @throws DeviceError as the simulator does */
export function rehearse(module: DriverModule, steps: readonly TrainingStep[], clock: Clock): void {
  const nowhere: Transport = {
    url: 'memory:',
    onBytes: () => {},
    onClose: () => {},
    open: () => Promise.resolve(),
    write: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  const still: Clock = { ...clock, after: () => () => {} };
  module.attachSimulator({ transport: nowhere, clock: still, script: [...steps], report: () => {} }).stop();
}
