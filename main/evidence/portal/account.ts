/** 判定依据: gathers what was known about each item of a passage when it was decided. Pure. */
import type * as z from 'zod/mini';
import type { passageAccount } from '../../contract/evidence-account.ts';
import { explainPassage } from '../gate/explain.ts';
import type { GateEvent, PassageClosed } from '../gate/types.ts';
import type { BookItem } from './books.ts';
import { covered } from './books.ts';
import type { PortalAntenna } from './live.ts';

export type PassageAccount = z.infer<typeof passageAccount>;

/** The ledger keeps an account for ever: more items and barrier changes than this are in the trace alone. */
const mostItems = 60;
const mostBeams = 40;

/**
 * @param events what was pushed to the engine during the passage
 * @param find what the books say about a tag
 */
export function accountOf(
  closed: PassageClosed,
  events: readonly GateEvent[],
  around: {
    readonly antennas: readonly PortalAntenna[];
    readonly find: (epc: string) => BookItem | undefined;
    readonly nameOf: (person: string) => string;
  },
): PassageAccount {
  const orderOf = (epc: string): string | null => {
    const book = around.find(epc);
    return book !== undefined && covered(book, closed.to) ? (book.order?.number ?? null) : null;
  };
  const because = new Map(explainPassage(closed, orderOf).map((one) => [one.epc, one.because]));
  const opened = events.find((event) => event.kind === 'contact' && event.open);
  return {
    items: closed.items.slice(0, mostItems).map((item) => {
      const book = around.find(item.epc);
      // What they said at first: an alarm that has sounded is in the books by now.
      const known = events.find((event) => event.kind === 'item' && event.epc === item.epc);
      const side = known?.kind === 'item' ? known.custody : book?.side;
      return {
        epc: item.epc,
        crossedAt: item.crossedAt,
        decidedAt: item.decidedAt,
        posterior: [rounded(item.posterior[0]), rounded(item.posterior[1]), rounded(item.posterior[2])],
        reads: readsOf(item.epc, events, around.antennas),
        books: book === undefined || side === undefined ? null : { side, order: orderOf(item.epc) },
        because: (because.get(item.epc) ?? []).map((one) => {
          if (one.code === 'person') return { ...one, person: around.nameOf(one.person) };
          if (one.code === 'person_open')
            return { ...one, candidates: one.candidates.map((person) => around.nameOf(person)) };
          return one.code === 'decided' ? { ...one, probability: rounded(one.probability) } : { ...one };
        }),
      };
    }),
    beams: events
      .flatMap((event) =>
        event.kind === 'beam' && event.t >= closed.from - 3000
          ? [{ at: event.t, id: event.id, broken: event.broken }]
          : [],
      )
      .slice(0, mostBeams),
    contactOpenedAt: opened?.t ?? null,
    cards: events.flatMap((event) =>
      event.kind === 'card' ? [{ at: event.t, person: around.nameOf(event.person) }] : [],
    ),
  };
}

function readsOf(
  epc: string,
  events: readonly GateEvent[],
  antennas: readonly PortalAntenna[],
): PassageAccount['items'][number]['reads'] {
  const reads = events
    .filter((event) => event.kind === 'read' && event.epc === epc)
    .sort((left, right) => left.t - right.t)
    .flatMap((event) => (event.kind === 'read' ? [event] : []));
  const located = reads.filter((read) => read.antenna !== undefined);
  return {
    count: reads.reduce((sum, read) => sum + (read.count ?? 1), 0),
    firstAt: reads[0]?.t ?? null,
    lastAt: reads.at(-1)?.t ?? null,
    firstAntenna: located[0]?.antenna ?? null,
    lastAntenna: located.at(-1)?.antenna ?? null,
    antennas: antennas.map(({ antenna, side }) => {
      const own = located.filter((read) => read.antenna === antenna);
      const peaks = own.flatMap((read) => (read.rssi === undefined ? [] : [read.rssi]));
      return {
        antenna,
        side,
        count: own.reduce((sum, read) => sum + (read.count ?? 1), 0),
        peak: peaks.length === 0 ? null : Math.max(...peaks),
      };
    }),
  };
}

function rounded(probability: number): number {
  return Math.round(probability * 1000) / 1000;
}
