/** Decisions of a passage: each tag's word with its reasons, and the closing record (portal.md section 3, 8-11). */
import type { BarrierWatch } from './barriers.ts';
import { agreementMs } from './barriers.ts';
import { decideDirection } from './decision.ts';
import type { CrossingLog } from './dedupe.ts';
import type { DegradedWatch } from './degraded.ts';
import type { Evaluation } from './evaluate.ts';
import type { Passage, PassageTag } from './passage-window.ts';
import type { BadgeTrack, CardTap, GroupedCrossing } from './people.ts';
import { associate, associateCrossings, associatePassage, countPeople, crossingGroups } from './people.ts';
import type {
  Contradiction,
  GateAlarm,
  GateSettings,
  Hesitation,
  ItemBooks,
  ItemDecision,
  PassageClosed,
  ReasonCode,
} from './types.ts';

/** Few cells: the decision rests on a handful of reads. */
const fewCells = 3;

/** Builds the decision on one tag from its evaluation; crossings of the past are not looked at yet. */
export function decisionOf(
  tag: PassageTag,
  evaluation: Evaluation,
  now: number,
  books: ItemBooks | null,
  blind: boolean,
  settings: GateSettings,
): ItemDecision {
  const { posterior, features, barrier } = evaluation;
  const confirmAbove = evaluation.others ? settings.confirmAmongOthersAbove : settings.confirmAbove;
  let { direction, probability } = decideDirection(posterior, { ...settings, confirmAbove });
  const reasons: ReasonCode[] = [];
  const order = features?.antennaOrder ?? null;
  const crossing = posterior[0] >= posterior[1] ? 'out' : 'in';
  if (features === null) reasons.push('no_direction');
  else if (features.readCells <= fewCells) reasons.push('few_reads');
  if (order === crossing && direction !== 'none') reasons.push('antenna_order');
  if (
    order !== null &&
    order !== crossing &&
    barrier !== direction &&
    (direction === 'out' || direction === 'in')
  ) {
    // First/last antenna never pointed the wrong way in the notes' tests: a clash of methods is a question (section 2).
    reasons.push('methods_disagree');
    direction = 'uncertain';
    probability = Math.max(posterior[0], posterior[1]);
  }
  if (evaluation.companions > 0) reasons.push(evaluation.dissent > 0.5 ? 'group_split' : 'group_agrees');
  if (barrier !== null && direction !== 'none')
    reasons.push(barrier === direction ? 'barrier_agrees' : 'barrier_disagrees');
  if (books !== null && excluded(books, direction)) reasons.push('custody_excludes');
  if (tag.wasResident) reasons.push('was_resident');
  if (blind) reasons.push('blind_interval');
  const crossedAt = Math.round(features?.nearestAt ?? tag.track.lastAt);
  if (now - crossedAt > settings.lateMs + settings.limitMs) reasons.push('late_report');
  return { epc: tag.track.epc, direction, probability, posterior, crossedAt, decidedAt: now, reasons };
}

/** True when the books exclude the observed direction. */
export function excluded(books: ItemBooks, direction: ItemDecision['direction']): boolean {
  return (
    (books.custody === 'inside' && direction === 'in') || (books.custody === 'outside' && direction === 'out')
  );
}

/** The alarm a decision makes: an exit of a known item that is inside by the books and that no order covers. */
export function alarmOf(decision: ItemDecision, books: ItemBooks | null, now: number): GateAlarm | null {
  if (decision.direction !== 'out' || books === null || books.order || books.custody === 'outside')
    return null;
  if (decision.reasons.includes('late_report')) return null;
  return { epc: decision.epc, at: now, reason: 'unauthorised_exit' };
}

export interface Journal {
  readonly hesitations: Hesitation[];
  readonly contradictions: Contradiction[];
}

/** Runs a decided crossing through the log of recent crossings; may take the crossing back. */
export function settleCrossing(
  decision: ItemDecision,
  books: ItemBooks | null,
  crossings: CrossingLog,
  journal: Journal,
): ItemDecision {
  const { direction, epc, crossedAt } = decision;
  if (direction !== 'out' && direction !== 'in') return decision;
  if (books !== null && excluded(books, direction)) {
    journal.contradictions.push({
      epc,
      custody: direction === 'out' ? 'outside' : 'inside',
      observed: direction,
      at: crossedAt,
    });
  }
  const verdict = crossings.record(epc, direction, crossedAt);
  if (verdict === 'new') return decision;
  if (verdict !== 'repeated') journal.hesitations.push(verdict);
  const reasons: ReasonCode[] = [...decision.reasons, verdict === 'repeated' ? 'repeated' : 'hesitation'];
  return { ...decision, direction: 'none', reasons };
}

export interface ClosingContext {
  readonly badges: ReadonlyMap<string, string>;
  readonly cards: readonly CardTap[];
  readonly barriers: BarrierWatch;
  readonly degraded: DegradedWatch;
  readonly settings: GateSettings;
}

/** The closing record with the card taps it has used up. */
export interface Closing {
  readonly closed: PassageClosed;
  readonly spent: ReadonlySet<CardTap>;
}

/**
 * Writes the closing record of a passage whose tags are all decided.
 * @param groupOf number of a tag's group in the passage
 */
export function closePassage(
  passage: Passage,
  tags: readonly PassageTag[],
  groupOf: (tag: PassageTag) => number,
  journal: Journal,
  to: number,
  context: ClosingContext,
): Closing {
  const { badges, cards, barriers, degraded, settings } = context;
  const items: ItemDecision[] = [];
  const worn: BadgeTrack[] = [];
  const alarms: GateAlarm[] = [];
  const crossings: GroupedCrossing[] = [];
  for (const tag of tags) {
    const { decision, alarm } = tag;
    if (decision === null) continue;
    const person = badges.get(decision.epc);
    const { direction, crossedAt, epc } = decision;
    if (direction === 'out' || direction === 'in')
      crossings.push({ epc, direction, at: crossedAt, group: groupOf(tag), person });
    if (person !== undefined) worn.push({ person, nearestAt: crossedAt, direction });
    else items.push(decision);
    if (alarm !== null) alarms.push(alarm);
  }
  const groups = crossingGroups(crossings, settings).filter((group) => group.epcs.length > 0);
  const { of, spent } = associateCrossings(groups, cards, worn, settings);
  const at = crossings[0]?.at ?? items[0]?.crossedAt ?? passage.from;
  const who = associatePassage(of, () => associate(at, null, cards, worn, settings));
  const personOf = new Map(
    groups.flatMap((group, index) => group.epcs.map((epc) => [epc, of[index]?.person ?? null] as const)),
  );
  const through = barriers
    .traversals()
    .filter((entry) => entry.to > passage.from - agreementMs && entry.from < to);
  const persons = [
    ...worn.map((badge) => badge.person),
    ...(who.person === null ? who.candidates : [who.person]),
  ];
  const closed: PassageClosed = {
    kind: 'passage_closed',
    passage: passage.id,
    from: passage.from,
    to,
    person: who.person,
    personConfidence: who.confidence,
    personEvidence: who.evidence,
    candidates: who.candidates,
    people: countPeople(crossings, through, persons, settings),
    items: items.map((item) => {
      const person = personOf.get(item.epc);
      return person === undefined || person === null ? item : { ...item, person };
    }),
    alarms,
    hesitations: journal.hesitations,
    contradictions: journal.contradictions,
    blind: degraded.overlapping(passage.from, to),
  };
  return { closed, spent };
}
