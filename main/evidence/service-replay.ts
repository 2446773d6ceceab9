import { Refusal } from '../kernel/errors.ts';
import { personOf } from '../kernel/sessions/procedures.ts';
import { through } from '../kernel/sessions/through.ts';
import { readTrace } from './portal/packed-trace.ts';
import { coefficientsLabel } from './portal/portal.ts';
import type { ReplayStep } from './portal/rerun.ts';
import { createRerunThread } from './portal/rerun-thread.ts';
import type { EvidenceServiceOptions } from './service-deps.ts';

/** 回放 of recorded passages: why it was decided so, what would be decided today, what would have made a difference. */
export function createReplayService(options: EvidenceServiceOptions) {
  const {
    os: { evidence },
    store,
    attachments,
    portals,
  } = options;
  const pass = through(store);
  const thread = createRerunThread();

  async function recorded(id: string) {
    const found = await store.query('evidence.passageTrace', { id });
    if (found === null) throw new Refusal('evidence.passage_unknown', {});
    if (found.trace === null) throw new Refusal('evidence.trace_missing', {});
    const text = await readTrace(attachments, found.trace.hash);
    return { text, door: found.door, from: Date.parse(found.from), at: found.from };
  }

  /** The pictures with the names of their people. */
  async function named(steps: readonly ReplayStep[]): Promise<ReplayStep[]> {
    const people = new Set(
      steps.flatMap(({ groups }) => groups.flatMap(({ person }) => (person === null ? [] : [person.id]))),
    );
    const names = new Map(
      await Promise.all(
        [...people].map(
          async (person) => [person, (await store.query('identity.person', { id: person })).name] as const,
        ),
      ),
    );
    return steps.map((step) => ({
      ...step,
      groups: step.groups.map((group) => ({
        ...group,
        person: group.person === null ? null : { ...group.person, name: names.get(group.person.id) ?? '' },
      })),
    }));
  }

  return {
    passageAccount: evidence.passageAccount.handler(pass.query('evidence.passageAccount')),

    passageReplay: evidence.passageReplay.handler(async ({ input }) => {
      const { text, door, from } = await recorded(input.id);
      const portal = portals.get(door);
      const [passage, { antennas, reads, before, today }] = await Promise.all([
        store.query('evidence.passage', input),
        thread.run({ kind: 'replay', text, from, today: portal?.correction }),
      ]);
      const decided = new Map(passage.items.map((item) => [item.epc, item]));
      const again = new Map((before.closed?.items ?? []).map((item) => [item.epc, item]));
      return {
        door: {
          id: door,
          name: passage.door,
          antennas: antennas.map(({ id, side }) => ({ antenna: id, side })),
        },
        coefficients: portal?.coefficients ?? coefficientsLabel(null),
        // A tag of the shelf that is looked at in one run and not in the other did not pass in either.
        agrees: [...new Set([...decided.keys(), ...again.keys()])].every(
          (epc) => (decided.get(epc)?.direction ?? 'none') === (again.get(epc)?.direction ?? 'none'),
        ),
        reads,
        steps: await named(before.steps),
        names: passage.items.map(({ epc, name, order }) => ({ epc, name, order })),
        today: (today.closed?.items ?? []).map(({ epc, direction, probability }) => ({
          epc,
          direction,
          probability: Math.round(probability * 1000) / 1000,
        })),
        todayAlarms: today.alarms.map(({ epc, at }) => ({ epc, at })),
      };
    }),

    passageWhatIf: evidence.passageWhatIf.handler(async ({ input }) => {
      const { text, from } = await recorded(input.id);
      return thread.run({ kind: 'what-if', text, from, epc: input.epc });
    }),

    passageTrace: evidence.passageTrace.handler(async ({ input, context }) => {
      personOf(context.caller);
      const { text, at } = await recorded(input.id);
      return { fileName: `gate-${at.replaceAll(/[:.]/g, '-')}.jsonl`, text };
    }),
  };
}
