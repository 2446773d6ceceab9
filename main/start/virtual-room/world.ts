import type { SimulatedRead } from '../../../drivers/rfid/llrp/index.ts';
import { Floor, type WalkerView, type WalkProgress } from './floor.ts';
import type { FromVirtualRoom, RefusalCode, RoomTag, WalkMessage } from './messages.ts';
import { isTagNumber, lastingTid } from './tag-supply.ts';

/** What one step of the world does to the devices, and what the station is told. */
export interface WorldChanges {
  readonly reads: readonly SimulatedRead[];
  /** Light barriers that changed, counted from inside. */
  readonly beams: readonly { readonly id: number; readonly broken: boolean }[];
  /** Present when the leaf has moved. */
  readonly doorOpen: boolean | undefined;
  readonly reports: readonly FromVirtualRoom[];
}

const walkReportMs = 200;
/** A group of three is what the portal's engine has to tell apart; more do not fit through a door. */
const peopleAtOnce = 3;

type Numbered = { readonly epc: string | null; readonly tid: string | null };

/** The floor with names and chips: walks as the station asks for them, reads as a reader makes them. Pure. */
export class World {
  readonly #floor: Floor;
  readonly #tids = new Map<string, string>();
  readonly #reportedAt = new Map<string, number>();
  #beams: readonly [boolean, boolean] = [false, false];
  #walkers: readonly WalkerView[] = [];
  #doorOpen = false;

  constructor(seed: number) {
    this.#floor = new Floor(seed);
  }

  get walkers(): readonly WalkerView[] {
    return this.#walkers;
  }

  get doorOpen(): boolean {
    return this.#doorOpen;
  }

  /** Remembers which chip carries which number. False, and nothing remembered, when one of them cannot be a tag's. */
  learn(tags: readonly Numbered[]): boolean {
    const numbers = tags.flatMap(({ epc, tid }) => [epc, tid]).filter((number) => number !== null);
    if (!numbers.every(isTagNumber)) return false;
    for (const { epc, tid } of tags) {
      if (epc !== null && tid !== null) this.#tids.set(epc.toUpperCase(), tid.toUpperCase());
    }
    return true;
  }

  setResidents(tags: readonly RoomTag[]): RefusalCode | undefined {
    if (!this.learn(tags)) return 'room.bad_number';
    this.#floor.setResidents(tags.map((tag) => tag.epc));
    return undefined;
  }

  /** Somebody sets out at the moment of the last step. */
  walk(message: WalkMessage): FromVirtualRoom {
    const { id, person, path, tags } = message;
    const badgeEpc = person?.badgeEpc ?? null;
    const refused = (code: RefusalCode): FromVirtualRoom => ({ kind: 'refused', message: 'walk', code, id });
    if (this.#floor.isWalking(id)) return refused('room.walk_twice');
    if (this.#floor.walkers >= peopleAtOnce) return refused('room.door_crowded');
    if (!this.learn([...tags, { epc: badgeEpc, tid: null }])) return refused('room.bad_number');
    return progressOf(
      this.#floor.begin({
        id,
        person: person?.name ?? null,
        badgeEpc,
        items: tags.map((tag) => tag.epc),
        path,
        from: message.from ?? (path === 'walk-by' ? 'outside' : 'inside'),
      }),
    );
  }

  /** @param nowMs model time, never back */
  advance(nowMs: number, doorLocked: boolean): WorldChanges {
    const step = this.#floor.step(nowMs, doorLocked);
    const beams = ([0, 1] as const)
      .filter((at) => this.#beams[at] !== step.beamsBroken[at])
      .map((at) => ({ id: at + 1, broken: step.beamsBroken[at] }));
    const doorOpen = step.doorOpen === this.#doorOpen ? undefined : step.doorOpen;
    this.#beams = step.beamsBroken;
    this.#doorOpen = step.doorOpen;
    this.#walkers = step.walkers;
    const due = step.walkers.filter(({ plan }) => this.#isDue(plan.id, nowMs));
    for (const { plan } of step.finished) this.#reportedAt.delete(plan.id);
    return {
      reads: step.reads.map(({ epc, antenna, rssi, count }) => ({
        epc,
        antenna,
        rssi,
        count,
        tid: this.#tidOf(epc),
      })),
      beams,
      doorOpen,
      reports: [
        ...due.map(progressOf),
        ...step.finished.map(({ plan, stoppedByDoor }): FromVirtualRoom => {
          return { kind: 'walked', id: plan.id, stoppedByDoor };
        }),
      ],
    };
  }

  /** The first report of a walk is the answer to its order, so the clock starts with the first step after it. */
  #isDue(id: string, nowMs: number): boolean {
    const reportedAt = this.#reportedAt.get(id);
    if (reportedAt === undefined || nowMs - reportedAt >= walkReportMs) this.#reportedAt.set(id, nowMs);
    return reportedAt !== undefined && nowMs - reportedAt >= walkReportMs;
  }

  #tidOf(epc: string): string {
    const tid = this.#tids.get(epc) ?? lastingTid(epc);
    this.#tids.set(epc, tid);
    return tid;
  }
}

function progressOf({ plan, progress, lengthMs }: WalkProgress): FromVirtualRoom {
  const { id, person, path } = plan;
  return { kind: 'walking', id, person, path, progress, seconds: Math.round(lengthMs / 100) / 10 };
}
