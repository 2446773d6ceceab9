import { type StationClient, usePages } from '../../../client/index.ts';

type Line = Awaited<ReturnType<StationClient['system']['ledger']>>[number];

const pageSize = 50;

/** Entries newest first; a page ends before the last sequence number of the page before. */
export function useLedgerEntries(enabled: boolean) {
  return usePages<Line>({
    key: ['ledger-entries'],
    topics: ['ledger'],
    enabled,
    async ask(client, after, signal) {
      const rows = await client.system.ledger(
        { limit: pageSize, ...(after === undefined ? {} : { before: Number(after) }) },
        { signal },
      );
      const last = rows.at(-1);
      return { rows, next: rows.length < pageSize || last === undefined ? null : String(last.seq) };
    },
  });
}
