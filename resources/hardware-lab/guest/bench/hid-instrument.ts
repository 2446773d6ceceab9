import type { DriverModule, SimulatorSession } from '../../../../drivers/manifest.ts';
import { findDriver } from '../../../../drivers/registry.ts';
import { systemClock } from '../../../../drivers/transport/transport.ts';
import { expect } from '../suite.ts';
import { DeviceEnd } from './device-end.ts';
import { type HidModel, UhidDevice } from './uhid.ts';

export interface HidInstrumentOptions {
  readonly model: HidModel;
  readonly driver: string;
  /** Devices with report ids carry them in every report; without, the kernel puts a 0 in front. */
  readonly hasReportIds: boolean;
  /** Bytes of an input report where the simulator sends several in one go. */
  readonly inputBytes?: number;
}

/** A HID device in the kernel with a driver's simulator as its inner life. */
export class HidInstrument {
  /** What the simulator did, in order. */
  readonly did: Readonly<Record<string, unknown>>[] = [];
  /** Feature reports from the host, id in front. */
  readonly features: Uint8Array[] = [];
  /** False: every feature report is stalled, as by devices that know output reports only. */
  takesFeatures = true;
  readonly #options: HidInstrumentOptions;
  readonly #module: DriverModule;
  #device: UhidDevice | undefined;
  #end: DeviceEnd | undefined;
  #session: SimulatorSession | undefined;

  private constructor(options: HidInstrumentOptions, module: DriverModule) {
    this.#options = options;
    this.#module = module;
  }

  static async make(options: HidInstrumentOptions): Promise<HidInstrument> {
    return new HidInstrument(options, await findDriver(options.driver).load());
  }

  async plug(script: readonly Readonly<Record<string, unknown>>[] = []): Promise<void> {
    const { model, hasReportIds, inputBytes } = this.#options;
    const end = new DeviceEnd(`uhid:${model.serialNumber}`, (bytes) =>
      this.#send(bytes, inputBytes ?? bytes.length),
    );
    this.#end = end;
    const own = (report: Uint8Array): Uint8Array => (hasReportIds ? report : report.subarray(1));
    this.#session = this.#module.attachSimulator({
      transport: end,
      clock: systemClock,
      script,
      report: (what) => this.did.push(what),
    });
    this.#device = await UhidDevice.plug(model, {
      output: (report) => end.receive(own(report)),
      setFeature: (report) => {
        if (!this.takesFeatures) return false;
        this.features.push(report);
        if (hasReportIds) end.receive(report);
        return true;
      },
      getFeature: () => undefined,
    });
  }

  async unplug(): Promise<void> {
    const device = this.#device;
    this.#device = undefined;
    this.#session?.stop();
    await this.#end?.close();
    await device?.unplug();
  }

  /** What the person at the device does next. */
  perform(...steps: readonly Readonly<Record<string, unknown>>[]): void {
    expect(this.#session?.perform !== undefined, 'this simulator takes no further steps');
    this.#session.perform(steps.map((step) => ({ afterMs: 0, ...step })));
  }

  async #send(bytes: Uint8Array, reportBytes: number): Promise<void> {
    for (let at = 0; at < bytes.length; at += reportBytes) {
      await this.#device?.input(bytes.subarray(at, at + reportBytes));
    }
  }
}
