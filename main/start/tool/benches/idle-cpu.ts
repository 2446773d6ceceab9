import { spawnSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { FromDevices, ToDevices } from '../../../devices/messages.ts';
import type { Benchmark, BenchmarkResult } from '../benchmarks.ts';
import { processorTime } from './devices-world/processor-time.ts';
import { openSerialLines } from './devices-world/serial-lines.ts';
import { positionOf, twelveDevices } from './devices-world/twelve.ts';
import { DevicesWorld, ended, forked } from './devices-world/world.ts';
import { benchmarkResult } from './result.ts';

/** Issue 3, "Speed": idle CPU of twelve open devices, percent of one core. */
const ALLOWED_PERCENT = 2;
const READY_LIMIT_MS = 60_000;
/** Compiling what the first minutes ran and the garbage of the start are over. */
const SETTLE_MS = 10_000;
const MEASURED_MS = 20_000;

/**
 * Share of one core of the devices process with twelve open devices to which nothing happens: polls, heartbeats and what they
 * bring. Measured beside a program with one timer of 100 ms, in the same seconds.
 */
async function idleCpu(name: string, line: 'tcp' | 'serial'): Promise<BenchmarkResult> {
  const world = new DevicesWorld();
  const serial = line === 'serial' ? await openSerialLines(twelveDevices.length) : undefined;
  const devices = forked('../../../devices.ts');
  const idle = forked('./idle-program.ts');
  try {
    const played = await world.play(
      twelveDevices,
      serial?.map(({ far }) => far),
    );
    const urls = serial?.map(({ near }) => near) ?? played;
    const positions = twelveDevices.map((device, at) => positionOf(device, urls[at] ?? '', `p${at}`));
    const notReady = new Set(positions.map(({ id }) => id));
    const ready = new Promise<void>((resolve) => {
      devices.on('message', (message) => {
        const heard = message as FromDevices;
        if (heard.kind !== 'events') return;
        for (const { device, event } of heard.events) {
          if (event.kind === 'state' && event.state === 'ready') notReady.delete(device);
        }
        if (notReady.size === 0) resolve();
      });
    });
    devices.send({ kind: 'positions', positions } satisfies ToDevices);
    await Promise.race([ready, pause(READY_LIMIT_MS)]);
    if (notReady.size > 0) {
      const drivers = positions.filter(({ id }) => notReady.has(id)).map(({ driver }) => driver);
      throw new Error(`not ready: ${drivers.join(' ')}`);
    }
    await pause(SETTLE_MS);
    const ids = [devices.pid ?? 0, idle.pid ?? 0] as const;
    const from = performance.now();
    const before = ids.map(processorTime);
    await pause(MEASURED_MS);
    const after = ids.map(processorTime);
    const lasted = performance.now() - from;
    const [ours = 0, reference = 0] = after.map((time, at) => (100 * (time - (before[at] ?? 0))) / lasted);
    return {
      ...benchmarkResult(name, ours, '% of a core', reference),
      allowed: ALLOWED_PERCENT,
      goal: 'at most',
    };
  } finally {
    await Promise.all([ended(devices), ended(idle), world.stop()]);
    serial?.forEach(({ close }) => close());
  }
}

/** Pseudo-terminals need the tool that makes pairs of them. */
const hasSerialLines = process.platform === 'linux' && spawnSync('socat', ['-V']).status === 0;

export const benchmarks: readonly Benchmark[] = [
  { name: 'devices.idle_cpu', run: () => idleCpu('devices.idle_cpu', 'tcp') },
  ...(hasSerialLines
    ? [{ name: 'devices.idle_cpu.serial', run: () => idleCpu('devices.idle_cpu.serial', 'serial') }]
    : []),
];
