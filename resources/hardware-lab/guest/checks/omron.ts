import { HidInstrument } from '../bench/hid-instrument.ts';
import { plugged } from '../station/plugged.ts';
import { Watched } from '../station/watched.ts';
import { equal, expect, suite } from '../suite.ts';

/** Maker's page, no report ids: eight bytes in, eight bytes out, a feature report of two (blood-pressure.md section 4). */
const descriptor = Uint8Array.from([
  ...[0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x01, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08],
  ...[0x95, 0x08, 0x09, 0x01, 0x81, 0x02],
  ...[0x95, 0x08, 0x09, 0x02, 0x91, 0x02],
  ...[0x95, 0x02, 0x09, 0x03, 0xb1, 0x02],
  0xc0,
]);
const INFORMATION_MODE = '000101';

export const omronSuite = suite('Omron blood pressure monitor (uhid, node-hid, bp-omron-hid)', (check) => {
  let monitor: HidInstrument | undefined;
  let station: Watched | undefined;
  const need = (): { monitor: HidInstrument; station: Watched } => {
    expect(monitor !== undefined && station !== undefined, 'nothing is plugged in');
    return { monitor, station };
  };
  const modes = (device: HidInstrument): string[] =>
    device.features.map((report) => Buffer.from(report).toString('hex'));
  const measures = (systolic: number, diastolic: number) => ({
    measure: { systolic, diastolic, pulse: 66 },
  });

  check('is listed', async () => {
    monitor = await HidInstrument.make({
      model: {
        name: 'Lab HEM-7080IT',
        vendorId: 0x0590,
        productId: 0x0028,
        serialNumber: 'BP-1',
        descriptor,
      },
      driver: 'bp-omron-hid',
      hasReportIds: false,
      inputBytes: 8,
    });
    await monitor.plug();
    equal((await plugged('hid', (device) => device.vendorId === 0x0590)).serialNumber, 'BP-1');
  });

  check('asked who it is over feature report and eight-byte reports', async () => {
    expect(monitor !== undefined, 'nothing is plugged in');
    station = await Watched.start('bp-omron-hid', 'hid://0590:0028');
    equal((await station.seen('identity')).identity['model'], 'M7080IT');
    await station.state('ready');
    equal(modes(monitor), [INFORMATION_MODE]);
  });

  check('a person measures: the new record is the result', async () => {
    const { monitor, station } = need();
    await station.request('start');
    expect(modes(monitor).at(-1) !== INFORMATION_MODE, 'measured data were not selected');
    monitor.perform(measures(131, 84));
    const { reading, unsolicited } = await station.seen('reading');
    expect(!('error' in reading), 'an error came');
    equal(
      [reading.values['systolic'], reading.values['diastolic'], reading.values['pulse'], unsolicited],
      [131, 84, 66, false],
    );
  });

  check('unplugged in the middle of a measurement: interrupted, then away', async () => {
    const { monitor, station } = need();
    station.forget();
    await station.request('start');
    await monitor.unplug();
    await station.seen('measurement', ({ phase }) => phase === 'interrupted');
    await station.state('away');
  });

  check('plugged in again: asked who it is, ready, measures', async () => {
    const { monitor, station } = need();
    station.forget();
    await monitor.plug();
    await station.state('ready');
    await station.request('start');
    monitor.perform(measures(118, 76));
    const { reading } = await station.seen('reading');
    expect(!('error' in reading), 'an error came');
    equal(reading.values['systolic'], 118);
  });

  return async () => {
    await station?.stop();
    await monitor?.unplug();
  };
});
