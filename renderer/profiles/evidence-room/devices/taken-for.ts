import type { DeviceCandidate } from '../../../../main/contract/device-work.ts';
import { deviceNamed } from './address.ts';
import type { Device, Driver, Plugged } from './device-words.ts';

export interface KnownCandidate {
  readonly driver: Driver;
  readonly score: number;
  readonly why: DeviceCandidate['why'];
}

/** 认作: what a plugged device is taken for, and why. */
export interface TakenFor {
  readonly device: Plugged;
  /** Best first. */
  readonly candidates: readonly KnownCandidate[];
  /** The one that is proposed without asking. */
  readonly sure: KnownCandidate | undefined;
  /** The position that already uses it. */
  readonly usedBy: Device | undefined;
}

/** From here on it is proposed without asking; `drivers/discovery/score.ts` gives the numbers. */
const sureScore = 70;

/** Everything that is plugged in, what is known for certain first. Pure. */
export function takeFor(
  plugged: readonly Plugged[],
  drivers: readonly Driver[],
  positions: readonly Device[],
): readonly TakenFor[] {
  return plugged
    .map((device): TakenFor => {
      const candidates = device.candidates.flatMap(({ driver: name, score, why }) => {
        const driver = drivers.find((known) => known.name === name);
        return driver === undefined ? [] : [{ driver, score, why }];
      });
      const [best, second] = candidates;
      const alone = best !== undefined && best.score >= sureScore && best.score > (second?.score ?? 0);
      return {
        device,
        candidates,
        sure: alone ? best : undefined,
        usedBy: positions.find((position) => deviceNamed(position.url) === deviceNamed(device.url)),
      };
    })
    .toSorted((left, right) => bestOf(right) - bestOf(left));
}

function bestOf({ candidates }: TakenFor): number {
  return candidates[0]?.score ?? 0;
}

/** Candidates as good as the best; behind an adapter all of them are. Pure. */
export function leaders({ candidates }: TakenFor): readonly KnownCandidate[] {
  const [best] = candidates;
  return best === undefined ? [] : candidates.filter(({ score }) => score === best.score);
}
