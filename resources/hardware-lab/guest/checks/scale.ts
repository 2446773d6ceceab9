import { HidInstrument } from '../bench/hid-instrument.ts';
import type { HidModel } from '../bench/uhid.ts';
import { plugged, takenFor } from '../station/plugged.ts';
import { expectAccess } from '../station/udev.ts';
import { Watched } from '../station/watched.ts';
import { equal, expect, suite } from '../suite.ts';

/**
 * Page 8Dh, weighing device: input report 3 with status, unit, exponent and weight, report 2 to ask for zero, as output
 * and as feature report (USB-IF HID Point of Sale Usage Tables 1.02). The contents are what matters to the drivers; the
 * usages inside are shortened.
 */
const descriptor = Uint8Array.from([
  ...[0x05, 0x8d, 0x09, 0x20, 0xa1, 0x01],
  ...[0x85, 0x03, 0x09, 0x70, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0x05, 0x81, 0x02],
  ...[0x85, 0x02, 0x09, 0x71, 0x75, 0x08, 0x95, 0x01, 0x91, 0x02, 0x09, 0x72, 0xb1, 0x02],
  0xc0,
]);

const model = (serialNumber: string, page = 0x8d): HidModel => ({
  name: 'Lab parcel scale',
  vendorId: 0x0922,
  productId: 0x8003,
  serialNumber,
  descriptor: descriptor.with(1, page),
});

const make = (hid: HidModel): Promise<HidInstrument> =>
  HidInstrument.make({ model: hid, driver: 'scale-hid-pos', hasReportIds: true });

/** Input reports come only when somebody presses: the lab's scale may be silent. */
const QUIET = { silenceMs: 0 };
/**
 * A scale tells its empty pan before a weight: the first report after opening may be an old one and is never a result
 * (weight-height.md section 0).
 */
const weigh = (scale: HidInstrument, weight: number): void =>
  scale.perform({ status: 'stableAtZero' }, { weight, unit: 'kg', exponent: -2, status: 'stable' });

export const scaleSuite = suite('HID scale (uhid, node-hid, scale-hid-pos)', (check) => {
  let scale: HidInstrument | undefined;
  let other: HidInstrument | undefined;
  let station: Watched | undefined;
  const need = (): { scale: HidInstrument; station: Watched } => {
    expect(scale !== undefined && station !== undefined, 'nothing is plugged in');
    return { scale, station };
  };
  const weightOf = async (watched: Watched): Promise<unknown> => {
    const { reading } = await watched.seen(
      'reading',
      ({ reading: any }) => !('error' in any) && any.values['weight'] !== 0,
    );
    return 'error' in reading ? reading.error : reading.values['weight'];
  };

  check('is listed with its maker’s numbers, name and serial number', async () => {
    scale = await make(model('LAB-1'));
    await scale.plug();
    const found = await plugged('hid', (device) => device.vendorId === 0x0922);
    equal([found.productId, found.product, found.serialNumber], [0x8003, 'Lab parcel scale', 'LAB-1']);
  });

  check('may be opened by who is logged in (udev rule)', async () => {
    const { path } = await plugged('hid', (device) => device.vendorId === 0x0922);
    await expectAccess(`--name=${path}`);
  });

  check('is taken for a scale by its numbers, and by its usage where the numbers are unknown', async () => {
    const found = await plugged('hid', (device) => device.vendorId === 0x0922);
    equal(takenFor(found), 'scale-hid-pos by usb-id');
    equal(takenFor({ ...found, vendorId: 0xfffe }), 'scale-hid-pos by usage');
  });

  check('is opened by its usage page and is ready', async () => {
    station = await Watched.start('scale-hid-pos', 'hid://0922:8003?usagePage=8d', QUIET);
    await station.state('ready');
  });

  check('a person steps on it: the stable weight is the result', async () => {
    const { scale, station } = need();
    await station.request('start');
    weigh(scale, 65.5);
    equal(await weightOf(station), 65.5);
  });

  check('asked for zero by a feature report, answers with zero', async () => {
    const { scale, station } = need();
    equal(await station.request('zero'), { zero: true });
    equal(
      scale.features.map((report) => Buffer.from(report).toString('hex')),
      ['0202'],
    );
  });

  check('stalls the feature report, takes the output report instead', async () => {
    const { scale, station } = need();
    scale.takesFeatures = false;
    equal(await station.request('zero'), { zero: true });
    scale.takesFeatures = true;
  });

  check('unplugged in the middle of a weighing: interrupted, then away', async () => {
    const { scale, station } = need();
    station.forget();
    await station.request('start');
    await scale.unplug();
    await station.seen('measurement', ({ phase }) => phase === 'interrupted');
    expect((await station.state('away')).reason?.startsWith('transport.') === true, 'away without a reason');
  });

  check('plugged in again: ready by itself, weighs again', async () => {
    const { scale, station } = need();
    station.forget();
    await scale.plug();
    await station.state('ready');
    await station.request('start');
    weigh(scale, 12.34);
    equal(await weightOf(station), 12.34);
  });

  check('a second scale of the same model is told apart by its serial number', async () => {
    other = await make(model('LAB-2'));
    await other.plug();
    await plugged('hid', (device) => device.serialNumber === 'LAB-2');
    const second = await Watched.start('scale-hid-pos', 'hid://0922:8003?serial=LAB-2', QUIET);
    try {
      await second.state('ready');
      await second.request('start');
      weigh(other, 1.5);
      equal(await weightOf(second), 1.5);
    } finally {
      await second.stop();
    }
  });

  check('another device with the same numbers but another page is not taken for a scale', async () => {
    await scale?.unplug();
    await other?.unplug();
    scale = await make(model('LAB-3', 0x0c));
    await scale.plug();
    await plugged('hid', (device) => device.serialNumber === 'LAB-3');
    const watched = await Watched.start('scale-hid-pos', 'hid://0922:8003?usagePage=8d', QUIET);
    try {
      equal((await watched.state('away')).reason, 'transport.not_found');
    } finally {
      await watched.stop();
    }
  });

  return async () => {
    await station?.stop();
    await scale?.unplug();
  };
});
