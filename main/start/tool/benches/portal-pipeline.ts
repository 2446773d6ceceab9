import type { TagSighting } from '../../../../drivers/manifest.ts';
import { encodeMessage, type Group } from '../../../../drivers/rfid/llrp/codec.ts';
import { MessageFramer } from '../../../../drivers/rfid/llrp/framer.ts';
import { SightingStream } from '../../../../drivers/rfid/llrp/sightings.ts';
import { decodeTagReports } from '../../../../drivers/rfid/llrp/tag-reports.ts';
import type { Clock } from '../../../../drivers/transport/transport.ts';
import { createGate } from '../../../evidence/gate/gate.ts';
import { createPortal, createRandom, createWalk } from '../../../evidence/gate/walk-model/index.ts';
import type { Benchmark, BenchmarkResult } from '../benchmarks.ts';
import { benchmarkResult } from './result.ts';

/** Portal notes section 2: 1,500 reads a second sustained by each of four readers, 200 tags in view. */
const READERS = 4;
const READS_PER_SECOND = 1500;
const TAGS_IN_VIEW = 200;
const CARRIED = 20;
const SECONDS = 12;
/** A group of people walks out this often. */
const WALK_EVERY_MS = 5000;
/** What one read of a socket brings at that rate, every few tens of milliseconds. */
const DELIVERY_MS = 20;
/** Issue 2, "Speed and memory". */
const ALLOWED_PERCENT = 25;
const STARTED_AT = Date.UTC(2026, 0, 15, 8);

interface Read {
  readonly t: number;
  readonly epc: string;
  readonly antenna: number;
  readonly rssi: number;
}

/** Bytes as they come from a socket, with the time at which they do. */
interface Delivery {
  readonly t: number;
  readonly bytes: Uint8Array;
}

const antennas = createPortal().antennas;

/** Reads of one door: people walk out one group after another among the tags of the shelves. */
function drawReads(seed: number): Read[] {
  const epc = (group: number, index: number): string =>
    `3416451FD4${[seed, group, index].map((part) => part.toString(16).padStart(4, '0')).join('')}00`.toUpperCase();
  const strays = Array.from({ length: TAGS_IN_VIEW - CARRIED }, (_, index) => epc(0xff, index));
  const random = createRandom(seed);
  const reads: Read[] = [];
  for (let startMs = 0; startMs < SECONDS * 1000; startMs += WALK_EVERY_MS) {
    const tags = Array.from({ length: CARRIED }, (_, index) => epc(startMs / WALK_EVERY_MS, index));
    const walk = createWalk({
      seed: seed + startMs,
      kind: 'out',
      tags,
      strays,
      startMs,
      radio: { readsPerSecond: READS_PER_SECOND },
    });
    for (const { t, epc: read, antenna, rssi } of walk.step(
      startMs,
      Math.min(walk.endMs, startMs + WALK_EVERY_MS),
    )) {
      reads.push({ t, epc: read, antenna: antenna ?? 1, rssi: rssi ?? -70 });
    }
  }
  // The model reads no more than the air allows; a busy reader sustains the full rate.
  while (reads.length < SECONDS * READS_PER_SECOND) {
    reads.push({
      t: random.between(0, SECONDS * 1000),
      epc: random.pick(strays),
      antenna: random.pick(antennas).id,
      rssi: random.integer(-76, -52),
    });
  }
  return reads.sort((left, right) => left.t - right.t);
}

function entryOf(read: Read): Group {
  const us = Math.round((STARTED_AT + read.t) * 1000);
  return {
    epc96: read.epc.toLowerCase(),
    antennaId: read.antenna,
    peakRssi: Math.round(read.rssi),
    firstSeenTimestampUtc: us,
    lastSeenTimestampUtc: us,
    tagSeenCount: 1,
    c1g2Pc: 0x3000,
  };
}

/** One report message a read, as readers send them that are asked not to wait. */
function deliveriesOf(reads: readonly Read[]): Delivery[] {
  const slots = Map.groupBy(reads, (read) => Math.ceil(read.t / DELIVERY_MS) * DELIVERY_MS);
  return [...slots].map(([t, slot]) => ({
    t,
    bytes: Buffer.concat(
      slot.map((read, id) =>
        encodeMessage({ name: 'RO_ACCESS_REPORT', id, body: { tagReportData: [entryOf(read)] } }),
      ),
    ),
  }));
}

/** One door from its socket to its decisions, as it runs in a station. */
class Door {
  decisions = 0;
  #time = 0;
  readonly #framer = new MessageFramer();
  readonly #gate = createGate({ id: 'bench', antennas: antennas.map(({ id, side }) => ({ id, side })) });
  readonly #sightings: SightingStream;

  constructor() {
    const clock: Clock = {
      now: () => STARTED_AT + this.#time,
      monotonic: () => this.#time,
      after: () => () => undefined,
    };
    this.#sightings = new SightingStream(clock, {
      onSightings: (sightings) => this.#judge(sightings),
      onClock: () => undefined,
    });
  }

  receive({ t, bytes }: Delivery): void {
    this.#time = t;
    this.#framer.push(bytes, (message) => this.#sightings.add(decodeTagReports(message)));
    this.#sightings.flush();
  }

  end(): void {
    this.#count(this.#gate.push({ kind: 'tick', t: STARTED_AT + SECONDS * 1000 + 60_000 }));
  }

  #judge(sightings: readonly TagSighting[]): void {
    for (const { firstAt, lastAt, epc, antenna, rssi, count } of sightings) {
      this.#count(
        this.#gate.push({
          kind: 'read',
          t: firstAt,
          epc,
          count,
          lastT: lastAt,
          ...(antenna === undefined ? {} : { antenna }),
          ...(rssi === undefined ? {} : { rssi }),
        }),
      );
    }
  }

  #count(outputs: readonly { readonly kind: string }[]): void {
    for (const output of outputs) if (output.kind === 'item_decided') this.decisions += 1;
  }
}

/** Share of one core that four readers at full rate take from the bytes of the socket to the decision. */
async function portalPipeline(): Promise<BenchmarkResult> {
  const doors = Array.from({ length: READERS }, (_, index) => ({
    door: new Door(),
    deliveries: deliveriesOf(drawReads(100 + index)),
  }));
  // Time of the processor and not of the clock: on a busy machine the share of a core stays the same.
  const from = process.cpuUsage();
  for (const { door, deliveries } of doors) {
    for (const delivery of deliveries) door.receive(delivery);
    door.end();
  }
  const { user, system } = process.cpuUsage(from);
  const spent = (user + system) / 1000;
  const silent = doors.filter(({ door }) => door.decisions === 0).length;
  if (silent > 0) throw new Error(`${silent} of ${READERS} doors decided nothing`);
  return benchmarkResult('portal-pipeline', (100 * spent) / (SECONDS * 1000), '% of a core', ALLOWED_PERCENT);
}

export const benchmarks: readonly Benchmark[] = [{ name: 'portal-pipeline', run: portalPipeline }];
