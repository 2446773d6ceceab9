import { Refusal } from '../kernel/errors.ts';
import { personOf } from '../kernel/sessions/procedures.ts';
import { through } from '../kernel/sessions/through.ts';
import type { Portal } from './portal/portal.ts';
import type { EvidenceServiceOptions } from './service-deps.ts';
import { createDoorService } from './service-doors.ts';
import { createReplayService } from './service-replay.ts';

/** How long the door is released when a person with the right opens it after an alarm, in milliseconds. */
const authorisedReleaseMs = 5000;

/** The portal part of `contract.evidence`: passages, alarms, doors. */
export function createGateService(options: EvidenceServiceOptions) {
  const {
    os: { evidence },
    store,
    portals,
  } = options;
  const pass = through(store);
  const portalOf = (door: string): Portal => {
    const portal = portals.get(door);
    if (portal === undefined) throw new Refusal('evidence.door_unknown', { door });
    return portal;
  };
  return {
    ...createReplayService(options),
    ...createDoorService(options),
    passages: evidence.passages.handler(pass.query('evidence.passages')),
    passage: evidence.passage.handler(pass.query('evidence.passage')),
    doors: evidence.doors.handler(() => [...portals.values()].map((portal) => portal.live())),
    tasks: evidence.tasks.handler(pass.query('evidence.tasks')),
    settleTask: evidence.settleTask.handler(pass.command('evidence.settleTask')),
    alarms: evidence.alarms.handler(pass.query('evidence.alarms')),
    alarm: evidence.alarm.handler(async ({ input, context }) => {
      const { session } = personOf(context.caller);
      const alarm = await store.query('evidence.alarm', {
        id: input.id,
        person: session.person.id,
        permissions: session.permissions,
      });
      return { ...alarm, story: await store.query('evidence.story', { aggregate: `alarm:${input.id}` }) };
    }),
    acknowledgeAlarm: evidence.acknowledgeAlarm.handler(pass.command('evidence.acknowledgeAlarm')),
    investigateAlarm: evidence.investigateAlarm.handler(pass.command('evidence.investigateAlarm')),
    resolveAlarm: evidence.resolveAlarm.handler(pass.command('evidence.resolveAlarm')),
    reviewAlarm: evidence.reviewAlarm.handler(pass.command('evidence.reviewAlarm')),
    // Silencing needs no special right but names the person (cameras-and-signals brief, section 2).
    silence: evidence.silence.handler(async ({ input, context }) => {
      const { actor } = personOf(context.caller);
      const portal = portalOf(input.door);
      await portal.signals.silence();
      await store.execute(
        'evidence.silenceSiren',
        { door: input.door },
        { actor, commandId: input.commandId },
      );
      return {};
    }),
    authoriseDoor: evidence.authoriseDoor.handler(async ({ input, context }) => {
      const { actor } = personOf(context.caller);
      const portal = portalOf(input.door);
      await store.execute(
        'evidence.authoriseDoor',
        { door: input.door, reason: input.reason },
        { actor, commandId: input.commandId },
      );
      await portal.signals.silence();
      const released = await portal.signals.releaseDoor(authorisedReleaseMs);
      portal.authorised();
      if (!released) throw new Refusal('evidence.door_not_released', { door: input.door });
      return {};
    }),
  };
}
