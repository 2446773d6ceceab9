import { describe, expect, it } from 'vitest';
import type { DeviceEvent } from '../../manifest.ts';
import { createManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import { silentLog } from '../../transport/transport.ts';
import { driver } from './index.ts';

function scene(
  scripts: readonly (readonly Record<string, unknown>[])[],
  settings: Record<string, unknown> = {},
) {
  const clock = createManualClock();
  const events: DeviceEvent[] = [];
  let connections = 0;
  const device = driver.createDevice({
    clock,
    log: silentLog,
    settings,
    factory: () => {
      const [line, far] = createMemoryPair({ clock });
      const script = scripts[connections] ?? [];
      connections += 1;
      driver.attachSimulator({ transport: far, clock, script, report: () => {} });
      return line;
    },
  });
  device.onEvent((event) => events.push(event));
  const scans = () =>
    events.flatMap((event) => (event.kind === 'barcode' ? [[event.text, event.symbology]] : []));
  const states = () =>
    events.flatMap((event) =>
      event.kind === 'state' ? [`${event.state} ${event.reason ?? ''}`.trim()] : [],
    );
  return { clock, device, scans, states };
}

describe('bar code scanner', () => {
  it.each(['hid', 'honeywell', 'serial'])('tells a scan with its symbology (%s)', async (layout) => {
    const { clock, device, scans } = scene([[{ scan: 'H-0042', layout, afterMs: 10 }]]);
    device.start();
    await clock.advance(500);
    expect(scans()).toEqual([['H-0042', 'code128']]);
    await device.stop();
    expect(clock.pending).toBe(0);
  });

  it('puts a long code together and tells it once', async () => {
    const scan = 'X'.repeat(150);
    const { clock, device, scans } = scene([[{ scan, aim: ']Q1', afterMs: 10 }]]);
    device.start();
    await clock.advance(500);
    expect(scans()).toEqual([[scan, 'qrCode']]);
    await device.stop();
  });

  it('tells a held trigger once and the same code later again', async () => {
    const { clock, device, scans } = scene([
      [
        { scan: 'H-0042', afterMs: 10 },
        { scan: 'H-0042', afterMs: 100 },
        { scan: 'H-0042', afterMs: 2000 },
      ],
    ]);
    device.start();
    await clock.advance(3000);
    expect(scans()).toHaveLength(2);
    await device.stop();
  });

  it.each(['silence', 'garbage', 'half'])(
    'gives nothing from a report that goes wrong (%s)',
    async (misbehave) => {
      const { clock, device, scans } = scene([
        [
          { misbehave, afterMs: 0 },
          { scan: 'BROKEN-1', afterMs: 10 },
          { scan: 'GOOD-2', afterMs: 500 },
        ],
      ]);
      device.start();
      await clock.advance(2000);
      expect(scans().map(([text]) => text)).toEqual(['GOOD-2']);
      await device.stop();
    },
  );

  it('does not tell a code whose rest did not come', async () => {
    const { clock, device, scans } = scene([
      [
        { raw: `0238${'5D5131'}${'41'.repeat(56)}01`, afterMs: 10 },
        { hangUp: true, afterMs: 50 },
      ],
      [{ scan: 'GOOD-2', afterMs: 10 }],
    ]);
    device.start();
    await clock.advance(2000);
    expect(scans()).toEqual([['GOOD-2', 'code128']]);
    await device.stop();
  });

  it('says that only garbage comes', async () => {
    const { clock, device, states } = scene([[{ raw: 'F7'.repeat(200), afterMs: 10 }]]);
    device.start();
    await clock.advance(1000);
    expect(states().at(-1)).toBe('degraded line.garbage');
    await device.stop();
  });

  it('takes what the page caught from a scanner that types', async () => {
    const { clock, device, scans, states } = scene([], { url: 'wedge:' });
    await expect(device.request('typed', { text: 'H-0042' })).rejects.toMatchObject({ code: 'device.away' });
    device.start();
    expect(await device.request('typed', { text: ']C1010952123454321310AB' })).toMatchObject({
      symbology: 'gs1-128',
    });
    await expect(device.request('typed', { text: 'abc' })).rejects.toMatchObject({ code: 'input.invalid' });
    expect(scans()).toEqual([['010952123454321310AB', 'gs1-128']]);
    await device.stop();
    expect(states()).toEqual(['ready', 'stopped']);
    expect(clock.pending).toBe(0);
  });
});
