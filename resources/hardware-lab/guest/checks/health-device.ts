import type { SimulatorSession } from '../../../../drivers/manifest.ts';
import { findDriver } from '../../../../drivers/registry.ts';
import { systemClock } from '../../../../drivers/transport/transport.ts';
import { DeviceEnd } from '../bench/device-end.ts';
import { BulkFunction } from '../bench/function-fs.ts';
import { Gadget } from '../bench/gadget.ts';
import { eventually, plugged, takenFor } from '../station/plugged.ts';
import { expectAccess, usbPlace } from '../station/udev.ts';
import { Watched } from '../station/watched.ts';
import { equal, expect, suite } from '../suite.ts';

/** USB personal healthcare devices (ieee-11073-20601.md section 8). */
const PERSONAL_HEALTH = 0x0f;
const GET_STATUS = 0;
const ADDRESS = 'usb://04b8:0f0f';

/** A blood-pressure monitor of class 0F: endpoints and class requests by FunctionFS, IEEE 11073 by the driver's agent. */
class HealthDevice {
  /** What the agent did, in order. */
  readonly did: Readonly<Record<string, unknown>>[] = [];
  asked = 0;
  readonly #gadget: Gadget;
  #end: DeviceEnd | undefined;
  #agent: SimulatorSession | undefined;

  private constructor(gadget: Gadget) {
    this.#gadget = gadget;
  }

  static async build(): Promise<HealthDevice> {
    const gadget = await Gadget.build({
      name: 'health',
      vendorId: 0x04b8,
      productId: 0x0f0f,
      serialNumber: 'PHD-1',
      manufacturer: 'Lab',
      product: 'Lab blood pressure monitor',
      function: 'ffs.health',
      socket: 2,
    });
    const bulk = await BulkFunction.mount('health', PERSONAL_HEALTH);
    const device = new HealthDevice(gadget);
    const module = await findDriver('phd-11073').load();
    await bulk.serve({
      enabled() {
        const end = new DeviceEnd('functionfs', (bytes) => bulk.write(bytes));
        device.#end = end;
        device.#agent = module.attachSimulator({
          transport: end,
          clock: systemClock,
          script: [{ associate: true, afterMs: 300 }],
          report: (what) => device.did.push(what),
        });
      },
      disabled() {
        device.#agent?.stop();
        void device.#end?.close();
      },
      received: (bytes) => device.#end?.receive(bytes),
      controlIn(request, length) {
        if (request !== GET_STATUS) return undefined;
        device.asked += 1;
        return new Uint8Array(Math.min(length, 2));
      },
    });
    return device;
  }

  plug(): Promise<void> {
    return this.#gadget.plug();
  }

  unplug(): Promise<void> {
    return this.#gadget.unplug();
  }

  perform(...steps: readonly Readonly<Record<string, unknown>>[]): void {
    expect(this.#agent?.perform !== undefined, 'the host has not configured the device');
    this.#agent.perform(steps.map((step) => ({ afterMs: 0, ...step })));
  }
}

const measure = (systolic: number, diastolic: number): Readonly<Record<string, unknown>> => ({
  measure: { systolic, diastolic, map: Math.round((systolic + 2 * diastolic) / 3), pulse: 63 },
});

export const healthDeviceSuite =
  suite('PHDC blood pressure monitor (FunctionFS, usb, phd-11073)', (check) => {
    let device: HealthDevice | undefined;
    let station: Watched | undefined;
    const need = (): { device: HealthDevice; station: Watched } => {
      expect(device !== undefined && station !== undefined, 'nothing is plugged in');
      return { device, station };
    };
    const systolicOf = async (watched: Watched): Promise<unknown> => {
      const { reading } = await watched.seen('reading');
      return 'error' in reading ? reading.error : reading.values['systolic'];
    };

    check('is listed', async () => {
      device = await HealthDevice.build();
      station = await Watched.start('phd-11073', ADDRESS);
      equal((await station.state('away')).reason, 'transport.not_found');
      await device.plug();
      equal((await plugged('usb', (each) => each.vendorId === 0x04b8)).serialNumber, 'PHD-1');
    });

    check('is taken for a personal health device by its interface class', async () => {
      const found = await plugged('usb', (each) => each.vendorId === 0x04b8);
      equal(takenFor(found), 'phd-11073 by usb-class');
    });

    check('may be opened by who is logged in (udev rule)', () => expectAccess(usbPlace(0x04b8)));

    check('associates when it is plugged in, says who it is', async () => {
      const { device, station } = need();
      await station.state('ready');
      await station.seen('identity');
      expect(device.asked > 0, 'GET_STATUS was not asked');
    });

    check('a person measures: pressure and pulse in one reading', async () => {
      const { device, station } = need();
      await station.request('start');
      device.perform(measure(127, 81));
      const { reading } = await station.seen('reading');
      expect(!('error' in reading), 'an error came');
      const { systolic, diastolic, pulse } = reading.values;
      equal([systolic, diastolic, pulse], [127, 81, 63]);
    });

    check('the report is confirmed to the device, which may forget it', async () => {
      const { device } = need();
      await eventually(
        () => device.did.some((what) => JSON.stringify(what).includes('confirmed')),
        `the agent did: ${JSON.stringify(device.did.slice(-6))}`,
      );
    });

    check('unplugged in the middle of a measurement: interrupted, then away', async () => {
      const { device, station } = need();
      station.forget();
      await station.request('start');
      await device.unplug();
      await station.seen('measurement', ({ phase }) => phase === 'interrupted');
      await station.state('away');
    });

    check('plugged in again: associates, measures', async () => {
      const { device, station } = need();
      station.forget();
      await device.plug();
      await station.state('ready');
      await station.request('start');
      device.perform(measure(133, 88));
      equal(await systolicOf(station), 133);
    });

    return async () => {
      await station?.stop();
      await device?.unplug();
    };
  });
