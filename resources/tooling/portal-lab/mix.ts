/** Families of passages: what a row of the score table or a run of training has in common. */
import type { RadioParameters, Random } from '../../../main/evidence/gate/walk-model/index.ts';

/** How the people of one passage meet. `any`: drawn apart, key moments within 3 s. */
export type Meeting = 'any' | 'same-way' | 'opposite' | 'close-behind' | 'hand-over';

/** What a family of passages has in common; every member is drawn again for each passage. */
export interface Mix {
  readonly name: string;
  readonly people: 1 | 2 | 3;
  readonly meeting?: Meeting;
  readonly antennaCount: 2 | 4;
  /** Mean number of anonymous tags in view a dwell; they only take air time. */
  readonly load: number;
  readonly loadOutsideShare: number;
  readonly shelfTags: number;
  readonly radio: Partial<RadioParameters>;
  readonly turnDegrees?: number;
  readonly openingWidth?: number;
  /** Distance of the antennas from the plane, metres. */
  readonly depth?: number;
  readonly sharedBodies: boolean;
  /** Share of passages in which tags touch (portal.md section 3: 6 to 20 dB). */
  readonly stacked: number;
  /** Two light barriers 15 cm before and behind the plane. */
  readonly barriers?: boolean;
  /** The barriers do not report their state before somebody breaks them. */
  readonly barriersSilent?: boolean;
  /** Share of barrier changes that go wrong; see `barrier-faults.ts`. */
  readonly barrierFaults?: number;
  /** A door leaf whose contact opens before somebody crosses; share of passages in which it is wedged open. */
  readonly contactWedged?: number;
  /** Share of people who wear a UHF badge. */
  readonly badges?: number;
  /** Share of people who cross that tap a card up to 8 s before. */
  readonly cards?: number;
  /** Reports squeezed into one per tag, antenna and this long; 0: one report a read. */
  readonly countedMs?: number;
  /** Share of duplicated reports. */
  readonly duplicates?: number;
  /** Share of reports that arrive up to 1.5 s late. */
  readonly late?: number;
  /** Reader's clock against the host's: standard deviation of what the correction leaves, ms. */
  readonly clockOffsetMs?: number;
  /** Share of passages with a gap of the link; half of the gaps deliver their reads afterwards. */
  readonly linkGap?: number;
  /** Share of passages with one antenna dead. */
  readonly deadAntenna?: number;
  /** Share of passages in which somebody crosses a neighbouring gate 2.5-4 m aside at the same time. */
  readonly neighbour?: number;
  /** Share of people from inside who take one item from a shelf seen from the door. */
  readonly pickedUp?: number;
  /** How long the reader has watched the room before the first person comes. */
  readonly warmUpMs?: number;
}

/** The hard mix of portal.md section 2 with its nominal parameters. */
export const hardMix: Mix = {
  name: 'hard',
  people: 1,
  antennaCount: 4,
  load: 60,
  loadOutsideShare: 0.15,
  shelfTags: 0,
  radio: {},
  sharedBodies: true,
  stacked: 0,
};

/**
 * The hard mix at a door the training has not seen: each value is off the nominal one, and antenna depth, hop and RSSI
 * noise, body deviation and tag speed of the air never vary together like this in training.
 */
export const shiftedMix: Mix = {
  ...hardMix,
  name: 'shifted',
  load: 55,
  loadOutsideShare: 0.2,
  radio: {
    readsPerSecond: 600,
    dwellMs: 60,
    bodyLossMean: 15,
    bodyLossDeviation: 4,
    fadingDeviation: 4,
    fadingLength: 0.07,
    pathLossExponent: 2.15,
    wallLoss: 6,
    hopDeviation: 1.6,
    rssiConstant: 39,
    rssiDeviation: 1.7,
  },
  turnDegrees: 42,
  openingWidth: 1.35,
  depth: 0.16,
};

/** Two light barriers with faults of their own, and badges. */
export const equipped: Partial<Mix> = { barriers: true, barrierFaults: 0.01, badges: 1 };

/** Widely drawn parameters: what the coefficients are fitted on, so that no single generator is learned by heart. */
export function drawTrainingMix(random: Random): Mix {
  const both = random.chance(0.3);
  const barriers = both || random.chance(0.25);
  return {
    name: 'training',
    people: random.chance(0.4) ? 1 : random.chance(0.9) ? 2 : 3,
    meeting: random.chance(0.7)
      ? 'any'
      : random.pick(['same-way', 'opposite', 'close-behind', 'hand-over'] as const),
    antennaCount: random.chance(0.8) ? 4 : 2,
    load: random.pick([0, 10, 30, 60, 60, 60, 100]),
    loadOutsideShare: random.chance(0.6) ? 0.15 : random.between(0.15, 1),
    shelfTags: random.chance(0.25) ? random.integer(2, 30) : 0,
    radio: {
      readsPerSecond: random.pick([240, 320, 600, 600, 600, 970, 1500]),
      dwellMs: random.pick([50, 50, 50, 100, 200]),
      bodyLossMean: random.between(9, 17),
      fadingDeviation: random.between(2.5, 4.5),
      fadingLength: random.between(0.06, 0.13),
      pathLossExponent: random.between(1.8, 2.4),
      wallLoss: random.between(5, 12),
      hopMs: random.chance(0.7) ? 200 : 4000,
      radiatedPower: random.chance(0.7) ? 36 : random.between(28, 36),
      rssiConstant: random.between(31, 42),
    },
    turnDegrees: random.between(25, 50),
    openingWidth: random.between(1, 1.6),
    sharedBodies: random.chance(0.7),
    stacked: 0.1,
    barriers,
    barriersSilent: random.chance(0.25),
    barrierFaults: barriers ? random.pick([0, 0.01, 0.05]) : 0,
    badges: both ? 1 : random.chance(0.2) ? random.pick([0.6, 1]) : 0,
    countedMs: random.chance(0.2) ? random.between(100, 1000) : 0,
    duplicates: random.chance(0.2) ? 0.05 : 0,
    clockOffsetMs: random.chance(0.5) ? 40 : 0,
    deadAntenna: 0.05,
    neighbour: 0.05,
  };
}
