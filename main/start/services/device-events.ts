import { systemClock } from '../../../drivers/transport/transport.ts';
import type { DeviceLive } from '../../contract/device-work.ts';
import { nothingLive } from '../../devices/live.ts';
import type { DeviceHub } from '../../devices/hub.ts';
import type { EventBus } from '../../kernel/events/event-bus.ts';

/** An oximeter speaks sixty times a second; a screen wants ten. */
const apartMs = 100;

type Kind = keyof DeviceLive;

/** What one device was last shown with, and the kinds that were shown less than a tenth of a second ago. */
interface Shown {
  live: DeviceLive;
  /** The newest, where it has not been shown yet. */
  waiting: DeviceLive | undefined;
  readonly resting: Map<Kind, () => void>;
}

/**
 * What devices say, on its way to the screens: the first of a quick row of one kind at once, then the newest of each tenth
 * of a second. A result therefore does not wait because the measurement was told to run a moment ago. The hub keeps the
 * last of each kind, so nothing that stands is lost in between.
 */
export function showDevices(
  hub: Pick<DeviceHub, 'onLive' | 'onPlugs' | 'isTraining'>,
  bus: Pick<EventBus, 'publish'>,
  clock: Pick<typeof systemClock, 'after'> = systemClock,
): readonly (() => void)[] {
  const devices = new Map<string, Shown>();

  function show(device: string, shown: Shown, live: DeviceLive): void {
    const changed = changedKinds(shown.live, live);
    if (changed.length === 0) return;
    if (changed.every((kind) => shown.resting.has(kind))) {
      shown.waiting = live;
      return;
    }
    shown.live = live;
    shown.waiting = undefined;
    bus.publish({ kind: 'device-live', device, training: hub.isTraining(device), live });
    for (const kind of changed) rest(device, shown, kind);
  }

  function rest(device: string, shown: Shown, kind: Kind): void {
    shown.resting.get(kind)?.();
    const cancel = clock.after(apartMs, () => {
      shown.resting.delete(kind);
      if (shown.waiting !== undefined) show(device, shown, shown.waiting);
    });
    shown.resting.set(kind, cancel);
  }

  return [
    hub.onLive((device, live) => {
      const shown = devices.get(device) ?? { live: nothingLive, waiting: undefined, resting: new Map() };
      devices.set(device, shown);
      show(device, shown, live);
    }),
    hub.onPlugs(() => bus.publish({ kind: 'changed', topics: ['plugged'], ids: [] })),
    () => {
      for (const { resting } of devices.values()) for (const cancel of resting.values()) cancel();
    },
  ];
}

/** Each event makes its own kind anew, so what is the same object was not told again. */
function changedKinds(before: DeviceLive, after: DeviceLive): Kind[] {
  return (Object.keys(after) as Kind[]).filter((kind) => before[kind] !== after[kind]);
}
