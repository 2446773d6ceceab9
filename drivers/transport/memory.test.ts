import { describe, expect, it } from 'vitest';
import { createManualClock } from './manual-clock.ts';
import { createMemoryPair, type MemoryPairOptions } from './memory.ts';
import type { Transport } from './transport.ts';

const hex = (chunks: readonly Uint8Array[]): string[] =>
  chunks.map((chunk) => Buffer.from(chunk).toString('hex'));

function collect(transport: Transport): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  transport.onBytes((bytes) => chunks.push(bytes));
  return chunks;
}

async function openPair(options: MemoryPairOptions): Promise<[Transport, Transport]> {
  const pair = createMemoryPair(options);
  await pair[0].open();
  return pair;
}

describe('memory line', () => {
  it('carries bytes both ways in order', async () => {
    const clock = createManualClock();
    const [driver, device] = await openPair({ clock });
    const atDevice = collect(device);
    const atDriver = collect(driver);
    await driver.write(Uint8Array.of(1, 2));
    await driver.write(Uint8Array.of(3));
    await device.write(Uint8Array.of(9));
    await clock.advance(0);
    expect(hex(atDevice)).toEqual(['0102', '03']);
    expect(hex(atDriver)).toEqual(['09']);
  });

  it('keeps bytes for an end that is not open or not listening yet', async () => {
    const clock = createManualClock();
    const [driver, device] = createMemoryPair({ clock });
    await device.write(Uint8Array.of(0xaa));
    await clock.advance(0);
    const chunks = collect(driver);
    expect(hex(chunks)).toEqual([]);
    await driver.open();
    await clock.advance(0);
    expect(hex(chunks)).toEqual(['aa']);
  });

  it('delays by the given clock and keeps the order when delays differ', async () => {
    const clock = createManualClock();
    const [driver, device] = await openPair({ clock, seed: 7, toDevice: { delayMs: { min: 1, max: 50 } } });
    const chunks = collect(device);
    for (let value = 0; value < 20; value += 1) await driver.write(Uint8Array.of(value));
    expect(chunks).toHaveLength(0);
    await clock.advance(60);
    expect(chunks.map((chunk) => chunk[0])).toEqual([...Array(20).keys()]);
  });

  it('splits into chunks of the wanted size', async () => {
    const clock = createManualClock();
    const [driver, device] = await openPair({ clock, toDevice: { split: 2 } });
    const chunks = collect(device);
    await driver.write(Uint8Array.of(1, 2, 3, 4, 5));
    await clock.advance(0);
    expect(hex(chunks)).toEqual(['0102', '0304', '05']);
  });

  it('loses and corrupts the same bytes for the same seed', async () => {
    const run = async (seed: number): Promise<string> => {
      const clock = createManualClock();
      const [driver, device] = await openPair({ clock, seed, toDevice: { loss: 0.1, corruption: 0.1 } });
      const chunks = collect(device);
      await driver.write(new Uint8Array(200).fill(0x55));
      await clock.advance(0);
      return hex(chunks).join('');
    };
    expect(await run(3)).toBe(await run(3));
    expect(await run(3)).not.toBe(await run(4));
    expect((await run(3)).length).toBeLessThan(400);
  });

  it('closes the other end after the bytes under way, with a cause', async () => {
    const clock = createManualClock();
    const [driver, device] = await openPair({ clock, toDevice: { delayMs: 10 } });
    const chunks = collect(device);
    const closes: unknown[] = [];
    driver.onClose((cause) => closes.push(['driver', cause]));
    device.onClose((cause) => closes.push(['device', cause]));
    await driver.write(Uint8Array.of(1));
    await driver.close();
    await driver.close();
    expect(closes).toEqual([['driver', undefined]]);
    await clock.advance(10);
    expect(hex(chunks)).toEqual(['01']);
    expect(closes[1]).toMatchObject(['device', { code: 'transport.closed' }]);
    await expect(device.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'transport.closed' });
    await expect(driver.open()).rejects.toMatchObject({ code: 'transport.closed' });
    expect(clock.pending).toBe(0);
  });
});
