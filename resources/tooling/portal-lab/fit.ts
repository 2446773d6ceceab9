/**
 * Fits everything in main/evidence/gate/coefficients.json on simulated passages.
 *
 * `node resources/tooling/portal-lab/fit.ts [passages] [hidden units] [file]`. Two disjoint runs of seeds: the first fits the
 * models of single tags, the second the models that weigh a tag against its companions, so that the second stage meets
 * single-tag evidence as unsure as it will be in the field. Scoring uses a third run of seeds (score.ts).
 */
import { writeFileSync } from 'node:fs';
import { featureNames } from '../../../main/evidence/gate/features.ts';
import type { GroupMember } from '../../../main/evidence/gate/groups.ts';
import { fusionInputs, pairFeatures } from '../../../main/evidence/gate/groups.ts';
import type { GateCoefficients, LikelihoodModel, Scorer } from '../../../main/evidence/gate/likelihood.ts';
import { createScorer } from '../../../main/evidence/gate/likelihood.ts';
import type { LabelledPassage, LabelledTag } from './dataset.ts';
import { drawDataset } from './dataset.ts';
import type { Row } from './training.ts';
import { trainLogistic, trainModel } from './training.ts';

/** Seeds are kept apart by run: 1.. tags, 2 000 000.. fusion, 9 000 000.. scoring. */
const tagSeed = 1;
const fusionSeed = 2_000_000;

/** Group member of a labelled tag under a single-tag model, with flat priors. */
export function memberOf(tag: LabelledTag, score: Scorer): GroupMember {
  return {
    own: score(tag.features.values),
    prior: [1 / 3, 1 / 3, 1 / 3],
    nearestAt: tag.features.nearestAt,
    sideChangeAt: tag.features.sideChangeAt,
    firstAt: tag.firstAt,
    lastAt: tag.lastAt,
    readCells: tag.features.readCells,
    barrier: tag.barrier,
  };
}

/** Fits all models from passages drawn with `count` seeds a run. */
export function fit(count: number, hiddenUnits: number): GateCoefficients {
  const tagRun = drawDataset(tagSeed, count);
  const fusionRun = drawDataset(fusionSeed, count);
  const options = { epochs: 25, seed: 1, learningRate: 0.004, decay: 1e-4 };
  const final = trainModel(rowsOf(tagRun.flatMap((passage) => passage.tags)), { ...options, hiddenUnits });
  const running = trainModel(rowsOf(tagRun.flatMap((passage) => passage.snapshots.flat())), {
    ...options,
    hiddenUnits,
  });
  const sameCarrier = trainLogistic(pairRows(tagRun, final).slice(0, 40_000));
  const fuse = (model: LikelihoodModel, groups: readonly (readonly LabelledTag[])[]) => {
    const score = createScorer(model);
    const rows: Row[] = groups.flatMap((tags) => {
      const inputs = fusionInputs(
        tags.map((tag) => memberOf(tag, score)),
        sameCarrier,
      );
      return tags.map((tag, index) => ({
        label: tag.label,
        values: inputs[index]?.values ?? new Float64Array(0),
        weight: 1,
      }));
    });
    return trainModel(rows, { ...options, hiddenUnits: 16 });
  };
  return {
    provenance: {
      writtenBy: 'resources/tooling/portal-lab/fit.ts',
      date: new Date().toISOString().slice(0, 10),
      mix: 'drawTrainingMix (scenario.ts): simulated, parameters drawn anew a passage; no real door',
      seeds: { tags: [tagSeed, tagSeed + count - 1], fusion: [fusionSeed, fusionSeed + count - 1] },
      hiddenUnits,
    },
    featureNames: [...featureNames],
    final,
    running,
    sameCarrier,
    finalFusion: fuse(
      final,
      fusionRun.map((passage) => passage.tags),
    ),
    runningFusion: fuse(
      running,
      fusionRun.flatMap((passage) => passage.snapshots),
    ),
  };
}

function rowsOf(tags: readonly LabelledTag[]): Row[] {
  return tags.map((tag) => ({ label: tag.label, values: tag.features.values, weight: 1 }));
}

function pairRows(passages: readonly LabelledPassage[], model: LikelihoodModel) {
  const score = createScorer(model);
  const rows: { x: readonly number[]; yes: boolean }[] = [];
  for (const passage of passages) {
    if (passage.people < 2) continue;
    const members = passage.tags.map((tag) => ({ tag, member: memberOf(tag, score) }));
    members.forEach((left, index) => {
      for (const right of members.slice(index + 1)) {
        if (left.tag.carrier < 0 || right.tag.carrier < 0) continue;
        rows.push({
          x: pairFeatures(left.member, right.member),
          yes: left.tag.carrier === right.tag.carrier,
        });
      }
    });
  }
  return rows;
}

if (import.meta.main) {
  const [count, hiddenUnits, file] = process.argv.slice(2);
  const coefficients = fit(Number(count ?? 12_000), Number(hiddenUnits ?? 24));
  const target = file ?? new URL('../../../main/evidence/gate/coefficients.json', import.meta.url);
  writeFileSync(target, `${JSON.stringify(coefficients)}\n`);
  process.stdout.write(`${JSON.stringify(coefficients.provenance)}\n`);
}
