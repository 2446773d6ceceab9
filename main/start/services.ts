import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../drivers/transport/transport.ts';
import type { DevicePosition } from '../contract/devices.ts';
import { DeviceRecord } from '../devices/record/device-record.ts';
import type { devicesModule } from '../devices/record/module.ts';
import { DoorMemory } from '../devices/door-memory.ts';
import { DeviceHub } from '../devices/hub.ts';
import type { FromDevices } from '../devices/messages.ts';
import { readDevicesFile } from '../devices/positions.ts';
import type { importsModule } from '../devices/imports/record/module.ts';
import { createDevicesService, lampOf } from '../devices/service.ts';
import type { evidenceModule } from '../evidence/module.ts';
import { createGateService } from '../evidence/service-gate.ts';
import { createItemService } from '../evidence/service-items.ts';
import { createOrderService } from '../evidence/service-orders.ts';
import { createStorageService } from '../evidence/service-storage.ts';
import { createServiceSupervisor, type SpawnService } from '../hosts/service-process.ts';
import { spawnNodeService } from '../hosts/service-spawn-node.ts';
import { openAttachments } from '../kernel/attachments/attachments.ts';
import { EventBus } from '../kernel/events/event-bus.ts';
import type { identityModule } from '../kernel/identity/module.ts';
import type { Actor } from '../kernel/module.ts';
import { verifyCredential } from '../kernel/sessions/log-in.ts';
import { createProcedures } from '../kernel/sessions/procedures.ts';
import { createIdentityService } from '../kernel/sessions/service.ts';
import { Sessions } from '../kernel/sessions/sessions.ts';
import { forDomains } from '../kernel/store/for-domains.ts';
import { openStore } from '../kernel/store/store.ts';
import type { StationDomains } from './domains.ts';
import { installationFolder } from './paths.ts';
import { createAttachmentsRoute } from './services/attachments-route.ts';
import { prepareDataFolder } from './services/data-folder.ts';
import { showDevices } from './services/device-events.ts';
import { DoorWatch } from './services/door-watch.ts';
import { startResultsIntake } from './services/results-intake.ts';
import { createSystemService } from './services/system.ts';
import { topicsOf } from './services/topics.ts';
import { ShelfMemory } from './services/shelf-memory.ts';
import { startUpkeep } from './services/upkeep.ts';
import { noVirtualRoom, type VirtualRoom } from './services/virtual-room.ts';
import type { StationOptions, StationServices } from './station-handle.ts';

const version = (
  JSON.parse(readFileSync(path.join(installationFolder, 'package.json'), 'utf8')) as { version: string }
).version;

/** The start list of a station: what is opened, in which order, and what each part is given. */
export async function startServices(
  options: StationOptions,
  spawn: SpawnService = spawnNodeService,
): Promise<StationServices> {
  const { dataFolder, log } = options;
  const now = (): number => Date.now();
  const prepared = await prepareDataFolder(dataFolder, options.demo, now());
  const { demo } = prepared;
  const config = { current: prepared.config };
  // Before the store: what is refused here needs nothing closed.
  const devicesFile = options.devicesFile ?? path.join(dataFolder, 'devices.json');
  const filed =
    options.devicesFile === undefined && demo !== undefined ? undefined : await readDevicesFile(devicesFile);
  const store = await openStore<StationDomains>({
    folder: dataFolder,
    modules: new URL('./domains.ts', import.meta.url).href,
    station: config.current.id,
    log,
  });
  const systemActor: Actor = {
    person: null,
    name: '系统',
    post: null,
    method: 'system',
    station: config.current.id,
  };
  const bus = new EventBus();
  const sessions = new Sessions({ now, station: config.current.id });
  const attachments = openAttachments(path.join(dataFolder, 'attachments'));
  const settings = { current: await store.query('reference.settings', {}) };

  const lockDoors = await DoorMemory.open(dataFolder, log);
  const hub = new DeviceHub({
    now,
    doorsBefore: (position) => lockDoors.before(position),
    after: systemClock.after,
    connect({ onMessage, onState }) {
      const supervisor = createServiceSupervisor({
        name: 'devices',
        modulePath: fileURLToPath(new URL('./devices.ts', import.meta.url)),
        spawn,
        clock: systemClock,
        onMessage: (message) => onMessage(message as FromDevices),
        onState: (state) => {
          if (state.kind === 'running') onState('running');
          else if (state.kind === 'waiting') onState('restarting');
          else if (state.kind === 'stopped') onState('stopped');
        },
        log,
      });
      return {
        start: () => supervisor.start(),
        send: (message) => void supervisor.send(message),
        stop: () => supervisor.stop(),
      };
    },
  });

  const virtual: VirtualRoom =
    demo === undefined ? noVirtualRoom : demo.createRoom({ store, bus, spawn, log, devices: hub });
  const virtualPositions = filed === undefined ? await virtual.start() : [];
  const isVirtual = (position: DevicePosition): boolean =>
    hub.isTraining(position.id) || virtualPositions.some((known) => known.id === position.id);
  hub.onEvent(({ position, event }) => {
    if (event.kind === 'doors') lockDoors.note(position, event);
  });
  hub.start(filed ?? virtualPositions);

  const record = new DeviceRecord({
    store: forDomains<{ readonly devices: typeof devicesModule }>()(store),
    hub,
  });
  if (filed !== undefined && (await record.noticeFile(systemActor)))
    log.warn({ file: path.basename(devicesFile) }, 'the devices file was changed by somebody else');

  const doors = new DoorWatch({
    hub,
    store,
    attachments,
    bus,
    settings: () => settings.current,
    station: config.current.id,
    shelves: new ShelfMemory(dataFolder, now),
    now,
    log,
  });
  await doors.start();
  const upkeep = startUpkeep({ store, actor: systemActor, log, now });

  const os = createProcedures(sessions, log);
  const identityStore = forDomains<{ readonly identity: typeof identityModule }>()(store);
  const identity = createIdentityService({
    os,
    store: identityStore,
    sessions,
    bus,
    station: config.current.id,
    now,
  });
  const verify = async (credential: Parameters<typeof verifyCredential>[2]) => {
    const verified = await verifyCredential(identityStore, config.current.id, credential);
    return { person: verified.person, name: verified.name };
  };
  const evidenceOptions = {
    os,
    store: forDomains<{
      readonly evidence: typeof evidenceModule;
      readonly identity: typeof identityModule;
    }>()(store),
    devices: hub,
    attachments,
    bus,
    portals: doors.portals,
    verify,
    block: config.current.block,
    applicationFamily: config.current.applicationFamily,
    now,
  };
  const intake = await startResultsIntake({
    os,
    store: forDomains<{ readonly imports: typeof importsModule }>()(store),
    attachments,
    bus,
    dataFolder,
    station: config.current.id,
    clock: systemClock,
    log,
  });
  const router = os.router({
    system: createSystemService({
      os,
      store,
      sessions,
      bus,
      hub,
      isVirtual,
      folder: dataFolder,
      version,
      profile: options.profile,
      demo: demo !== undefined,
      demoAccounts: demo?.accounts ?? [],
      config,
      settings,
      systemActor,
      lastCheckpoint: upkeep.lastCheckpoint,
      now,
    }),
    identity: identity.router,
    storage: createStorageService(evidenceOptions),
    evidence: {
      ...createItemService(evidenceOptions),
      ...createOrderService(evidenceOptions),
      ...createGateService(evidenceOptions),
    },
    devices: createDevicesService({
      os,
      hub,
      attachments,
      record,
      story: (aggregate) => store.query('evidence.story', { aggregate }),
      file: virtualPositions.length > 0 ? undefined : devicesFile,
      isVirtual,
      log,
      verify,
      dataFolder,
      now,
    }),
    imports: intake.procedures,
    virtualRoom: virtual.router(os),
  });

  const ends = [
    store.subscribe((entries) => {
      bus.publish({ kind: 'changed', ...topicsOf(entries) });
      for (const { type, body } of entries) {
        if (type === 'evidence.alarm-raised' && typeof body['id'] === 'string') void announce(body['id']);
      }
    }),
    ...showDevices(hub, bus),
    hub.onChange(() =>
      bus.publish({
        kind: 'lamps',
        lamps: hub.statuses().map((status) => lampOf(status, isVirtual(status.position))),
      }),
    ),
  ];
  async function announce(id: string): Promise<void> {
    const { rows } = await store.query('evidence.alarms', { open: true, limit: 20 });
    const alarm = rows.find((row) => row.id === id);
    if (alarm !== undefined) bus.publish({ kind: 'alarm', alarm });
  }
  const idle = setInterval(() => identity.lockIdle(settings.current.idleLockMinutes), 15_000);

  let stopping: Promise<void> | undefined;
  return {
    router,
    fetchHandler: createAttachmentsRoute(attachments, sessions),
    stop() {
      stopping ??= (async () => {
        clearInterval(idle);
        for (const end of ends) end();
        bus.close();
        await Promise.all([hub.stop(), virtual.stop(), intake.stop()]);
        await lockDoors.written();
        await doors.stop();
        await upkeep.stop();
        await store.close();
      })();
      return stopping;
    },
  };
}
