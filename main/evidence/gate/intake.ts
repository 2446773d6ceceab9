/**
 * Intake (portal.md section 3, point 1): turns reports into located samples, keeps the last seconds of tags outside any
 * passage, and decides whether a read belongs to a resident, to the passage, or opens one.
 */
import type { ResidentBaseline } from './resident-baseline.ts';
import type { Track } from './track.ts';
import { addSample, createTrack, forgetBefore, notePresence } from './track.ts';
import type { GateSettings, ReadEvent, Side } from './types.ts';

export interface LocatedSample {
  readonly t: number;
  readonly epc: string;
  readonly antenna: number;
  readonly side: Side;
  readonly rssi: number;
  readonly count: number;
}

/** Splits a report into samples: counted reports with two times become two (llrp.md section 7). Empty: presence only. */
export function samplesOf(read: ReadEvent, sides: ReadonlyMap<number, Side>): LocatedSample[] {
  const { t, epc, antenna, rssi } = read;
  const side = antenna === undefined ? undefined : sides.get(antenna);
  if (antenna === undefined || rssi === undefined || side === undefined || !Number.isFinite(rssi)) return [];
  const count = Math.max(1, Math.floor(read.count ?? 1));
  const sample = (at: number, share: number) => ({ t: at, epc, antenna, side, rssi, count: share });
  if (count < 2 || read.lastT === undefined || read.lastT <= t) return [sample(t, count)];
  const half = Math.floor(count / 2);
  return [sample(t, count - half), sample(read.lastT, half)];
}

/** Tags seen lately but in no passage, so that a passage starts with what led up to it. */
export interface RecentTags {
  /** Adds a report and returns the tag's track of the last seconds. */
  add(read: ReadEvent, samples: readonly LocatedSample[]): Track;
  /** Takes the track of a tag out, or null. */
  take(epc: string): Track | null;
  /** Takes all tracks whose tags were seen since `t` and for which `wanted` holds. */
  takeSince(t: number, wanted: (epc: string) => boolean): Track[];
  /** Lets go of the tracks of tags that have not been seen since `t`. */
  sweep(t: number): void;
  readonly size: number;
}

const capacity = 4000;
/** Reads before the opening that belong to the passage. */
export const leadMs = 3000;

/**
 * Creates the store of recent tags, bounded in tags and time.
 * @param onEnded told of a track that fell silent without having become part of a passage
 */
export function createRecentTags(onEnded: (track: Track) => void = () => {}): RecentTags {
  const tracks = new Map<string, Track>();
  const sweep = (t: number): void => {
    for (const [epc, track] of tracks) {
      if (track.lastAt >= t) continue;
      tracks.delete(epc);
      onEnded(track);
    }
  };
  return {
    add(read, samples) {
      let track = tracks.get(read.epc);
      if (track !== undefined && read.t - track.lastAt > leadMs) {
        onEnded(track);
        track = undefined;
      }
      track ??= createTrack(read.epc, read.t);
      tracks.delete(read.epc);
      tracks.set(read.epc, track);
      if (samples.length === 0) notePresence(track, read.t);
      for (const sample of samples) addSample(track, sample);
      forgetBefore(track, track.lastAt - leadMs);
      if (tracks.size > capacity) {
        for (const oldest of tracks.keys()) {
          tracks.delete(oldest);
          break;
        }
      }
      return track;
    },
    take(epc) {
      const track = tracks.get(epc) ?? null;
      tracks.delete(epc);
      return track;
    },
    takeSince(t, wanted) {
      sweep(t);
      const taken: Track[] = [];
      for (const [epc, track] of tracks) {
        if (!wanted(epc)) continue;
        taken.push(track);
        tracks.delete(epc);
      }
      return taken;
    },
    sweep,
    get size() {
      return tracks.size;
    },
  };
}

/** Cells of a weak tag that open a passage although none reaches `openRssi`: metal and liquid read weakly all the way. */
const weakOpeningCells = 4;

/** True when a read of a tag that is no resident opens a passage (point 3, with the weak-tag rule beside it). */
export function opensPassage(
  track: Track,
  samples: readonly LocatedSample[],
  settings: GateSettings,
): boolean {
  if (samples.some((sample) => sample.rssi > settings.openRssi)) return true;
  return track.cells.length >= weakOpeningCells;
}

/** Feeds the reads of a track that proved to be part of the furniture into the baseline. */
export function learnTrack(baseline: ResidentBaseline, track: Track): void {
  for (const cell of track.cells) {
    baseline.learn({ t: cell.t, epc: track.epc, antenna: cell.antenna, side: cell.side, rssi: cell.peak });
  }
}
