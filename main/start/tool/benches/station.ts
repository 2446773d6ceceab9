import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Benchmark, BenchmarkResult } from '../benchmarks.ts';
import { benchmarkResult, percentile } from './result.ts';
import { firstAnswer, startStation, withDataFolder } from './running-station.ts';

/** Issue 2, "Speed and memory": cold start to interactive. */
const ALLOWED_START_MS = 1500;
/** Issue 2, "Speed and memory": station and devices processes together. */
const ALLOWED_MEGABYTES = 200;
const STARTS = 5;
/** Part of the name of the program that plays the virtual devices, in sources and bundles. */
const OUTSIDE_WORLD = 'virtual-room';
/** Until the demo world's devices are connected and start-up garbage is gone. */
const SETTLE_MS = 10_000;

/** From the start of the process to the first answer over the contract, with the data folder of an earlier day. Median. */
async function coldStart(): Promise<BenchmarkResult> {
  return withDataFolder(async (folder) => {
    // The first start of all fills the folder; it is not what happens every morning.
    await (await startStation(folder)).stop();
    const times: number[] = [];
    for (let start = 0; start < STARTS; start += 1) {
      const from = performance.now();
      const station = await startStation(folder);
      try {
        await firstAnswer(station.url);
        times.push(performance.now() - from);
      } finally {
        await station.stop();
      }
    }
    return benchmarkResult('cold-start', percentile(times, 0.5), 'ms', ALLOWED_START_MS);
  });
}

/**
 * Resident memory of the station's process and all its children but one, at work with the demo world's devices and
 * after a page has asked for the first screen. The virtual room is left out: it plays the outside world, which a real
 * station does not carry.
 */
async function memory(name: string, bytesOf: (id: number) => number): Promise<BenchmarkResult> {
  return withDataFolder(async (folder) => {
    // Telling the demo world's story takes memory that no later day needs.
    await (await startStation(folder)).stop();
    const station = await startStation(folder);
    try {
      await firstAnswer(station.url);
      await pause(SETTLE_MS);
      const own = family(station.process).filter((id) => !commandLine(id).includes(OUTSIDE_WORLD));
      const bytes = own.reduce((sum, id) => sum + bytesOf(id), 0);
      return benchmarkResult(name, bytes / 1_000_000, 'MB', ALLOWED_MEGABYTES);
    } finally {
      await station.stop();
    }
  });
}

/** A process and everything it started, by Linux's table of processes. */
function family(root: number): number[] {
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), Number(numberIn(Number(name), 'status', 'PPid'))]),
  );
  const members = [root];
  for (const member of members) {
    for (const [id, parent] of parents) if (parent === member) members.push(id);
  }
  return members;
}

/** Empty for a process that has just ended (proc(5)). */
function commandLine(id: number): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function residentBytes(id: number): number {
  return Number(numberIn(id, 'status', 'VmRSS')) * 1024;
}

/** Proportional set size (proc(5), `smaps_rollup`): shared pages are divided among those who share them. */
function proportionalBytes(id: number): number {
  return Number(numberIn(id, 'smaps_rollup', 'Pss')) * 1024;
}

/** First number of a field of a file of `/proc/<id>` (proc(5)); 0 for a process that has just ended. */
function numberIn(id: number, file: 'status' | 'smaps_rollup', field: string): string {
  try {
    return (
      new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${id}/${file}`, 'utf8'))?.[1] ?? '0'
    );
  } catch {
    return '0';
  }
}

export const benchmarks: readonly Benchmark[] = [
  { name: 'cold-start', run: coldStart },
  // What the machine has to give: a page that both processes share (Node's program, most of all) counts once.
  { name: 'memory', run: () => memory('memory', proportionalBytes) },
  // The resident sizes added up, where it counts twice.
  { name: 'memory.resident', run: () => memory('memory.resident', residentBytes) },
];
