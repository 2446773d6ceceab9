import { Refusal } from '../kernel/errors.ts';
import { personOf } from '../kernel/sessions/procedures.ts';
import { through } from '../kernel/sessions/through.ts';
import { eventsOfTrace, readTrace } from './portal/packed-trace.ts';
import { coefficientsLabel } from './portal/portal.ts';
import { rerun, rerunWithSteps, whatIfs } from './portal/rerun.ts';
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

  async function recorded(id: string) {
    const found = await store.query('evidence.passageTrace', { id });
    if (found === null) throw new Refusal('evidence.passage_unknown', {});
    if (found.trace === null) throw new Refusal('evidence.trace_missing', {});
    const text = await readTrace(attachments, found.trace.hash);
    return { text, door: found.door, from: Date.parse(found.from), at: found.from };
  }

  return {
    passageAccount: evidence.passageAccount.handler(pass.query('evidence.passageAccount')),

    passageReplay: evidence.passageReplay.handler(async ({ input }) => {
      const { text, door, from } = await recorded(input.id);
      const passage = await store.query('evidence.passage', input);
      const { header, events } = eventsOfTrace(text);
      const portal = portals.get(door);
      const names = await Promise.all(
        [
          ...new Set(
            events.flatMap((event) => (event.kind === 'person' || event.kind === 'card' ? event.person : [])),
          ),
        ].map(
          async (person) => [person, (await store.query('identity.person', { id: person })).name] as const,
        ),
      );
      const nameOf = new Map(names);
      const before = rerunWithSteps(header, events, header.site, from, (person) => nameOf.get(person) ?? '');
      // Coefficients that are the same need no second run.
      const changed = JSON.stringify(portal?.correction) !== JSON.stringify(header.site);
      const today = changed ? rerun(header, events, portal?.correction, from) : before;
      const decided = new Map(passage.items.map((item) => [item.epc, item]));
      const again = new Map((before.closed?.items ?? []).map((item) => [item.epc, item]));
      return {
        door: {
          id: door,
          name: passage.door,
          antennas: header.antennas.map(({ id, side }) => ({ antenna: id, side })),
        },
        coefficients: portal?.coefficients ?? coefficientsLabel(null),
        // A tag of the shelf that is looked at in one run and not in the other did not pass in either.
        agrees: [...new Set([...decided.keys(), ...again.keys()])].every(
          (epc) => (decided.get(epc)?.direction ?? 'none') === (again.get(epc)?.direction ?? 'none'),
        ),
        reads: events.reduce((sum, event) => sum + (event.kind === 'read' ? (event.count ?? 1) : 0), 0),
        steps: [...before.steps],
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
      const { header, events } = eventsOfTrace(text);
      return whatIfs(header, events, from, input.epc);
    }),

    passageTrace: evidence.passageTrace.handler(async ({ input, context }) => {
      personOf(context.caller);
      const { text, at } = await recorded(input.id);
      return { fileName: `gate-${at.replaceAll(/[:.]/g, '-')}.jsonl`, text };
    }),
  };
}
