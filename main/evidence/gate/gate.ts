/**
 * The portal's (通道门) decision engine: wires intake, resident baseline, passage window, evidence, decision, people
 * and degraded modes (portal.md section 3). Pure and deterministic: its only time is that of the events. It ticks
 * itself on a 100 ms grid between events, so the same events give the same outputs whoever else sends ticks.
 */
import type { BarrierWatch } from './barriers.ts';
import { agreementMs, createBarrierWatch } from './barriers.ts';
import type { Journal } from './closing.ts';
import { alarmOf, closePassage, decisionOf, settleCrossing } from './closing.ts';
import { advanceNotice } from './decision.ts';
import { createCrossingLog } from './dedupe.ts';
import { createDegradedWatch } from './degraded.ts';
import type { Evaluation, EvaluationContext } from './evaluate.ts';
import { createEvaluator } from './evaluate.ts';
import { createRecentTags, leadMs, learnTrack, opensPassage, samplesOf } from './intake.ts';
import type { GateCoefficients } from './likelihood.ts';
import type { Passage, PassageTag } from './passage-window.ts';
import { closingReason, createPassage, enterPassage, livesHere, slides } from './passage-window.ts';
import type { CardTap } from './people.ts';
import { sessionMs } from './people.ts';
import { createStrayWatch } from './strays.ts';
import { createResidentBaseline } from './resident-baseline.ts';
import { addSample, notePresence } from './track.ts';
import type {
  Gate,
  GateConfig,
  GateEvent,
  GateOutput,
  GateSettings,
  ItemBooks,
  ItemDecision,
  LearnEvent,
  OpeningCause,
  ReadEvent,
  ReasonCode,
} from './types.ts';
import { defaultGateSettings } from './types.ts';

/** Length of a tick: one look at the open passage (portal.md section 3, point 8). */
export const tickMs = 100;
/** A silent tag that could not be decided is looked at again after this many ticks. */
const ticksBetweenLooks = 5;
/** A body leaves one barrier for the next at once; from here on the other one has failed, and for how long that counts. */
const partialMs = { from: 500, to: 4000 };
/** A tag of the shelf that has stayed less surely than this may be on its way. */
const livesBelow = 0.95;
/** Cards, badges and books are few; these bounds only stop a faulty source. */
const cardCapacity = 256;
const badgeCapacity = 10_000;

/**
 * Creates the engine of one portal. Push events in order of time; late reads keep their own, older time.
 * @param coefficients re-fitted numbers of this site; the shipped ones when absent.
 * @param knownCarrier true carrier of a tag: the portal lab's, to measure what perfect association would bring.
 */
export function createGate(
  config: GateConfig,
  coefficients?: GateCoefficients,
  knownCarrier?: (epc: string) => string | undefined,
): Gate {
  const settings: GateSettings = { ...defaultGateSettings, ...config.settings };
  const sides = new Map(config.antennas.map((antenna) => [antenna.id, antenna.side]));
  const evaluator = createEvaluator(config.antennas.length, settings, coefficients, knownCarrier);
  const baseline = createResidentBaseline();
  const strays = createStrayWatch();
  const recent = createRecentTags((track) => {
    if (!badges.has(track.epc) && !baseline.isResident(track.epc, track.lastAt))
      strays.ended(track.cells.length);
  });
  const barriers: BarrierWatch = createBarrierWatch();
  const crossings = createCrossingLog(settings.hesitationMs);
  const degraded = createDegradedWatch(config.antennas.map((antenna) => antenna.id));
  const books = new Map<string, ItemBooks>();
  // Books changed by a decision wait for the end of the passage: until then the tag still speaks for its companions
  // as the item that was about to leave, not as one that has already left.
  const booksAfterPassage = new Map<string, ItemBooks>();
  // What the books themselves said of such a tag meanwhile: it holds whatever becomes of the decision.
  const toldDuringPassage = new Map<string, ItemBooks>();
  const badges = new Map<string, string>();
  let cards: CardTap[] = [];
  let passage: Passage | null = null;
  let passages = 0;
  let learned: LearnEvent | null = null;
  let now = Number.NEGATIVE_INFINITY;
  let nextTick = Number.NEGATIVE_INFINITY;
  let journal: Journal = { hesitations: [], contradictions: [] };
  let contactOpenedAt = Number.NEGATIVE_INFINITY;
  let contactClosed = false;
  let idleSince = Number.NaN;

  const booksOf = (epc: string): ItemBooks | null => books.get(epc) ?? null;
  const context: EvaluationContext = {
    booksOf,
    isBadge: (epc) => badges.has(epc),
    barriers,
    strayShare: ({ cells }) => strays.share(cells.length, passage === null ? 0 : now - passage.from + leadMs),
  };

  const open = (at: number, cause: OpeningCause, outputs: GateOutput[]): Passage => {
    passages += 1;
    strays.idle(at - idleSince);
    const opened = createPassage(passages, at, cause);
    passage = opened;
    journal = { hesitations: [], contradictions: [] };
    for (const track of recent.takeSince(at - leadMs, (epc) => !baseline.isResident(epc, at))) {
      enterPassage(opened, track, at, baseline.lingers(track.epc, at));
    }
    outputs.push({ kind: 'passage_opened', passage: opened.id, at, cause });
    return opened;
  };

  const takeRead = (read: ReadEvent, outputs: GateOutput[]): void => {
    const samples = samplesOf(read, sides);
    for (const sample of samples) degraded.count(sample.antenna, sample.count);
    const inside = passage?.tags.get(read.epc);
    if (passage !== null && inside !== undefined) {
      if (samples.length === 0) notePresence(inside.track, read.t);
      for (const sample of samples) addSample(inside.track, sample);
      if (prolongs(inside)) passage.lastActivityAt = Math.max(passage.lastActivityAt, inside.track.lastAt);
      return;
    }
    const resident = baseline.isResident(read.epc, read.t);
    const joins = resident ? samples.map((sample) => baseline.departs(sample)).includes(true) : true;
    if (passage === null) for (const sample of samples) baseline.learn(sample);
    const track = recent.add(read, samples);
    if (!joins) return;
    if (passage === null) {
      if (read.t < (learned?.until ?? Number.NEGATIVE_INFINITY) || !opensPassage(track, samples, settings))
        return;
      open(read.t, 'read', outputs);
    }
    if (passage !== null && recent.take(read.epc) !== null)
      enterPassage(passage, track, read.t, resident || baseline.lingers(read.epc, read.t));
  };

  const takeBooks = (epc: string, after: ItemBooks): void => {
    const decided = (passage?.tags.get(epc)?.decision ?? null) !== null;
    (decided ? toldDuringPassage : books).set(epc, after);
  };

  const decide = (tag: PassageTag, evaluation: Evaluation, current: Passage, outputs: GateOutput[]): void => {
    const known = booksOf(tag.track.epc);
    const blind = degraded.overlapping(tag.track.firstAt, tag.track.lastAt).length > 0;
    const raw = decisionOf(tag, evaluation, now, known, blind, settings);
    const decision = settleCrossing(raw, known, crossings, journal);
    tag.decision = decision;
    outputs.push({ kind: 'item_decided', passage: current.id, at: now, decision });
    const { epc } = decision;
    if (tag.alarm === null && !badges.has(epc)) {
      tag.alarm = alarmOf(decision, known, now);
      if (tag.alarm !== null) {
        outputs.push({ kind: 'incident', passage: current.id, at: now, alarm: tag.alarm, early: false });
      }
    }
    if (tag.notice.noticedAt !== null && decision.direction !== 'out') {
      outputs.push({ kind: 'notice_withdrawn', passage: current.id, epc, at: now });
    }
    // A hesitation moves the item back, so the observed direction counts, not the cancelled one.
    if (known !== null && (raw.direction === 'out' || raw.direction === 'in')) {
      booksAfterPassage.set(epc, { ...known, custody: raw.direction === 'out' ? 'outside' : 'inside' });
    }
  };

  /** A crossing decided early that the whole passage does not bear out is a hesitation, not a crossing (point 10). */
  const takeBack = (tag: PassageTag, decision: ItemDecision, evaluation: Evaluation): void => {
    const { epc, direction, crossedAt } = decision;
    if (direction !== 'out' && direction !== 'in') return;
    if (evaluation.posterior[direction === 'out' ? 0 : 1] >= settings.uncertainAbove) return;
    const { posterior } = evaluation;
    const reasons: ReasonCode[] = [...decision.reasons, 'hesitation'];
    tag.decision = { ...decision, direction: 'none', probability: posterior[2], posterior, reasons };
    journal.hesitations.push({ epc, first: direction, firstAt: crossedAt, secondAt: tag.track.lastAt });
    crossings.forget(epc);
    booksAfterPassage.delete(epc);
  };

  const close = (current: Passage, reason: 'silence' | 'limit', outputs: GateOutput[]): void => {
    const all = [...current.tags.values()];
    const carried = reason === 'limit' ? all.filter((tag) => slides(tag, now, settings)) : [];
    const looked = (index: number) => {
      const tag = all[index];
      return tag !== undefined && (tag.decision === null || readSince(tag));
    };
    const evaluations = evaluator.final(all, now, context, looked);
    const closing = all.filter((tag) => !carried.includes(tag));
    all.forEach((tag, index) => {
      const evaluation = evaluations[index];
      if (carried.includes(tag) || !evaluation) return;
      if (tag.decision === null) decide(tag, evaluation, current, outputs);
      else takeBack(tag, tag.decision, evaluation);
    });
    for (const tag of closing) if (livesHere(tag, now, settings)) learnTrack(baseline, tag.track);
    const groups = evaluator.groups(all, context);
    const groupOf = (tag: PassageTag) => groups[all.indexOf(tag)] ?? -1;
    const around = { badges, cards, barriers, degraded, settings };
    const { closed, spent } = closePassage(current, closing, groupOf, journal, now, around);
    cards = cards.filter((tap) => !spent.has(tap));
    outputs.push(closed);
    passage = null;
    idleSince = now;
    for (const [epc, after] of [...booksAfterPassage, ...toldDuringPassage]) books.set(epc, after);
    booksAfterPassage.clear();
    toldDuringPassage.clear();
    if (carried.length === 0) return;
    const next = open(now, 'read', outputs);
    for (const tag of carried) {
      tag.slides += 1;
      next.tags.set(tag.track.epc, tag);
      next.lastActivityAt = Math.max(next.lastActivityAt, tag.track.lastAt);
    }
  };

  /** Whether the light barriers say that the tag's own carrier has gone out, or stands half through for long enough. */
  const through = (evaluation: Evaluation): boolean => {
    const exit = evaluation.posterior[0];
    if (evaluation.traversed.out > settings.supportedShare) return true;
    // Somebody alone needs no share: nobody else is about who could have made the traversal.
    if (evaluation.others || exit <= settings.supportedAbove) return false;
    const { halfway } = barriers;
    if (halfway?.direction === 'out')
      return exit > settings.halfwayAbove && now - halfway.since >= settings.halfwayMs;
    const { partialSince } = barriers;
    const alone = partialSince === null ? Number.NaN : now - partialSince;
    // One barrier alone proves nothing against an exit that the radio is sure of: barriers fail too.
    if (alone > partialMs.from && alone < partialMs.to) return exit > settings.incidentAbove;
    const last = barriers.traversals().at(-1);
    return last?.direction === 'out' && now - last.to < agreementMs;
  };

  /** An exit probable enough that another witness than the radio makes it an incident at once (point 8). */
  const witnessed = (evaluation: Evaluation): boolean => {
    const exit = evaluation.posterior[0];
    // Where two barriers tell directions, only a traversal of the tag's own carrier is a witness.
    if (barriers.ordered) {
      const bound = evaluation.others ? settings.incidentAbove : settings.supportedAbove;
      return exit > bound && through(evaluation);
    }
    if (exit <= settings.incidentAbove) return false;
    const at = evaluation.features?.nearestAt ?? Number.NaN;
    if (Math.abs(contactOpenedAt - at) < agreementMs) return true;
    // A single barrier speaks only once it is clear that there is no second one which a crossing would break too.
    return barriers.single && barriers.breaks().some((t) => Math.abs(t - at) < agreementMs);
  };

  /** Sure for long enough to be decided before silence; where barriers tell directions, not without them. */
  const settled = (tag: PassageTag, evaluation: Evaluation): boolean => {
    const { sureSince } = tag.notice;
    const hold = evaluation.others ? settings.earlyHoldAmongOthersMs : settings.earlyHoldMs;
    if (sureSince === null || now - sureSince < hold) return false;
    return !barriers.ordered || through(evaluation);
  };

  /**
   * Whether a tag that has been silent for so long is taken to have crossed before the passage is over. That it has not
   * crossed is never said before: its carrier may still be on the way.
   */
  const hasCrossed = (evaluation: Evaluation, silentMs: number): boolean => {
    const { posterior, others, traversed } = evaluation;
    const sure = Math.max(posterior[0], posterior[1]);
    const through = posterior[0] >= posterior[1] ? traversed.out : traversed.in;
    // Barriers that tell directions have the last word on who is still about.
    if (barriers.ordered && through <= settings.supportedShare) return false;
    if (silentMs >= settings.silenceMs)
      return sure > (others ? settings.confirmAmongOthersAbove : settings.confirmAbove);
    return !others && sure > settings.endedAbove;
  };

  const tick = (outputs: GateOutput[]): void => {
    const current = passage;
    if (current === null) return;
    // Somebody who stands in a barrier is still there, read or not.
    if (barriers.occupied) current.lastActivityAt = Math.max(current.lastActivityAt, now);
    const reason = closingReason(current, now, settings);
    if (reason !== null) {
      close(current, reason, outputs);
      return;
    }
    const tags = [...current.tags.values()];
    evaluator.running(tags, now, context);
    const ending = (index: number): boolean => {
      const tag = tags[index];
      if (tag === undefined || tag.decision !== null) return false;
      const silent = now - tag.track.lastAt - settings.endedMs;
      // Looked at when it has ended, and now and then after: companions may still make up its mind.
      return silent >= 0 && Math.floor(silent / tickMs) % ticksBetweenLooks === 0;
    };
    const final = tags.some((_, index) => ending(index)) ? evaluator.final(tags, now, context, ending) : [];
    tags.forEach((tag, index) => {
      const evaluation = tag.latest;
      if (evaluation === null || tag.decision !== null) return;
      const { epc, lastAt } = tag.track;
      const known = booksOf(epc);
      if (now - lastAt < settings.lateMs && !badges.has(epc)) {
        if (advanceNotice(tag.notice, evaluation.posterior[0], now, settings)) {
          outputs.push({
            kind: 'notice',
            passage: current.id,
            epc,
            at: now,
            probability: evaluation.posterior[0],
          });
        }
        const noticed = tag.notice.noticedAt !== null && witnessed(evaluation);
        const unordered = known !== null && known.custody !== 'outside' && !known.order;
        if (noticed && unordered && tag.alarm === null) {
          tag.alarm = { epc, at: now, reason: 'unauthorised_exit' };
          outputs.push({ kind: 'incident', passage: current.id, at: now, alarm: tag.alarm, early: true });
        }
      }
      const ended = final[index];
      if (ended && hasCrossed(ended, now - lastAt)) {
        decide(tag, ended, current, outputs);
      } else if (settled(tag, evaluation)) {
        decide(tag, evaluation, current, outputs);
      }
    });
  };

  /** Runs every grid tick up to `t`; an idle gate skips the empty time in one step. */
  const advance = (t: number, outputs: GateOutput[]): void => {
    if (!(t > now)) return;
    if (nextTick === Number.NEGATIVE_INFINITY) nextTick = Math.ceil(t / tickMs) * tickMs;
    while (nextTick <= t) {
      now = nextTick;
      tick(outputs);
      nextTick =
        passage === null ? Math.max(nextTick + tickMs, Math.floor(t / tickMs) * tickMs) : nextTick + tickMs;
    }
    now = t;
  };

  return {
    push(event: GateEvent): GateOutput[] {
      const outputs: GateOutput[] = [];
      if (!Number.isFinite(event.t)) return outputs;
      if (Number.isNaN(idleSince)) idleSince = event.t;
      advance(event.t, outputs);
      for (const change of degraded.check(now)) outputs.push({ kind: 'degraded', ...change });
      switch (event.kind) {
        case 'read':
          takeRead(event, outputs);
          break;
        case 'card':
          cards = cards.filter((tap) => event.t - tap.t < sessionMs).slice(-cardCapacity);
          cards.push({ t: event.t, person: event.person });
          if (passage === null) open(event.t, 'card', outputs);
          break;
        case 'beam':
          barriers.change(event.t, event.id, event.broken);
          if (passage !== null) passage.lastActivityAt = Math.max(passage.lastActivityAt, event.t);
          if (passage === null && event.broken) open(event.t, 'beam', outputs);
          break;
        case 'contact':
          if (event.open) contactOpenedAt = event.t;
          contactClosed = !event.open;
          if (passage === null && event.open) open(event.t, 'contact', outputs);
          break;
        case 'item':
          takeBooks(event.epc, { custody: event.custody, order: event.order });
          break;
        case 'person':
          if (badges.size < badgeCapacity || badges.has(event.epc)) badges.set(event.epc, event.person);
          break;
        case 'blind': {
          const { from, to, reason } = event;
          degraded.blind({ from, ...(to === undefined ? {} : { to }), reason });
          break;
        }
        case 'learn':
          learned = event;
          baseline.beginAt(event.from);
          break;
        case 'strays':
          strays.restore(event);
          break;
        case 'resident':
          baseline.restore(event.resident);
          break;
        case 'tick':
          break;
      }
      return outputs;
    },
    get open() {
      return passage !== null;
    },
    live() {
      if (passage === null) return [];
      return [...passage.tags.values()].map((tag) => ({
        epc: tag.track.epc,
        posterior: tag.latest?.posterior ?? settings.basePrior,
        lastReadAt: tag.track.lastAt,
        peakBySide: peaks(tag),
        group: tag.latest?.group ?? -1,
        cells: tag.track.cells,
      }));
    },
    residents: () => baseline.states(),
    memory() {
      const t = now;
      if (!Number.isFinite(t)) return [];
      recent.sweep(t - leadMs);
      strays.idle(t - idleSince);
      idleSince = t;
      return [
        // Ended ones matter to nothing that is still to come, but for those of a minute ago.
        ...degraded
          .overlapping(t - sessionMs, t)
          .map((interval) => ({ kind: 'blind' as const, t, ...interval })),
        { kind: 'strays' as const, t, ...strays.state() },
        ...(learned === null ? [] : [{ ...learned, t }]),
        ...cards.map((tap) => ({ kind: 'card' as const, ...tap })),
        ...[...badges].map(([epc, person]) => ({ kind: 'person' as const, t, epc, person })),
        ...[...books].map(([epc, known]) => ({ kind: 'item' as const, t, epc, ...known })),
        // An open door would open a passage; that it is closed is only said so that a screen need not guess.
        ...(contactClosed ? [{ kind: 'contact' as const, t, open: false }] : []),
        ...barriers.known.map((id) => ({ kind: 'beam' as const, t, id, broken: false })),
        ...baseline.states().map((resident) => ({ kind: 'resident' as const, t, resident })),
      ];
    },
  };
}

/**
 * True when reads of a tag say that somebody is still at the door. A tag of the shelf that somebody's body has shadowed
 * joins the passage, but goes on being read when everybody has left: it counts only while it may be crossing.
 */
function prolongs(tag: PassageTag): boolean {
  return !tag.wasResident || (tag.latest !== null && tag.latest.posterior[2] < livesBelow);
}

/** True when a decided tag was read again after its decision. */
function readSince(tag: PassageTag): boolean {
  return tag.decision !== null && tag.track.lastAt > tag.decision.decidedAt;
}

function peaks(tag: PassageTag): { inside: number | null; outside: number | null } {
  const found: { inside: number | null; outside: number | null } = { inside: null, outside: null };
  for (const cell of tag.track.cells) found[cell.side] = Math.max(found[cell.side] ?? cell.peak, cell.peak);
  return found;
}
