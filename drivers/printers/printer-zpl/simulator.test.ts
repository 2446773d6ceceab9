import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import { driver, printerZplManifest } from './index.ts';
import { labelBytes } from './printer-bench.testing.ts';
import { ZplReader } from './zpl-reader.ts';

describe('the virtual printer', () => {
  it('understands formats and queries in any chunking', () => {
    const bytes = Buffer.concat([
      Buffer.from('junk~HS\r\n'),
      labelBytes({ copies: 2 }),
      Buffer.from('~HQES^XA^FDhalf~HI'),
    ]);
    const reader = new ZplReader();
    const orders = [...bytes].flatMap((byte) => reader.push(Uint8Array.of(byte)));
    expect(orders.map((order) => (order.kind === 'query' ? order.command : order.format.copies))).toEqual([
      '~HS',
      2,
      '~HQES',
      '~HI',
    ]);
  });

  it('plays a script over several connections and reports what came out', async () => {
    const clock = createManualClock();
    const reported: Readonly<Record<string, unknown>>[] = [];
    const script = [
      { afterLabels: 1, set: { paperOut: true } },
      { afterMs: 5000, set: { paperOut: false } },
    ];
    const connect = async () => {
      const [host, transport] = createMemoryPair({ clock });
      const heard: string[] = [];
      host.onBytes((bytes) => heard.push(Buffer.from(bytes).toString('latin1')));
      driver.attachSimulator({ transport, clock, script, report: (what) => reported.push(what) });
      await host.open();
      return { host, heard };
    };
    const first = await connect();
    await first.host.write(labelBytes({ copies: 2 }));
    await clock.advance(1000);
    await first.host.close();
    const second = await connect();
    await second.host.write(Buffer.from('~HS~HQES'));
    await clock.advance(100);
    expect(second.heard).toEqual([expect.stringContaining('ERRORS:         1 00000000 00000001')]);
    await clock.advance(5000);
    expect(reported.map(({ event }) => event)).toEqual([
      'connected',
      'label',
      'trouble',
      'connected',
      'trouble',
      'label',
    ]);
  });

  it('refuses a script it does not know', () => {
    const clock = createManualClock();
    for (const step of [
      {},
      { afterMs: 1 },
      { afterMs: 1, set: { explode: true } },
      { afterMs: 1, set: { paperOut: 1 } },
    ]) {
      const [, transport] = createMemoryPair({ clock });
      expect(() => driver.attachSimulator({ transport, clock, script: [step], report: () => {} })).toThrow(
        expect.objectContaining({ code: 'input.invalid' }) as Error,
      );
    }
  });

  it('is found through the manifest', async () => {
    expect(await printerZplManifest.load()).toBe(driver);
    expect(printerZplManifest.name).toBe('printer-zpl');
  });
});
