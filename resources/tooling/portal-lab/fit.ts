/**
 * Fits everything in main/evidence/gate/coefficients.json on simulated passages.
 *
 * `node resources/tooling/portal-lab/fit.ts [passages] [hidden units] [file]`. Four disjoint runs of seeds: models of single
 * tags, the pair model, the models of merged groups, and the models that weigh a tag against its companions, so that
 * every stage meets the stage before it as unsure as it will be in the field. Scoring uses other seeds (rows.ts).
 */
import { writeFileSync } from 'node:fs';
import { viewBarriers } from '../../../main/evidence/gate/barriers.ts';
import { computeFeatures, featureCount, featureNames } from '../../../main/evidence/gate/features.ts';
import { mergeTracks } from '../../../main/evidence/gate/group-track.ts';
import type { GroupEvidence, GroupMember, PassageEvidence } from '../../../main/evidence/gate/groups.ts';
import {
  fusionFeatureNames,
  fusionInputs,
  groupMembers,
  membershipContext,
} from '../../../main/evidence/gate/groups.ts';
import type { GateCoefficients, LikelihoodModel, Scorer } from '../../../main/evidence/gate/likelihood.ts';
import { createScorer } from '../../../main/evidence/gate/likelihood.ts';
import { membershipFeatureNames, membershipFeatures } from '../../../main/evidence/gate/membership.ts';
import { pairFeatureCount, pairFeatures } from '../../../main/evidence/gate/pairs.ts';
import { inReach, traversalFeatureNames, traversalFeatures } from '../../../main/evidence/gate/traversals.ts';
import type { Triple } from '../../../main/evidence/gate/types.ts';
import type { Label, PassageView } from './dataset.ts';
import { drawDataset, membersOf } from './dataset.ts';
import { Rows, trainLogistic, trainModel } from './training.ts';

/** First seeds of the runs; validation is from 5 000 000 on, the tests' floor from 7 000 000, scoring from 9 000 000. */
const firstSeeds = {
  tags: 1,
  pairs: 1_000_000,
  groups: 2_000_000,
  memberships: 2_500_000,
  fusion: 3_000_000,
};

/** Evidence of a group in a view: merged track for several tags, the tag's own model for one. */
function evidenceOf(
  view: PassageView,
  members: readonly GroupMember[],
  indexes: readonly number[],
  score: Scorer,
): GroupEvidence {
  const [first = 0] = indexes;
  const track = mergeTracks(indexes.flatMap((index) => view.tags[index]?.track ?? []));
  const features = computeFeatures(track, view.until ?? track.lastAt, view.antennaCount);
  const nearestAt = features?.nearestAt ?? track.lastAt;
  const own: Triple =
    indexes.length === 1
      ? (members[first]?.own ?? [0, 0, 0])
      : features === null
        ? [0, 0, 0]
        : score(features.values);
  return { own, nearestAt, barrier: viewBarriers(view.barriers, nearestAt), track };
}

const say = (what: string): void => {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${what}\n`);
};

/** Fits all models from passages drawn with `count` seeds a run. */
export function fit(count: number, hiddenUnits: number): GateCoefficients {
  const options = { hiddenUnits, epochs: 20, seed: 1, learningRate: 0.004, decay: 1e-4 };
  const views = { final: new Rows(featureCount), running: new Rows(featureCount) };
  for (const { whole, snapshots } of drawDataset(firstSeeds.tags, count)) {
    for (const tag of whole.tags) views.final.add(tag.features.values, tag.label);
    for (const tag of snapshots.flatMap((view) => view.tags))
      views.running.add(tag.features.values, tag.label);
  }
  say(`single tags: ${views.final.count} + ${views.running.count} rows`);
  const final = trainModel(views.final, options);
  const running = trainModel(views.running, options);
  say('pairs');
  const sameCarrier = fitPairs(Math.ceil(count / 3), final, running);
  say('groups');
  const groups = { final: new Rows(featureCount), running: new Rows(featureCount) };
  const traversals = new Rows(traversalFeatureNames.length);
  for (const { whole, snapshots } of drawDataset(firstSeeds.groups, count)) {
    addGroups(groups.final, whole, createScorer(final), sameCarrier);
    for (const view of snapshots) addGroups(groups.running, view, createScorer(running), sameCarrier);
    addTraversals(traversals, whole, createScorer(final), sameCarrier);
    for (const view of snapshots) addTraversals(traversals, view, createScorer(running), sameCarrier);
  }
  const finalGroup = trainModel(groups.final, options);
  const runningGroup = trainModel(groups.running, options);
  const traversal = trainModel(traversals, { ...options, hiddenUnits: 12 });
  say(`fusion; groups had ${groups.final.count} + ${groups.running.count} rows`);
  const none: Scorer = () => [0, 0, 0];
  const stages: Record<'final' | 'running', Stages> = {
    final: {
      own: createScorer(final),
      group: createScorer(finalGroup),
      traversal: createScorer(traversal),
      membership: none,
    },
    running: {
      own: createScorer(running),
      group: createScorer(runningGroup),
      traversal: createScorer(traversal),
      membership: none,
    },
  };
  const belonging = new Rows(membershipFeatureNames.length);
  for (const { whole, snapshots } of drawDataset(firstSeeds.memberships, Math.ceil(count / 2))) {
    if (whole.people < 2) continue;
    addMemberships(belonging, whole, stages.final, sameCarrier);
    for (const view of snapshots) addMemberships(belonging, view, stages.running, sameCarrier);
  }
  say(`memberships: ${belonging.count} rows`);
  const membership = trainModel(belonging, { ...options, hiddenUnits: 12, epochs: 8 });
  const fused = {
    final: new Rows(fusionFeatureNames.length),
    running: new Rows(fusionFeatureNames.length),
  };
  const scorers = {
    final: { ...stages.final, membership: createScorer(membership) },
    running: { ...stages.running, membership: createScorer(membership) },
  };
  for (const { whole, snapshots } of drawDataset(firstSeeds.fusion, count)) {
    addFusion(fused.final, whole, scorers.final, sameCarrier);
    for (const view of snapshots) addFusion(fused.running, view, scorers.running, sameCarrier);
  }
  const weighed = { ...options, hiddenUnits: 24 };
  const finalFusion = trainModel(fused.final, weighed);
  const runningFusion = trainModel(fused.running, weighed);
  say('done');
  return {
    provenance: {
      writtenBy: 'resources/tooling/portal-lab/fit.ts',
      date: new Date().toISOString().slice(0, 10),
      mix: 'drawTrainingMix (mix.ts): simulated, parameters drawn anew a passage; no real door',
      firstSeeds,
      passages: count,
      hiddenUnits,
    },
    featureNames: [...featureNames],
    final,
    running,
    finalGroup,
    runningGroup,
    sameCarrier,
    traversal,
    membership,
    finalFusion,
    runningFusion,
  };
}

function fitPairs(count: number, final: LikelihoodModel, running: LikelihoodModel): number[] {
  const rows = new Rows(pairFeatureCount);
  const values = new Float64Array(pairFeatureCount);
  const add = (view: PassageView, score: Scorer): void => {
    const members = membersOf(view, score);
    members.forEach((left, index) => {
      for (let other = index + 1; other < members.length; other += 1) {
        const right = members[other];
        const a = view.tags[index]?.carrier ?? -1;
        const b = view.tags[other]?.carrier ?? -1;
        if (right === undefined || a < 0 || b < 0) continue;
        pairFeatures(left, right, values);
        rows.add(values, a === b ? 0 : 2);
      }
    });
  };
  const scorers = { final: createScorer(final), running: createScorer(running) };
  for (const { whole, snapshots } of drawDataset(firstSeeds.pairs, count)) {
    if (whole.people < 2) continue;
    add(whole, scorers.final);
    for (const view of snapshots) add(view, scorers.running);
  }
  return trainLogistic(rows);
}

/** A row for every group of more than one tag; its label is what most of its tags did. */
function addGroups(rows: Rows, view: PassageView, score: Scorer, sameCarrier: readonly number[]): void {
  for (const list of groupMembers(membersOf(view, score), sameCarrier).lists) {
    if (list.length < 2) continue;
    const track = mergeTracks(list.flatMap((index) => view.tags[index]?.track ?? []));
    const features = computeFeatures(track, view.until ?? track.lastAt, view.antennaCount);
    if (features !== null) rows.add(features.values, majority(view, list));
  }
}

/** A row for every group and traversal that may belong together: made (0) or not (2). */
function addTraversals(rows: Rows, view: PassageView, score: Scorer, sameCarrier: readonly number[]): void {
  const traversals = view.barriers.traversals();
  if (traversals.length === 0) return;
  const members = membersOf(view, score);
  for (const list of groupMembers(members, sameCarrier).lists) {
    const candidate = evidenceOf(view, members, list, score);
    const carrier = view.tags[list[0] ?? 0]?.carrier ?? -1;
    for (const traversal of traversals) {
      if (!inReach(candidate, traversal)) continue;
      const made = view.atPlane(carrier, (traversal.from + traversal.to) / 2);
      rows.add(traversalFeatures(candidate, traversal), made ? 0 : 2);
    }
  }
}

function majority(view: PassageView, indexes: readonly number[]): Label {
  const votes = [0, 0, 0];
  for (const index of indexes) {
    const label = view.tags[index]?.label ?? 2;
    votes[label] = (votes[label] ?? 0) + 1;
  }
  const most = Math.max(...votes);
  return votes[2] === most ? 2 : votes[0] === most ? 0 : 1;
}

/** A row for every tag and group: carried by the group's (most frequent) carrier (0) or not (2). */
function addMemberships(rows: Rows, view: PassageView, stages: Stages, sameCarrier: readonly number[]): void {
  const members = membersOf(view, stages.own);
  const grouped = groupMembers(members, sameCarrier);
  const evidence = grouped.lists.map((list) => evidenceOf(view, members, list, stages.group));
  const context = membershipContext(members, grouped, evidence, {
    trackOf: (index) => view.tags[index]?.track,
  });
  const values = new Float64Array(membershipFeatureNames.length);
  grouped.lists.forEach((list, group) => {
    view.tags.forEach((tag, index) => {
      if (tag.carrier < 0 || (grouped.places[index] ?? -1) < 0) return;
      const others = list.filter((one) => one !== index).map((one) => view.tags[one]?.carrier ?? -1);
      if (others.length === 0 || !membershipFeatures(context, index, group, values)) return;
      rows.add(values, mostFrequent(others) === tag.carrier ? 0 : 2);
    });
  });
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [-1, 0])[0] ?? -1;
}

interface Stages {
  readonly own: Scorer;
  readonly group: Scorer;
  readonly traversal: Scorer;
  readonly membership: Scorer;
}

function addFusion(rows: Rows, view: PassageView, stages: Stages, sameCarrier: readonly number[]): void {
  const members = membersOf(view, stages.own);
  const asked: PassageEvidence = {
    judge: (indexes) => evidenceOf(view, members, indexes, stages.group),
    traversals: view.barriers.traversals(),
    scoreTraversal: stages.traversal,
    trackOf: (index) => view.tags[index]?.track,
    scoreMembership: stages.membership,
  };
  fusionInputs(members, sameCarrier, asked).forEach((input, index) => {
    const tag = view.tags[index];
    if (input !== null && tag !== undefined) rows.add(input.values, tag.label);
  });
}

if (import.meta.main) {
  const [count, hiddenUnits, file] = process.argv.slice(2);
  const coefficients = fit(Number(count ?? 10_000), Number(hiddenUnits ?? 32));
  const target = file ?? new URL('../../../main/evidence/gate/coefficients.json', import.meta.url);
  writeFileSync(target, `${JSON.stringify(coefficients)}\n`);
  process.stdout.write(`${JSON.stringify(coefficients.provenance)}\n`);
}
