import type { Actor } from '../../kernel/module.ts';
import type { StationStore } from './system.ts';

const sweepMs = 60_000;
const checkpointMs = 5 * 60_000;

/** What a node does by itself: orders that lapse, signed checkpoints of the ledger at intervals and at the end. */
export function startUpkeep(options: {
  readonly store: StationStore;
  readonly actor: Actor;
  readonly now: () => number;
  readonly log: { warn(detail: object, message: string): void };
}) {
  const { store, actor, log } = options;
  let last: { readonly at: string; readonly size: number; readonly root: string } | null = null;

  async function sign(): Promise<void> {
    const checkpoint = await store.checkpoint();
    last = { at: checkpoint.at, size: checkpoint.size, root: checkpoint.root };
  }
  const failed = (what: string) => (error: unknown) =>
    log.warn({ what, error: String(error) }, 'upkeep failed and will be tried again');
  const sweep = setInterval(
    () => void store.execute('evidence.sweepOrders', {}, { actor }).catch(failed('sweep')),
    sweepMs,
  );
  const checkpoints = setInterval(() => void sign().catch(failed('checkpoint')), checkpointMs);
  void sign().catch(failed('checkpoint'));

  return {
    lastCheckpoint: () => last,
    async stop(): Promise<void> {
      clearInterval(sweep);
      clearInterval(checkpoints);
      await sign().catch(failed('checkpoint'));
    },
  };
}
