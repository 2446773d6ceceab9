import { type FSWatcher, watch } from 'node:fs';
import type { Clock } from '../../drivers/transport/transport.ts';

/** A device makes several names within a moment. */
const settleMs = 700;
const ofInterest = /^(tty(USB|ACM|AMA|S)\d|hidraw|cu\.|usb|bus|serial)/;

/**
 * 热插拔: tells that something was plugged in or pulled out, by the names in /dev. Where there is no such folder (Windows)
 * the `usb` library tells; where that is missing too, nobody does and the list is asked for by hand.
 */
export function watchPlugs(clock: Clock, onChange: () => void, folder = '/dev'): () => void {
  let stopped = false;
  let cancel = (): void => {};
  const changed = (): void => {
    cancel();
    if (!stopped) cancel = clock.after(settleMs, onChange);
  };
  let watcher: FSWatcher | undefined;
  let endUsb = (): void => {};
  if (process.platform === 'win32') {
    void import('usb').then(
      ({ usb }) => {
        if (stopped) return;
        usb.addEventListener('connect', changed);
        usb.addEventListener('disconnect', changed);
        endUsb = () => {
          usb.removeEventListener('connect', changed);
          usb.removeEventListener('disconnect', changed);
        };
      },
      () => {},
    );
  } else {
    try {
      watcher = watch(folder, { persistent: false }, (_what, name) => {
        if (name !== null && ofInterest.test(name)) changed();
      });
      watcher.on('error', () => watcher?.close());
    } catch {
      watcher = undefined;
    }
  }
  return () => {
    stopped = true;
    cancel();
    watcher?.close();
    endUsb();
  };
}
