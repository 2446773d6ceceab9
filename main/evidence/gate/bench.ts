/** Benchmarks of the decision engine, run by `tool bench`. */
import { createGate } from './gate.ts';
import type { GateEvent } from './types.ts';
import { createPortal, createRandom, createWalk } from './walk-model/index.ts';

export interface BenchmarkResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly reference: number;
  /** Value over reference: below 1 is better than asked. */
  readonly ratio: number;
}

export interface Benchmark {
  readonly name: string;
  run(): Promise<BenchmarkResult>;
}

/** portal.md section 2: "1 500 reads/s sustained per reader, 4 readers", 200 tags in view. */
const readers = 4;
const readsPerSecond = 1500;
const tagsInView = 200;
const seconds = 12;

/** Reads of one reader: people walk out one after another among shelf tags, until 200 tags are in view. */
function drawEvents(seed: number): GateEvent[] {
  const carried = 20;
  const name = (group: number, index: number) => `30${seed}-${group}-${index}`;
  const strays = Array.from({ length: tagsInView - carried }, (_, index) => name(9, index));
  const events: GateEvent[] = [];
  const random = createRandom(seed);
  for (let startMs = 0; startMs < seconds * 1000; startMs += 5000) {
    const tags = Array.from({ length: carried }, (_, index) => name(startMs / 5000, index));
    const walk = createWalk({
      seed: seed + startMs,
      kind: 'out',
      tags,
      strays,
      startMs,
      radio: { readsPerSecond },
    });
    for (const read of walk.step(startMs, Math.min(walk.endMs, startMs + 5000)))
      events.push({ kind: 'read', ...read });
  }
  // The model reads no more tags than the air lets it; fill up to the rate a busy reader sustains.
  const wanted = seconds * readsPerSecond;
  const antennas = createPortal().antennas;
  while (events.length < wanted) {
    const t = random.between(0, seconds * 1000);
    const antenna = random.pick(antennas).id;
    events.push({ kind: 'read', t, epc: random.pick(strays), antenna, rssi: random.integer(-76, -52) });
  }
  return events.sort((left, right) => left.t - right.t);
}

function newGate() {
  return createGate({ id: 'bench', antennas: createPortal().antennas.map(({ id, side }) => ({ id, side })) });
}

/** Share of one core that four readers at 1 500 reads/s take, ticks included. */
async function runThroughput(): Promise<BenchmarkResult> {
  const streams = Array.from({ length: readers }, (_, index) => drawEvents(100 + index));
  const gates = streams.map(() => newGate());
  const from = performance.now();
  streams.forEach((stream, index) => {
    for (const event of stream) gates[index]?.push(event);
  });
  const value = (100 * (performance.now() - from)) / (seconds * 1000);
  return result('gate.reads_6000_per_second', value, '% of a core', 25);
}

/** Mean time of a tick with 200 tags in the open passage, all of them freshly read. */
async function runTick(): Promise<BenchmarkResult> {
  const gate = newGate();
  const epcs = Array.from({ length: tagsInView }, (_, index) => `31-${index}`);
  const antennas = createPortal().antennas;
  const random = createRandom(7);
  let spent = 0;
  let ticks = 0;
  for (let t = 0; t < 12_000; t += 100) {
    for (let read = 0; read < readsPerSecond / 10; read += 1) {
      gate.push({
        kind: 'read',
        t: t + 1 + read / 2,
        epc: random.pick(epcs),
        antenna: random.pick(antennas).id,
        rssi: random.integer(-70, -45),
      });
    }
    const from = performance.now();
    gate.push({ kind: 'tick', t: t + 100 });
    spent += performance.now() - from;
    ticks += 1;
  }
  return result('gate.tick_200_tags', spent / ticks, 'ms', 1);
}

function result(name: string, value: number, unit: string, reference: number): BenchmarkResult {
  return { name, value: Math.round(value * 1000) / 1000, unit, reference, ratio: value / reference };
}

export const benchmarks: readonly Benchmark[] = [
  { name: 'gate.reads_6000_per_second', run: runThroughput },
  { name: 'gate.tick_200_tags', run: runTick },
];
