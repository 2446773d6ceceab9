import type Electron from 'electron';
import type { Clock } from '../../../drivers/transport/transport.ts';
import type { HostLog } from '../session.ts';

const WINDOW_MILLISECONDS = 10 * 60_000;
const RELOADS_ALLOWED = 3;
const UNRESPONSIVE_MILLISECONDS = 10_000;

/** What to do about a broken renderer, given when it was reloaded before (monotonic milliseconds). Pure. */
export function reloadDecision(earlier: readonly number[], now: number): 'reload' | 'give-up' {
  return earlier.filter((at) => now - at < WINDOW_MILLISECONDS).length < RELOADS_ALLOWED
    ? 'reload'
    : 'give-up';
}

/**
 * The inner rings of the watchdog (engineering notes 2.5): a renderer that crashed or hangs is loaded again; after three
 * times in ten minutes `giveUp` shows the safe screen instead of flickering on.
 */
export function watchRenderer(
  contents: Electron.WebContents,
  clock: Clock,
  load: () => void,
  giveUp: () => void,
  log: HostLog,
): void {
  let reloads: number[] = [];
  let cancelHang: (() => void) | undefined;

  function broken(reason: string): void {
    cancelHang?.();
    cancelHang = undefined;
    const now = clock.monotonic();
    const decision = reloadDecision(reloads, now);
    log.error({ reason, decision }, 'a renderer broke');
    if (decision === 'give-up') {
      giveUp();
      return;
    }
    reloads = [...reloads, now].slice(-RELOADS_ALLOWED);
    load();
  }

  contents.on('render-process-gone', (_event, details) => {
    // A clean exit is the end of a window, not a failure of one.
    if (details.reason !== 'clean-exit') broken(details.reason);
  });
  contents.on('unresponsive', () => {
    cancelHang ??= clock.after(UNRESPONSIVE_MILLISECONDS, () => {
      cancelHang = undefined;
      contents.forcefullyCrashRenderer();
    });
  });
  contents.on('responsive', () => {
    cancelHang?.();
    cancelHang = undefined;
  });
}
