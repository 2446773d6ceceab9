import { DeviceError } from '../../drivers/errors.ts';
import { findDriver } from '../../drivers/registry.ts';
import { listPluggedDevices } from '../../drivers/transport/list.ts';
import { type Clock, type DriverLog, systemClock } from '../../drivers/transport/transport.ts';
import { openTransportFactory } from '../../drivers/transport/url.ts';
import { checkPosition } from './check-position.ts';
import { Fleet } from './fleet.ts';
import type { FromDevices, ToDevices } from './messages.ts';

export interface DevicesProcessOptions {
  readonly send: (message: FromDevices) => void;
  readonly log: (device: string) => DriverLog;
  readonly clock?: Clock;
}

/** The devices process: everything native lives here, so that a crash in a driver is a shown state and not an outage. */
export function createDevicesProcess(options: DevicesProcessOptions) {
  const fleet = new Fleet({
    findDriver,
    openTransportFactory,
    clock: options.clock ?? systemClock,
    log: options.log,
    onEvent(device, event) {
      // Pictures stay in the camera's ring here until somebody asks for them.
      if (event.kind !== 'frame') options.send({ kind: 'event', device, event });
    },
  });

  async function answer(id: number, work: () => unknown): Promise<void> {
    try {
      options.send({ kind: 'answer', id, ok: true, value: await work() });
    } catch (error) {
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

  return {
    async receive(message: ToDevices): Promise<void> {
      switch (message.kind) {
        case 'positions':
          return fleet.apply(message.positions);
        case 'restart':
          return fleet.restart(message.device);
        case 'request':
          return answer(message.id, () => fleet.request(message.device, message.action, message.input));
        case 'trace':
          return answer(message.id, () => fleet.trace(message.device));
        case 'check':
          return answer(message.id, () => checkPosition(message.position));
        case 'plugged':
          return answer(message.id, listPluggedDevices);
        case 'stop':
          return fleet.stop();
      }
    },
    stop: () => fleet.stop(),
  };
}
