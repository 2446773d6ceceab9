import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Startup } from '../../contract/system.ts';
import { lampOf } from '../../devices/service.ts';
import type { DeviceHub } from '../../devices/hub.ts';
import type { DevicePosition } from '../../contract/devices.ts';
import { viewerOf } from '../../evidence/service-orders.ts';
import { Refusal } from '../../kernel/errors.ts';
import type { EventBus } from '../../kernel/events/event-bus.ts';
import { checkedPasswordHash } from '../../kernel/sessions/log-in.ts';
import { type Procedures, personOf } from '../../kernel/sessions/procedures.ts';
import type { Sessions } from '../../kernel/sessions/sessions.ts';
import { through } from '../../kernel/sessions/through.ts';
import type { Actor } from '../../kernel/module.ts';
import type { Store } from '../../kernel/store/store.ts';
import { forDomains } from '../../kernel/store/for-domains.ts';
import type { StationDomains } from '../domains.ts';
import { dashboard, type RoomDomains } from './dashboard.ts';
import { type StationConfig, writeStationConfig } from './station-config.ts';
import { verifyLedger } from './verify-ledger.ts';

export type StationStore = Store<StationDomains>;
type Settings = Startup['settings'];

export interface SystemServiceOptions {
  readonly os: Procedures;
  readonly store: StationStore;
  readonly sessions: Sessions;
  readonly bus: EventBus;
  readonly hub: DeviceHub;
  readonly isVirtual: (position: DevicePosition) => boolean;
  readonly folder: string;
  readonly version: string;
  readonly profile: string;
  readonly demo: boolean;
  readonly demoAccounts: Startup['demoAccounts'];
  readonly config: { current: StationConfig };
  readonly settings: { current: Settings };
  readonly systemActor: Actor;
  readonly lastCheckpoint: () => { readonly at: string; readonly size: number; readonly root: string } | null;
  readonly now: () => number;
}

/** Implements `contract.system`: first screen, events, dashboard, settings, dictionaries, notices, the ledger itself. */
export function createSystemService(options: SystemServiceOptions) {
  const { os, store, sessions, bus, hub, config, settings, now } = options;
  const { system } = os;
  const pass = through(store);
  const instant = (): string => new Date(now()).toISOString();
  const lamps = () => hub.statuses().map((status) => lampOf(status, options.isVirtual(status.position)));

  async function needsSetup(): Promise<boolean> {
    return (await store.query('identity.units', {})).length === 0;
  }

  async function unitName(): Promise<string> {
    const units = await store.query('identity.units', {});
    return units.find((unit) => unit.code === config.current.unit)?.name ?? '';
  }

  return {
    startup: system.startup.handler(async ({ context }) => {
      const { caller } = context;
      const [name, setup, alarms, status] = await Promise.all([
        unitName(),
        needsSetup(),
        store.query('evidence.alarms', { open: true, limit: 20 }),
        store.entries({ limit: 1 }),
      ]);
      const locked = sessions.isLocked(caller.host);
      return {
        version: options.version,
        profile: options.profile,
        station: {
          id: config.current.id,
          name: config.current.name,
          unit: config.current.unit,
          unitName: name,
          room: config.current.room,
        },
        demo: options.demo,
        needsSetup: setup,
        demoAccounts: [...options.demoAccounts],
        session: locked ? null : caller.session,
        lamps: lamps(),
        openAlarms: caller.session === null ? [] : alarms.rows,
        settings: settings.current,
        notAtCountySince: status[0]?.at ?? null,
        serverTime: instant(),
      };
    }),

    setUp: system.setUp.handler(async ({ input }) => {
      if (!(await needsSetup())) throw new Refusal('station.already_set_up', {});
      const { administrator } = input;
      const passwordHash = await checkedPasswordHash(administrator.password, administrator.account);
      const units = [
        input.province,
        input.city,
        input.county,
        ...(input.policeStation === undefined ? [] : [input.policeStation]),
      ];
      await store.execute(
        'identity.setUp',
        {
          units,
          administrator: {
            name: administrator.name,
            badgeNumber: administrator.badgeNumber,
            account: administrator.account,
            passwordHash,
          },
        },
        { actor: options.systemActor, commandId: input.commandId },
      );
      config.current = {
        ...config.current,
        name: input.stationName,
        room: input.room,
        unit: (input.policeStation ?? input.county).code,
      };
      await writeStationConfig(options.folder, config.current);
      return {};
    }),

    events: system.events.handler(({ input, context, signal }) => {
      const { host } = context.caller;
      return bus.listen({
        after: input.after,
        signal,
        // Before log-in a screen learns that something happened, not what.
        wanted: (event) =>
          sessions.of(host) !== undefined ||
          ['lamps', 'card', 'session-ended', 'resync', 'changed'].includes(event.kind),
      });
    }),

    heartbeat: system.heartbeat.handler(({ input, context }) => {
      if (input.active === true) sessions.touched(context.caller.host);
      return { serverTime: instant() };
    }),

    dashboard: system.dashboard.handler(({ context }) =>
      dashboard(forDomains<RoomDomains>()(store), viewerOf(context.caller)),
    ),

    settings: system.settings.handler(() => settings.current),
    saveSettings: system.saveSettings.handler(async ({ input, context }) => {
      const { actor } = personOf(context.caller);
      await store.execute(
        'reference.changeSettings',
        { settings: input.settings },
        { actor, commandId: input.commandId },
      );
      settings.current = input.settings;
      return {};
    }),

    dictionaries: system.dictionaries.handler(pass.query('reference.dictionaries')),
    saveDictionaryEntry: system.saveDictionaryEntry.handler(pass.command('reference.setDictionaryEntry')),

    notices: system.notices.handler(({ input, context }) =>
      store.query('reference.notices', { ...input, person: personOf(context.caller).session.person.id }),
    ),
    publishNotice: system.publishNotice.handler(pass.command('reference.publishNotice')),
    readNotice: system.readNotice.handler(async ({ input, context }) => {
      const { session, actor } = personOf(context.caller);
      await store.execute(
        'reference.readNotice',
        { id: input.id, person: session.person.id },
        { actor, commandId: input.commandId },
      );
      return {};
    }),

    ledgerStatus: system.ledgerStatus.handler(async () => {
      const status = await store.status();
      return {
        entries: status.seq,
        root: status.root,
        lastCheckpoint: options.lastCheckpoint(),
        node: status.node,
      };
    }),
    ledger: system.ledger.handler(({ input }) =>
      store.query('evidence.recent', { limit: input.limit ?? 50, before: input.before, withBody: true }),
    ),
    verifyLedger: system.verifyLedger.handler(async () => {
      await store.checkpoint();
      const verdict = await verifyLedger(options.folder);
      return {
        ok: verdict.ok,
        entries: verdict.entries,
        root: verdict.root,
        problems: verdict.problems.map((problem) => ({
          code: problem.code,
          seq: problem.seq ?? null,
          message: problem.message,
        })),
      };
    }),
    slowQueries: system.slowQueries.handler(async () =>
      (await store.status()).costliest.map((time) => ({
        name: time.name,
        count: time.count,
        worstMs: time.longestMs,
        totalMs: time.totalMs,
      })),
    ),
    backup: system.backup.handler(async () => {
      const stamp = instant().replaceAll(/[:.]/g, '-');
      const target = path.join(options.folder, 'backups', stamp);
      await mkdir(target, { recursive: true });
      await store.backup(target);
      return { file: path.join('backups', stamp), entries: (await store.status()).seq };
    }),
  };
}
