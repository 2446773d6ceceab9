import type { Clock } from '../../transport/transport.ts';
import type { FieldValue, Group } from './codec.ts';
import { groupAt, groupsAt, numberAt } from './groups.ts';
import type { TagMemory } from './simulator-tags.ts';

/** One read a virtual antenna makes. */
export interface SimulatedRead {
  /** Hex. */
  readonly epc: string;
  readonly antenna: number;
  /** dBm, a whole number. */
  readonly rssi: number;
  /** Milliseconds from now, default 0; below zero it was made that long ago and is told now, with its own time. */
  readonly at?: number;
  /** Reads squeezed into one report entry; default 1. */
  readonly count?: number;
  /** Hex; needed for AccessSpecs to find the tag. */
  readonly tid?: string;
}

export interface ReaderTimes {
  readonly hasUtc: boolean;
  /** Microseconds on the reader's clock, UTC or uptime. */
  now(): number;
}

interface RoSpecEntry {
  readonly spec: Group;
  state: 'disabled' | 'inactive' | 'active';
  cancel: () => void;
  /** Entries waiting until the report trigger's N is reached. */
  waiting: Group[];
}

interface AccessSpecEntry {
  readonly spec: Group;
  enabled: boolean;
  /** Operations left; undefined = without end. */
  left: number | undefined;
}

/** Microseconds between two of the reads that a count above 1 stands for. */
const REREAD_US = 20_000;
const DEFAULT_CHANNEL = 3;

export interface InventoryOutput {
  report(entries: readonly Group[]): void;
  roSpecEvent(eventType: 0 | 1 | 2, roSpecId: number): void;
}

/** The specs of a virtual reader and what they make of a tag in the field. */
export class VirtualInventory {
  readonly roSpecs = new Map<number, RoSpecEntry>();
  readonly accessSpecs = new Map<number, AccessSpecEntry>();
  readonly #clock: Clock;
  readonly #times: ReaderTimes;
  readonly #output: InventoryOutput;

  constructor(clock: Clock, times: ReaderTimes, output: InventoryOutput) {
    this.#clock = clock;
    this.#times = times;
    this.#output = output;
  }

  get isRunning(): boolean {
    return [...this.roSpecs.values()].some((entry) => entry.state === 'active');
  }

  start(roSpecId: number, entry: RoSpecEntry): void {
    entry.state = 'active';
    this.#output.roSpecEvent(0, roSpecId);
    const stop = groupAt(groupAt(entry.spec, 'roBoundarySpec'), 'roSpecStopTrigger');
    if (numberAt(stop, 'triggerType') !== 1) return;
    entry.cancel = this.#clock.after(numberAt(stop, 'durationTriggerValue') ?? 0, () =>
      this.end(roSpecId, 1),
    );
  }

  /** Ends an active ROSpec: what waits is reported, then the event. */
  end(roSpecId: number, eventType: 1 | 2): void {
    const entry = this.roSpecs.get(roSpecId);
    if (entry?.state !== 'active') return;
    entry.cancel();
    entry.state = 'inactive';
    this.#flush(entry);
    this.#output.roSpecEvent(eventType, roSpecId);
  }

  delete(roSpecId: number): void {
    for (const [id, entry] of [...this.roSpecs]) {
      if (roSpecId !== 0 && roSpecId !== id) continue;
      this.end(id, 1);
      entry.cancel();
      this.roSpecs.delete(id);
    }
  }

  /** Forgets everything without a word, as a reboot does. */
  clear(): void {
    for (const entry of this.roSpecs.values()) entry.cancel();
    this.roSpecs.clear();
    this.accessSpecs.clear();
  }

  /** A tag answers at an antenna: every running ROSpec that listens there reports it. */
  see(read: SimulatedRead, memory: TagMemory | undefined): void {
    for (const [roSpecId, entry] of this.roSpecs) {
      if (entry.state !== 'active' || !listensTo(entry.spec, read.antenna)) continue;
      const reportSpec = groupAt(entry.spec, 'roReportSpec');
      const content = this.#content(read, memory, roSpecId, groupAt(reportSpec, 'tagReportContentSelector'));
      entry.waiting.push({ ...content, ...this.#access(read, memory, roSpecId) });
      const every = numberAt(reportSpec, 'n') ?? 1;
      if (every > 0 && entry.waiting.length >= every) this.#flush(entry);
    }
  }

  #flush(entry: RoSpecEntry): void {
    if (entry.waiting.length === 0) return;
    const entries = entry.waiting;
    entry.waiting = [];
    this.#output.report(entries);
  }

  /** The fields the content selector asks for, and no others. */
  #content(
    read: SimulatedRead,
    memory: TagMemory | undefined,
    roSpecId: number,
    selector: Group | undefined,
  ): Record<string, FieldValue> {
    const epc = (memory?.epc ?? read.epc).toUpperCase();
    const lastUs = Math.round(this.#times.now() + Math.min(0, read.at ?? 0) * 1000);
    const firstUs = Math.max(0, lastUs - ((read.count ?? 1) - 1) * REREAD_US);
    const clockName = this.#times.hasUtc ? 'Utc' : 'Uptime';
    const wanted = (name: string): boolean => selector === undefined || selector[name] === true;
    const content: Record<string, FieldValue> =
      epc.length === 24 ? { epc96: epc } : { epcData: { epc: { bits: epc.length * 4, hex: epc } } };
    if (wanted('enableRoSpecId')) content['roSpecId'] = roSpecId;
    if (wanted('enableSpecIndex')) content['specIndex'] = 1;
    if (wanted('enableInventoryParameterSpecId')) content['inventoryParameterSpecId'] = 1;
    if (wanted('enableAntennaId')) content['antennaId'] = read.antenna;
    if (wanted('enablePeakRssi')) content['peakRssi'] = read.rssi;
    if (wanted('enableChannelIndex')) content['channelIndex'] = DEFAULT_CHANNEL;
    if (wanted('enableFirstSeenTimestamp')) content[`firstSeenTimestamp${clockName}`] = firstUs;
    if (wanted('enableLastSeenTimestamp')) content[`lastSeenTimestamp${clockName}`] = lastUs;
    if (wanted('enableTagSeenCount')) content['tagSeenCount'] = read.count ?? 1;
    const memorySelector = groupsAt(selector, 'c1g2EpcMemorySelector')[0];
    if (memorySelector?.['enablePcBits'] === true) content['c1g2Pc'] = memory?.pc ?? (epc.length / 4) << 11;
    return content;
  }

  /** Runs the first enabled AccessSpec that means this tag, as readers do. */
  #access(read: SimulatedRead, memory: TagMemory | undefined, roSpecId: number): Record<string, FieldValue> {
    if (memory === undefined) return {};
    for (const [accessSpecId, entry] of this.accessSpecs) {
      const { spec } = entry;
      const antenna = numberAt(spec, 'antennaId') ?? 0;
      const itsRoSpec = numberAt(spec, 'roSpecId') ?? 0;
      if (!entry.enabled || (antenna !== 0 && antenna !== read.antenna)) continue;
      if (itsRoSpec !== 0 && itsRoSpec !== roSpecId) continue;
      const command = groupAt(spec, 'accessCommand');
      const targets = groupsAt(groupAt(command, 'c1g2TagSpec'), 'c1g2TargetTag');
      if (!targets.every((target) => memory.matches(target))) continue;
      const opSpecResults = groupsAt(command, 'opSpecs').flatMap((each) => operate(memory, each));
      if (entry.left !== undefined) {
        entry.left -= 1;
        if (entry.left === 0) this.accessSpecs.delete(accessSpecId);
      }
      return { accessSpecId, opSpecResults };
    }
    return {};
  }
}

function listensTo(spec: Group, antenna: number): boolean {
  return groupsAt(spec, 'specs').some((each) => {
    const antennas = groupAt(each, 'value')?.['antennaIds'];
    return Array.isArray(antennas) && (antennas.includes(antenna) || antennas.includes(0));
  });
}

function operate(memory: TagMemory, opSpec: Group): Group[] {
  const operation = groupAt(opSpec, 'value');
  if (operation === undefined) return [];
  const opSpecId = numberAt(operation, 'opSpecId') ?? 0;
  if (opSpec['parameter'] === 'C1G2Read') {
    return [{ parameter: 'C1G2ReadOpSpecResult', value: { opSpecId, ...memory.read(operation) } }];
  }
  if (opSpec['parameter'] === 'C1G2Write') {
    return [{ parameter: 'C1G2WriteOpSpecResult', value: { opSpecId, ...memory.write(operation) } }];
  }
  return [];
}
