import { describe, expect, it } from 'vitest';
import { toHex } from '../framing/hexadecimal.ts';
import type { DriverModule } from '../manifest.ts';
import type { HidTransport } from '../transport/hid.ts';
import { createManualClock } from '../transport/manual-clock.ts';
import { silentLog } from '../transport/transport.ts';
import { driver as astm } from './glucose-astm/index.ts';
import { hostFrame } from './glucose-taidoc/commands.ts';
import { driver as taidoc } from './glucose-taidoc/index.ts';

/** A HID line that writes down what it is given; `arrive` plays a report of the device. */
function hidLine() {
  const written: string[] = [];
  let listener: (bytes: Uint8Array) => void = () => {};
  const transport: HidTransport = {
    url: 'hid://test',
    onBytes: (given) => {
      listener = given;
    },
    onClose: () => {},
    open: () => Promise.resolve(),
    write: (bytes) => {
      written.push(`out ${toHex(bytes)}`);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
    featureIn: () => Promise.resolve(new Uint8Array(0)),
    featureOut: (report) => {
      written.push(`feature ${toHex(report)}`);
      return Promise.resolve();
    },
  };
  return { transport, written, arrive: (bytes: Uint8Array) => listener(bytes) };
}

async function open(driver: DriverModule) {
  const clock = createManualClock();
  const line = hidLine();
  const device = driver.createDevice({
    clock,
    log: silentLog,
    settings: {},
    factory: () => line.transport,
  });
  device.start();
  await clock.advance(0);
  return { clock, device, line };
}

describe('meters on a HID port', () => {
  it('sets up the CP2110 bridge, and writes and reads reports whose id is their length', async () => {
    const { clock, device, line } = await open(taidoc);
    expect(line.written).toEqual([
      'feature 5000004B0000000300',
      'feature 4101',
      `out 08${toHex(hostFrame('connect'))}`,
    ]);
    // The bridge may cut the answer anywhere; the rest of a report is filling.
    line.arrive(Uint8Array.of(3, 0x51, 0x22, 0x00, 0xee, 0xee));
    line.arrive(Uint8Array.of(5, 0x00, 0x00, 0x00, 0xa5, 0x18, 0xee));
    await clock.advance(0);
    expect(line.written.at(-1)).toBe(`out 08${toHex(hostFrame('readModel'))}`);
    await device.stop();
  });

  it('puts ASTM characters into blocks of 64 bytes behind report id 0', async () => {
    const { device, line } = await open(astm);
    expect(line.written).toEqual([`out 00${'41424301' + '04'.padEnd(120, '0')}`]);
    line.arrive(Uint8Array.from(Buffer.from(`4142430105${'00'.repeat(59)}`, 'hex')));
    expect(line.written.at(-1)).toBe(`out 00${'41424301' + '06'.padEnd(120, '0')}`);
    await device.stop();
  });
});
