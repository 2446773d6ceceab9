import { DeviceError } from '../../drivers/errors.ts';
import { drivers, findDriver } from '../../drivers/registry.ts';
import { listPluggedDevices } from '../../drivers/transport/list.ts';
import { type Clock, type DriverLog, systemClock } from '../../drivers/transport/transport.ts';
import { openTransportFactory } from '../../drivers/transport/url.ts';
import { checkPosition } from './check-position.ts';
import { createEventBatch } from './event-batch.ts';
import { Fleet } from './fleet.ts';
import { listenOnPort } from './listen.ts';
import type { FromDevices, ToDevices } from './messages.ts';
import { watchPlugs } from './plug-watch.ts';
import { createRecording } from './recording.ts';
import { watchForSleep } from './sleep-watch.ts';
import { TrainingStand } from './training/training-stand.ts';

export interface DevicesProcessOptions {
  readonly send: (message: FromDevices) => void;
  readonly log: (device: string) => DriverLog;
  readonly clock?: Clock;
}

/** The devices process: everything native lives here, so that a crash in a driver is a shown state and not an outage. */
export function createDevicesProcess(options: DevicesProcessOptions) {
  const clock = options.clock ?? systemClock;
  const batch = createEventBatch(clock, (events) => options.send({ kind: 'events', events }));
  const fleet = new Fleet({
    findDriver,
    openTransportFactory,
    clock,
    log: options.log,
    onEvent(device, event) {
      // Pictures stay in the camera's ring here until somebody asks for them.
      if (event.kind !== 'frame') batch.add({ device, event });
    },
  });
  const stand = new TrainingStand({
    findDriver,
    clock,
    report: (device, what) => options.log(device).info('training device', { ...what }),
  });
  const endSleepWatch = watchForSleep(clock, (sleptForMs) => {
    options.log('all').info('the computer slept; every device is opened anew', { sleptForMs });
    void fleet.restartAll();
  });
  const endPlugWatch = watchPlugs(clock, () => options.send({ kind: 'plugs-changed' }));
  let turn: Promise<void> = Promise.resolve();

  /** Training devices must be there before the positions that lead to them, in the order the station says. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    turn = turn.then(work).catch((error: unknown) => {
      options.log('all').warn('positions could not be applied', { error: String(error) });
    });
    return turn;
  }

  async function answer(id: number, work: () => unknown): Promise<void> {
    try {
      const value = await work();
      batch.flush();
      options.send({ kind: 'answer', id, ok: true, value });
    } catch (error) {
      batch.flush();
      const known = error instanceof DeviceError;
      options.send({
        kind: 'answer',
        id,
        ok: false,
        code: known ? error.code : 'device.fault',
        message: error instanceof Error ? error.message : String(error),
        detail: known ? error.detail : {},
      });
    }
  }

  function record(device: string, file: string | null): void {
    fleet.record(
      device,
      file === null
        ? undefined
        : () =>
            createRecording(file, clock.monotonic(), (code) => {
              options.log(device).warn('recording ended', { code });
              options.send({ kind: 'recording-ended', device, code });
            }),
    );
  }

  async function stop(): Promise<void> {
    endSleepWatch();
    endPlugWatch();
    await fleet.stop();
    await stand.stop();
    batch.stop();
  }

  return {
    async receive(message: ToDevices): Promise<void> {
      switch (message.kind) {
        case 'positions':
          return inTurn(() => fleet.apply(message.positions, message.doorsBefore));
        case 'training':
          return inTurn(() => stand.apply(message.devices));
        case 'training-play':
          return answer(message.id, () => stand.play(message.device, message.steps));
        case 'training-fault':
          return answer(message.id, () => stand.misbehave(message.device, message.fault));
        case 'restart':
          return fleet.restart(message.device);
        case 'request':
          return answer(message.id, () => fleet.request(message.device, message.action, message.input));
        case 'record':
          return answer(message.id, () => record(message.device, message.file));
        case 'listen':
          return answer(message.id, () =>
            listenOnPort(message.path, { drivers, openTransportFactory, clock }),
          );
        case 'trace':
          return answer(message.id, () => fleet.trace(message.device));
        case 'check':
          return answer(message.id, () => checkPosition(message.position));
        case 'plugged':
          return answer(message.id, listPluggedDevices);
        case 'stop':
          return stop();
      }
    },
    stop,
  };
}
