import { systemClock } from '../../../drivers/transport/transport.ts';
import type { DeviceLive } from '../../contract/device-work.ts';
import type { DeviceHub } from '../../devices/hub.ts';
import type { EventBus } from '../../kernel/events/event-bus.ts';

/** An oximeter speaks sixty times a second; a screen wants ten. */
const apartMs = 100;

/**
 * What devices say, on its way to the screens: the first of a quick row at once, then the newest of each tenth of a
 * second. The hub keeps the last of each kind, so nothing that stands is lost in between.
 */
export function showDevices(
  hub: Pick<DeviceHub, 'onLive' | 'onPlugs' | 'isTraining'>,
  bus: Pick<EventBus, 'publish'>,
  clock: Pick<typeof systemClock, 'after'> = systemClock,
): readonly (() => void)[] {
  const waiting = new Map<string, DeviceLive | undefined>();
  const cancels = new Map<string, () => void>();
  const publish = (device: string, live: DeviceLive): void =>
    bus.publish({ kind: 'device-live', device, training: hub.isTraining(device), live });

  function rest(device: string): void {
    waiting.set(device, undefined);
    cancels.set(
      device,
      clock.after(apartMs, () => {
        const live = waiting.get(device);
        waiting.delete(device);
        cancels.delete(device);
        if (live === undefined) return;
        publish(device, live);
        rest(device);
      }),
    );
  }

  return [
    hub.onLive((device, live) => {
      if (waiting.has(device)) waiting.set(device, live);
      else {
        publish(device, live);
        rest(device);
      }
    }),
    hub.onPlugs(() => bus.publish({ kind: 'changed', topics: ['plugged'], ids: [] })),
    () => {
      for (const cancel of cancels.values()) cancel();
    },
  ];
}
