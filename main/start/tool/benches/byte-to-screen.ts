import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { framed, SYN } from '../../../../drivers/blood-pressure/bp-tm2657/commands.ts';
import type { Benchmark, BenchmarkResult } from '../benchmarks.ts';
import { positionOf, type WorldDevice } from './devices-world/twelve.ts';
import { DevicesWorld } from './devices-world/world.ts';
import { benchmarkResult, percentile } from './result.ts';
import { startStation, withDataFolder } from './running-station.ts';

/** Issue 3, "Speed": from the last byte of a measurement to the value on screen, p99. */
const ALLOWED_MS = 50;
const MEASUREMENTS = 240;
const CONNECT_MS = 3000;

interface Way {
  readonly name: string;
  readonly device: WorldDevice;
  /** A whole measurement whose first value on the screen is `value`. */
  readonly bytes: (value: number) => Uint8Array;
}

const ways: readonly Way[] = [
  {
    // A frame with an end and a check.
    name: 'devices.byte_to_screen',
    device: { driver: 'bp-tm2657', role: 'blood-pressure', settings: {}, script: [] },
    bytes: (value) =>
      framed(
        [SYN, SYN],
        '00',
        ['TM2657', kioskTime(), 'RA', 'M', 'E00', `S${value}`, 'M 97', 'D 82', 'P 71'].join('\x1e'),
      ),
  },
  {
    // Bare digits: only silence says that no more come.
    name: 'devices.byte_to_screen.silence',
    device: { driver: 'bp-ua767', role: 'blood-pressure', settings: {}, script: [] },
    bytes: (value) => Buffer.from(`80${hexByte(value - 60)}3C4455`, 'latin1'),
  },
];

const hexByte = (value: number): string => value.toString(16).toUpperCase().padStart(2, '0');

/** `yymmddhhmm` of this moment. */
function kioskTime(): string {
  const now = new Date();
  const parts = [
    now.getFullYear() % 100,
    now.getMonth() + 1,
    now.getDate(),
    now.getHours(),
    now.getMinutes(),
  ];
  return parts.map((part) => String(part).padStart(2, '0')).join('');
}

/**
 * A simulator in another process writes whole measurements to a socket; the station's device page in Chromium, with the
 * device beside it, says when the frame with the value was drawn. Beside it the smallest call over the same page's socket.
 */
async function byteToScreen({ name, device, bytes }: Way): Promise<BenchmarkResult> {
  // The browser's driver is no part of a station: loaded when it is measured.
  const { openDevicePage } = await import('../../../../resources/tooling/screen-bench/device-page.ts');
  const world = new DevicesWorld();
  try {
    return await withDataFolder(async (folder) => {
      const [url = ''] = await world.play([device]);
      const file = path.join(path.dirname(folder), 'devices.json');
      writeFileSync(file, JSON.stringify({ version: 1, positions: [positionOf(device, url, 'bench')] }));
      const station = await startStation(folder, ['--devices', file]);
      try {
        const page = await openDevicePage(station.url, device.driver);
        try {
          await pause(CONNECT_MS);
          const written: { readonly text: string; readonly at: number }[] = [];
          for (let count = 0; count < MEASUREMENTS; count += 1) {
            const value = 100 + (count % 100);
            written.push({ text: String(value), at: await world.write(device.driver, bytes(value)) });
            // Steps of 17 ms meet every phase of frames and timers.
            await pause(130 + ((count * 17) % 100));
          }
          await pause(500);
          const times = waits(written, await page.sights());
          const echoes = await page.echoes(MEASUREMENTS);
          const round = (time: number): number => Math.round(time * 10) / 10;
          return {
            ...benchmarkResult(name, percentile(times, 0.99), 'ms', percentile(echoes, 0.99)),
            allowed: ALLOWED_MS,
            goal: 'at most',
            median: round(percentile(times, 0.5)),
          };
        } finally {
          await page.close();
        }
      } finally {
        await station.stop();
      }
    });
  } finally {
    await world.stop();
  }
}

/** The time of each measurement until it was seen. @throws Error when one never was */
function waits(
  written: readonly { readonly text: string; readonly at: number }[],
  sights: readonly { readonly text: string; readonly at: number }[],
): number[] {
  let next = 0;
  return written.map(({ text, at }, count) => {
    const place = sights.findIndex((sight, index) => index >= next && sight.text === text);
    const sight = sights[place];
    if (sight === undefined) throw new Error(`measurement ${count} (${text}) was never on the screen`);
    next = place + 1;
    return sight.at - at;
  });
}

export const benchmarks: readonly Benchmark[] = ways.map((way) => ({
  name: way.name,
  run: () => byteToScreen(way),
}));
