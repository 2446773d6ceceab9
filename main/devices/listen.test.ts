import { describe, expect, it } from 'vitest';
import { findDriver } from '../../drivers/registry.ts';
import { createManualClock } from '../../drivers/transport/manual-clock.ts';
import { createMemoryPair } from '../../drivers/transport/memory.ts';
import type { Clock } from '../../drivers/transport/transport.ts';
import { listenOnPort } from './listen.ts';

const ear = ['scale-mt-sics', 'scale-kern', 'bp-tm2657', 'spo2-nonin'].map(findDriver);

/** A port at which a device speaks at one speed; at others it is silent. */
function port(clock: Clock, baud: string, device: (line: ReturnType<typeof createMemoryPair>[1]) => void) {
  const written: string[] = [];
  const opened: string[] = [];
  return {
    written,
    opened,
    openTransportFactory: (url: string) => () => {
      opened.push(url);
      const [near, far] = createMemoryPair({ url, clock });
      far.onBytes((bytes) => written.push(Buffer.from(bytes).toString('latin1')));
      if (url.endsWith(`baud=${baud}`)) device(far);
      return near;
    },
  };
}

async function heard(work: Promise<unknown>, clock: ReturnType<typeof createManualClock>): Promise<unknown> {
  let done = false;
  void work.finally(() => {
    done = true;
  });
  while (!done) await clock.advance(500);
  return work;
}

describe('listening on an unknown port', () => {
  it('finds a balance that speaks by itself, and writes nothing to it', async () => {
    const clock = createManualClock();
    const line = port(clock, '9600', (far) => {
      for (const wait of [200, 700, 1200])
        clock.after(wait, () => void far.write(Buffer.from('+00083.20 G S\r\n')));
    });
    const found = await heard(listenOnPort('/dev/ttyS0', { drivers: ear, clock, ...line }), clock);
    expect(found).toMatchObject([{ driver: 'scale-kern', baudRate: 9600, asked: false }]);
    expect(line.written).toEqual([]);
    expect(line.opened).toEqual(['serial:///dev/ttyS0?baud=9600', 'serial:///dev/ttyS0?baud=2400']);
    expect(clock.pending).toBe(0);
  });

  it('asks only those whose first words are harmless, when nobody speaks', async () => {
    const clock = createManualClock();
    const module = await findDriver('scale-mt-sics').load();
    const line = port(clock, '9600', (far) => {
      module.attachSimulator({ transport: far, clock, script: [], report: () => {} });
    });
    const found = await heard(listenOnPort('COM3', { drivers: ear, clock, ...line }), clock);
    expect(found).toMatchObject([{ driver: 'scale-mt-sics', asked: true, score: 95 }]);
    expect(line.opened.at(-1)).toBe('serial:COM3?baud=9600');
  });

  it('says nothing of a silent port', async () => {
    const clock = createManualClock();
    const line = port(clock, 'none', () => {});
    expect(await heard(listenOnPort('COM3', { drivers: ear, clock, ...line }), clock)).toEqual([]);
  });
});
