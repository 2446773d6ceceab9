/**
 * Light barriers (光栅) and the door contact: order of breaking gives a direction that no radio can
 * (portal.md section 3, points 6 and 8). What a traversal is worth beside the reads is learned by the fusion model.
 */
import type { Side } from './types.ts';

/** One body that went through all barriers, or turned round between them. */
export interface Traversal {
  readonly direction: 'out' | 'in' | 'return';
  readonly from: number;
  readonly to: number;
  /** Side of the barrier that was broken first. */
  readonly origin: Side;
  /** More breaks than one body makes: two people between the barriers, or a barrier that flickers. */
  readonly tangled: boolean;
}

export interface BarrierWatch {
  /** Takes one change of a barrier; ids are counted from inside. */
  change(t: number, id: number, broken: boolean): void;
  /** Episodes that have ended, oldest first, within the last minute. */
  traversals(): readonly Traversal[];
  /** True once one barrier has been broken several times and no other ever was: the portal has only that one. */
  readonly single: boolean;
  /** True once two barriers have been seen: their order tells directions. */
  readonly ordered: boolean;
  /** Times at which any barrier was broken within the last minute. */
  breaks(): readonly number[];
  /** True while a body stands in a barrier, as far as it is not stuck. */
  readonly occupied: boolean;
  /** Barriers that have reported and are not stuck. */
  readonly known: readonly number[];
  /** True once any barrier has reported its state. */
  readonly present: boolean;
  /** Which way a body now stands half through: it has left one barrier and is still in the next; null otherwise. */
  readonly halfway: Halfway | null;
  /** Since when a body that only one of several barriers saw is gone: it turned round, or the other barrier failed. */
  readonly partialSince: number | null;
}

export interface Halfway {
  readonly direction: 'out' | 'in';
  readonly since: number;
}

/** A body out of the first barrier may be between the barriers this long before it reaches the next. */
const betweenMs = 1200;
/** A barrier's evidence belongs to reads that place the tag at the plane within this time. */
export const agreementMs = 1500;
const singleAfterBreaks = 4;
/** A barrier broken for longer than this is stuck, or something leans in it: it says nothing until it is free again. */
const stuckMs = 8000;
const rememberedMs = 60_000;
const rememberedCount = 64;

interface Episode {
  readonly from: number;
  readonly firstId: number;
  lastId: number;
  lastAt: number;
  breakCount: number;
  readonly ids: Set<number>;
  freedAt: number;
}

/** Creates the watch of one portal's barriers. */
export function createBarrierWatch(): BarrierWatch {
  const known = new Set<number>();
  /** Broken barriers with the time since when. */
  const broken = new Map<number, number>();
  const dropStuck = (t: number): void => {
    for (const [id, since] of broken) {
      if (t - since < stuckMs) continue;
      broken.delete(id);
      known.delete(id);
      if (broken.size === 0) episode = null;
    }
  };
  let done: Traversal[] = [];
  let breaks: number[] = [];
  let episode: Episode | null = null;
  let breakCount = 0;

  const close = (ended: Episode): void => {
    const ids = [...known].sort((left, right) => left - right);
    const inner = ids[0];
    const outer = ids.at(-1);
    const direction =
      ids.length > 1 && ended.firstId === inner && ended.lastId === outer
        ? 'out'
        : ids.length > 1 && ended.firstId === outer && ended.lastId === inner
          ? 'in'
          : 'return';
    const tangled = ended.breakCount > ids.length;
    const origin = ended.firstId === outer && inner !== outer ? 'outside' : 'inside';
    done.push({ direction, from: ended.from, to: ended.lastAt, origin, tangled });
    done = done.filter((entry) => ended.lastAt - entry.to < rememberedMs).slice(-rememberedCount);
  };
  const finished = (current: Episode): boolean => current.ids.size > 1 && broken.size === 0;

  return {
    change(t, id, isBroken) {
      dropStuck(t);
      if (known.size < 16) known.add(id);
      if (isBroken) {
        breakCount += 1;
        breaks = breaks.filter((at) => t - at < rememberedMs).slice(-rememberedCount);
        breaks.push(t);
        if (!broken.has(id)) broken.set(id, t);
        if (episode !== null && broken.size === 1 && (finished(episode) || t - episode.lastAt > betweenMs)) {
          if (!finished(episode)) close(episode);
          episode = null;
        }
        episode ??= {
          from: t,
          firstId: id,
          lastId: id,
          lastAt: t,
          breakCount: 0,
          ids: new Set(),
          freedAt: t,
        };
        episode.breakCount += 1;
        episode.ids.add(id);
        return;
      }
      broken.delete(id);
      if (episode === null) return;
      episode.lastId = id;
      episode.lastAt = t;
      episode.freedAt = t;
      if (finished(episode)) {
        close(episode);
        episode = null;
      }
    },
    traversals: () => done,
    breaks: () => breaks,
    get occupied() {
      return broken.size > 0 && episode !== null;
    },
    get known() {
      return [...known];
    },
    get present() {
      return known.size > 0;
    },
    get halfway(): Halfway | null {
      const [still] = broken.keys();
      if (episode === null || broken.size !== 1 || still === undefined || known.size < 2) return null;
      if (episode.ids.size < 2 || still === episode.firstId) return null;
      return { direction: still > episode.firstId ? 'out' : 'in', since: episode.freedAt };
    },
    get partialSince() {
      if (episode === null || broken.size > 0 || known.size < 2 || episode.ids.size > 1) return null;
      return episode.freedAt;
    },
    get ordered() {
      return known.size > 1;
    },
    get single() {
      return known.size === 1 && breakCount >= singleAfterBreaks;
    },
  };
}

/** What the barriers saw around one moment, as inputs for the fusion model. */
export interface BarrierView {
  /** 1 once any barrier has reported. */
  readonly known: number;
  /** 1 once two of them have: their order tells directions. */
  readonly ordered: number;
  /** Closeness in time of the nearest traversal of each kind: 1 at the moment itself, falling to 0. */
  readonly out: number;
  readonly in: number;
  readonly returned: number;
  /** Closeness of the nearest breaking of any barrier. */
  readonly broken: number;
  /** Traversals of each kind within 2.5 s, at most 3. */
  readonly outCount: number;
  readonly inCount: number;
  readonly returnCount: number;
  /** 1 when one of them was tangled. */
  readonly tangled: number;
  /** 1 while a body stands half through. */
  readonly halfOut: number;
  readonly halfIn: number;
}

/** A view of a portal without barriers. */
export const noBarriers: BarrierView = {
  known: 0,
  ordered: 0,
  out: 0,
  in: 0,
  returned: 0,
  broken: 0,
  outCount: 0,
  inCount: 0,
  returnCount: 0,
  tangled: 0,
  halfOut: 0,
  halfIn: 0,
};

const closenessMs = 600;
const countedWithinMs = 2500;
const countBound = 3;

/** Looks at what the barriers saw around `at`. */
export function viewBarriers(watch: BarrierWatch, at: number): BarrierView {
  if (!watch.present) return noBarriers;
  const breaks = watch.breaks();
  const view = { ...noBarriers, known: 1, ordered: watch.ordered ? 1 : 0 };
  const { halfway } = watch;
  if (halfway !== null && Math.abs(at - halfway.since) < countedWithinMs) {
    if (halfway.direction === 'out') view.halfOut = 1;
    else view.halfIn = 1;
  }
  for (const { direction, from, to, tangled } of watch.traversals()) {
    const distance = Math.abs(at - (from + to) / 2);
    const near = Math.exp(-distance / closenessMs);
    const counts = distance < countedWithinMs ? 1 : 0;
    if (direction === 'out') {
      view.out = Math.max(view.out, near);
      view.outCount = Math.min(countBound, view.outCount + counts);
    } else if (direction === 'in') {
      view.in = Math.max(view.in, near);
      view.inCount = Math.min(countBound, view.inCount + counts);
    } else {
      view.returned = Math.max(view.returned, near);
      view.returnCount = Math.min(countBound, view.returnCount + counts);
    }
    if (counts > 0 && tangled) view.tangled = 1;
  }
  for (const t of breaks) view.broken = Math.max(view.broken, Math.exp(-Math.abs(at - t) / closenessMs));
  return view;
}

/** Closeness from which a traversal counts as the tag's own: 1.2 s away at most. */
const ownTraversal = 0.135;

/** The direction the barriers give a tag; null without or with contradicting traversals. */
export function barrierDirection(view: BarrierView): 'out' | 'in' | null {
  const strongest = Math.max(view.out, view.in);
  if (strongest < ownTraversal || view.out === view.in) return null;
  return view.out > view.in ? 'out' : 'in';
}
