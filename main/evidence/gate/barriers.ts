/**
 * Light barriers (光栅) and the door contact: order of breaking gives a direction that no radio can
 * (portal.md section 3, points 6 and 8). What a traversal is worth beside the reads is learned by the fusion model.
 */
/** One body that went through all barriers, or turned round between them. */
export interface Traversal {
  readonly direction: 'out' | 'in' | 'return';
  readonly from: number;
  readonly to: number;
}

export interface BarrierWatch {
  /** Takes one change of a barrier; ids are counted from inside. */
  change(t: number, id: number, broken: boolean): void;
  /** Episodes that have ended, oldest first, within the last minute. */
  traversals(): readonly Traversal[];
  /** True once one barrier has been broken several times and no other ever was: the portal has only that one. */
  readonly single: boolean;
  /** Times at which any barrier was broken within the last minute. */
  breaks(): readonly number[];
}

/** A body out of the first barrier may be between the barriers this long before it reaches the next. */
const betweenMs = 1200;
/** A barrier's evidence belongs to reads that place the tag at the plane within this time. */
export const agreementMs = 1500;
const singleAfterBreaks = 4;
const rememberedMs = 60_000;
const rememberedCount = 64;

interface Episode {
  readonly from: number;
  readonly firstId: number;
  lastId: number;
  lastAt: number;
  readonly ids: Set<number>;
}

/** Creates the watch of one portal's barriers. */
export function createBarrierWatch(): BarrierWatch {
  const known = new Set<number>();
  const broken = new Set<number>();
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
    done.push({ direction, from: ended.from, to: ended.lastAt });
    done = done.filter((entry) => ended.lastAt - entry.to < rememberedMs).slice(-rememberedCount);
  };
  const finished = (current: Episode): boolean => current.ids.size > 1 && broken.size === 0;

  return {
    change(t, id, isBroken) {
      if (known.size < 16) known.add(id);
      if (isBroken) {
        breakCount += 1;
        breaks = breaks.filter((at) => t - at < rememberedMs).slice(-rememberedCount);
        breaks.push(t);
        broken.add(id);
        if (episode !== null && broken.size === 1 && (finished(episode) || t - episode.lastAt > betweenMs)) {
          if (!finished(episode)) close(episode);
          episode = null;
        }
        episode ??= { from: t, firstId: id, lastId: id, lastAt: t, ids: new Set() };
        episode.ids.add(id);
        return;
      }
      broken.delete(id);
      if (episode === null) return;
      episode.lastId = id;
      episode.lastAt = t;
      if (finished(episode)) {
        close(episode);
        episode = null;
      }
    },
    traversals: () => done,
    breaks: () => breaks,
    get single() {
      return known.size === 1 && breakCount >= singleAfterBreaks;
    },
  };
}

/** What the barriers saw around one moment, as inputs for the fusion model. */
export interface BarrierView {
  /** 1 once any barrier has been broken. */
  readonly known: number;
  /** Closeness in time of the nearest traversal of each kind: 1 at the moment itself, falling to 0. */
  readonly out: number;
  readonly in: number;
  readonly returned: number;
  /** Closeness of the nearest breaking of any barrier. */
  readonly broken: number;
}

/** A view of a portal without barriers. */
export const noBarriers: BarrierView = { known: 0, out: 0, in: 0, returned: 0, broken: 0 };

const closenessMs = 600;

/** Looks at what the barriers saw around `at`. */
export function viewBarriers(watch: BarrierWatch, at: number): BarrierView {
  const breaks = watch.breaks();
  if (breaks.length === 0) return noBarriers;
  const closeness = (distance: number) => Math.exp(-distance / closenessMs);
  const nearest = (direction: Traversal['direction']) =>
    watch
      .traversals()
      .filter((entry) => entry.direction === direction)
      .reduce((best, entry) => Math.max(best, closeness(Math.abs(at - (entry.from + entry.to) / 2))), 0);
  return {
    known: 1,
    out: nearest('out'),
    in: nearest('in'),
    returned: nearest('return'),
    broken: breaks.reduce((best, t) => Math.max(best, closeness(Math.abs(at - t))), 0),
  };
}

/** Closeness from which a traversal counts as the tag's own: 1.2 s away at most. */
const ownTraversal = 0.135;

/** The direction the barriers give a tag; null without or with contradicting traversals. */
export function barrierDirection(view: BarrierView): 'out' | 'in' | null {
  const strongest = Math.max(view.out, view.in);
  if (strongest < ownTraversal || view.out === view.in) return null;
  return view.out > view.in ? 'out' : 'in';
}
