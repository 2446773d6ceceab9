import { Refusal } from '../kernel/errors.ts';
import { personOf } from '../kernel/sessions/procedures.ts';
import { through } from '../kernel/sessions/through.ts';
import { walksAsked } from './doors/commands.ts';
import { askedWalk, judgeRecorded } from './doors/plan.ts';
import { fitSite } from './gate/site-fit.ts';
import { eventsOfTrace, keepTrace, readTrace } from './portal/packed-trace.ts';
import { coefficientsLabel, type Portal, type RecordedWalk } from './portal/portal.ts';
import type { EvidenceServiceOptions } from './service-deps.ts';

/** 演练 and 调试通道: work at a door that people start and end. */
export function createDoorService(options: EvidenceServiceOptions) {
  const {
    os: { evidence },
    store,
    attachments,
    portals,
    bus,
    now,
  } = options;
  const pass = through(store);
  const portalOf = (door: string): Portal => {
    const portal = portals.get(door);
    if (portal === undefined) throw new Refusal('evidence.door_unknown', { door });
    return portal;
  };
  const changed = (): void => bus.publish({ kind: 'changed', topics: ['passages'], ids: [] });

  async function keepWalk(
    portal: Portal,
    door: string,
    walk: RecordedWalk,
    by: Parameters<typeof store.execute>[2],
  ): Promise<void> {
    if (portal.walk !== walk) return;
    const lines = portal.walkTrace(walk);
    portal.walk = null;
    portal.afterDrill();
    const trace = await keepTrace(attachments, lines);
    await store.execute('evidence.recordWalk', { door, walk: walk.walk, tags: walk.tags, trace }, by);
  }

  return {
    blindIntervals: evidence.blindIntervals.handler(pass.query('evidence.blindIntervals')),

    startDrill: evidence.startDrill.handler(async ({ input, context }) => {
      const { actor } = personOf(context.caller);
      const portal = portalOf(input.door);
      const { commandId, ...drill } = input;
      const { output } = await store.execute(
        'evidence.startDrill',
        { ...drill, doorName: portal.name },
        { actor, commandId },
      );
      portal.drill = { until: Date.parse(output.until), siren: input.siren, by: actor.name };
      portal.afterDrill();
      return output;
    }),
    endDrill: evidence.endDrill.handler(async ({ input, context }) => {
      const { actor } = personOf(context.caller);
      const portal = portalOf(input.door);
      const { commandId, door } = input;
      await store.execute('evidence.endDrill', { door, cause: 'person' }, { actor, commandId });
      portal.drill = null;
      portal.afterDrill();
      return {};
    }),

    commissioning: evidence.commissioning.handler(async ({ input }) =>
      Promise.all(
        [...portals]
          .filter(([door]) => input.door === undefined || door === input.door)
          .map(async ([door, portal]) => {
            const [state, labels] = await Promise.all([
              store.query('evidence.commissioning', { door }),
              store.query('evidence.gateLabels', { door }),
            ]);
            const { running } = state;
            return {
              ...state,
              door,
              shipped: coefficientsLabel(null),
              running:
                running === null
                  ? null
                  : { ...running, next: askedWalk(running.walks.length), asked: walksAsked },
              walking: portal.walk?.walk ?? null,
              settled: labels.filter(({ source }) => source === 'settled').length,
              walks: labels.filter(({ source }) => source === 'walk').length,
              heard: portal.heard().slice(0, 12),
            };
          }),
      ),
    ),
    beginCommissioning: evidence.beginCommissioning.handler(pass.command('evidence.beginCommissioning')),
    cancelCommissioning: evidence.cancelCommissioning.handler(async ({ input, context }) => {
      const { actor } = personOf(context.caller);
      const { commandId, door } = input;
      await store.execute('evidence.cancelCommissioning', { door }, { actor, commandId });
      const portal = portalOf(door);
      portal.walk = null;
      portal.afterDrill();
      return {};
    }),
    startWalk: evidence.startWalk.handler(async ({ input, context }) => {
      const { actor } = personOf(context.caller);
      const portal = portalOf(input.door);
      const { running } = await store.query('evidence.commissioning', { door: input.door });
      if (running === null) throw new Refusal('evidence.commissioning_none', {});
      const walk: RecordedWalk = {
        walk: input.walk,
        tags: running.tags,
        from: now(),
        start: portal.traceStart(),
        onPassage: () => {
          void keepWalk(portal, input.door, walk, { actor }).then(changed);
        },
      };
      portal.beginWalk(walk);
      changed();
      return {};
    }),
    endWalk: evidence.endWalk.handler(async ({ input, context }) => {
      const { actor } = personOf(context.caller);
      const portal = portalOf(input.door);
      const { walk } = portal;
      if (walk === null) return {};
      if (input.keep) await keepWalk(portal, input.door, walk, { actor, commandId: input.commandId });
      else {
        portal.walk = null;
        portal.afterDrill();
        changed();
      }
      return {};
    }),
    fitGate: evidence.fitGate.handler(async ({ input, context }) => {
      const { actor } = personOf(context.caller);
      const { door, commandId } = input;
      portalOf(door);
      const labels = await store.query('evidence.gateLabels', { door });
      const judged = [];
      for (const label of labels) {
        const { header, events } = eventsOfTrace(await readTrace(attachments, label.trace.hash));
        judged.push(judgeRecorded(label, header, events));
        // A walk takes the engine some ten milliseconds: the door must be heard in between.
        await new Promise((resolve) => setImmediate(resolve));
      }
      const fit = fitSite(judged);
      if (fit === null) throw new Refusal('evidence.too_few_walks', { walks: labels.length });
      const { output } = await store.execute(
        'evidence.recordFit',
        {
          door,
          shipped: coefficientsLabel(null),
          walks: labels.filter(({ source }) => source === 'walk').length,
          settled: labels.filter(({ source }) => source === 'settled').length,
          fit: { ...fit, correction: { ...fit.correction, offset: [...fit.correction.offset] } },
        },
        { actor, commandId },
      );
      return output;
    }),
    activateVersion: evidence.activateVersion.handler(async ({ input, context }) => {
      const { actor } = personOf(context.caller);
      const { door, version, commandId } = input;
      const portal = portalOf(door);
      await store.execute('evidence.activateVersion', { door, version }, { actor, commandId });
      const { versions } = await store.query('evidence.commissioning', { door });
      const chosen = versions.find(({ id }) => id === version);
      portal.useVersion(
        chosen === undefined ? null : { number: chosen.number, correction: chosen.fit.correction },
      );
      return {};
    }),
  };
}
