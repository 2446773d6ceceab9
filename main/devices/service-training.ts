import path from 'node:path';
import { DeviceError } from '../../drivers/errors.ts';
import { drivers } from '../../drivers/registry.ts';
import { trainingStepsFor } from '../../drivers/training-steps.ts';
import { roleOfDriver } from '../contract/device-roles.ts';
import type { HeardAs } from '../contract/device-work.ts';
import type { DevicePosition } from '../contract/devices.ts';
import { Refusal } from '../kernel/errors.ts';
import type { Procedures } from '../kernel/sessions/procedures.ts';
import type { DeviceHub } from './hub.ts';
import type { PositionList } from './position-list.ts';
import { listRecordings, recordingName, recordingsFolder, replayUrl } from './recordings.ts';
import { trainingSettings } from './training/training-position.ts';

export interface TrainingOptions {
  readonly os: Procedures;
  readonly hub: DeviceHub;
  readonly list: PositionList;
  readonly dataFolder: string;
  readonly log: { info(detail: object, message: string): void };
  readonly now: () => number;
}

/** Twelve devices stand on the largest desk; a forgotten training must not fill the screen. */
const mostTraining = 24;

/** Implements training (培训模式), recordings and listening: all that needs no real device, or makes one repeatable. */
export function createTraining(options: TrainingOptions) {
  const { hub, list, log, dataFolder, now } = options;
  const { devices } = options.os;

  function requireTraining(id: string): string {
    if (!hub.isTraining(id)) throw new Refusal('devices.training_unknown', { id });
    return id;
  }

  function freeId(driver: string): string {
    const taken = new Set(
      [...hub.positions(), ...hub.training().map(({ position }) => position)].map(({ id }) => id),
    );
    for (let number = 1; ; number += 1) {
      const id = `training-${driver}-${number}`;
      if (!taken.has(id)) return id;
    }
  }

  async function recorded(file: string): Promise<string> {
    const folder = await recordingsFolder(dataFolder);
    const known = (await listRecordings(folder)).some((recording) => recording.file === file);
    if (!known) throw new Refusal('devices.recording_unknown', { file });
    return replayUrl(folder, file);
  }

  return {
    record: devices.record.handler(async ({ input }) => {
      const { id } = list.require(input.id);
      if (!input.on) {
        await hub.record(id, null);
        return { file: null };
      }
      const file = path.join(await recordingsFolder(dataFolder), recordingName(id, now()));
      await hub.record(id, file);
      log.info({ device: id, file: path.basename(file) }, 'recording started');
      return { file: path.basename(file) };
    }),

    recordings: devices.recordings.handler(async () => {
      const folder = await recordingsFolder(dataFolder);
      return (await listRecordings(folder)).map((recording) => ({
        ...recording,
        replay: replayUrl(folder, recording.file),
      }));
    }),

    listen: devices.listen.handler(async ({ input }) => {
      const port = /^serial:(?:\/\/)?(\/dev\/[^?#]+|COM\d+)/i.exec(input.url)?.[1];
      if (port === undefined) throw new Refusal('devices.not_serial', { url: input.url });
      return (await hub.listen(decodeURIComponent(port))) as HeardAs[];
    }),

    trainingBegin: devices.trainingBegin.handler(async ({ input }) => {
      const driver = drivers.find(({ name }) => name === input.driver);
      if (driver === undefined) throw new Refusal('devices.driver_unknown', { driver: input.driver });
      if (hub.training().length >= mostTraining) throw new Refusal('devices.training_full', {});
      const id = freeId(driver.name);
      const url = input.recording === null ? `memory:${id}` : await recorded(input.recording);
      const position: DevicePosition = {
        id,
        title: input.title,
        role: roleOfDriver(driver),
        driver: driver.name,
        url,
        door: null,
        enabled: true,
        settings: trainingSettings(driver),
      };
      try {
        await hub.check(position);
      } catch (error) {
        if (!(error instanceof DeviceError) || error.code !== 'input.invalid') throw error;
        throw new Refusal('devices.no_training', { driver: driver.name });
      }
      const device = input.recording === null ? { id, driver: driver.name, script: input.script } : undefined;
      hub.setTraining([...hub.training(), { position, device }]);
      log.info({ device: id, driver: driver.name, recording: input.recording }, 'training device added');
      return { id };
    }),

    trainingEnd: devices.trainingEnd.handler(({ input }) => {
      requireTraining(input.id);
      hub.setTraining(hub.training().filter(({ position }) => position.id !== input.id));
      log.info({ device: input.id }, 'training device removed');
      return {};
    }),

    trainingPlay: devices.trainingPlay.handler(async ({ input }) => {
      await hub.playTraining(requireTraining(input.id), input.steps);
      return {};
    }),

    trainingFault: devices.trainingFault.handler(async ({ input }) => {
      await hub.misbehave(requireTraining(input.id), input.fault);
      return {};
    }),

    trainingSteps: devices.trainingSteps.handler(({ input }) =>
      trainingStepsFor(input.driver).map(({ title, steps }) => ({
        title: { ...title },
        steps: steps.map((step) => ({ ...step })),
      })),
    ),
  };
}
