import type * as z from 'zod/mini';
import type { passageReplay } from '../../../../main/contract/evidence-gate.ts';
import type { FloorScene } from './floor-plan.tsx';
import type { Passage } from './gate-words.ts';

export type PassageReplay = z.infer<typeof passageReplay>;

/** What the floor drawing shows at a moment of the replay, `at` milliseconds after its first one. Pure. */
export function sceneAt(replay: PassageReplay, at: number): FloorScene {
  const first = replay.steps[0]?.at ?? 0;
  const step = replay.steps.findLast((one) => one.at - first <= at) ?? replay.steps[0];
  const named = new Map(replay.names.map((one) => [one.epc, one]));
  return {
    name: replay.door.name,
    doorClosed: false,
    doorContact: step?.contact ?? 'unknown',
    antennas: replay.door.antennas.map(({ antenna, side }) => {
      const live = step?.antennas.find((one) => one.antenna === antenna);
      return { antenna, side, rssi: live?.rssi ?? null, reads: live?.reads ?? 0, connected: true };
    }),
    groups: step?.groups ?? [],
    beams: step?.beams ?? [],
    people: [],
    tags: (step?.tags ?? []).map((tag) => ({
      epc: tag.epc,
      item: named.has(tag.epc) ? tag.epc : null,
      name: named.get(tag.epc)?.name ?? null,
      inside: 0.5,
      out: tag.out,
      in: tag.in,
      resident: false,
      order: named.get(tag.epc)?.order ?? null,
    })),
  };
}

/** The camera picture nearest to a moment; UTC milliseconds. Pure. */
export function frameAt(frames: Passage['frames'], at: number): Passage['frames'][number] | undefined {
  return frames.reduce<Passage['frames'][number] | undefined>((nearest, frame) => {
    if (nearest === undefined) return frame;
    const away = Math.abs(Date.parse(frame.at) - at);
    return away < Math.abs(Date.parse(nearest.at) - at) ? frame : nearest;
  }, undefined);
}
