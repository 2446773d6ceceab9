import type { JsonObject, JsonValue, LedgerEntry, QueryContext } from '../kernel/module.ts';

/** Fields of a body that hold a picture's content hash. */
const pictureFields = ['hash', 'photo'] as const;

function pictures(body: JsonObject): string[] {
  const found: string[] = [];
  for (const field of pictureFields) {
    const value = body[field];
    if (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)) found.push(value);
  }
  const frames = body['frames'];
  if (Array.isArray(frames)) {
    for (const frame of frames as readonly JsonValue[]) {
      const hash =
        frame !== null && typeof frame === 'object' && !Array.isArray(frame)
          ? (frame as JsonObject)['hash']
          : undefined;
      if (typeof hash === 'string') found.push(hash);
    }
  }
  return found;
}

/** Scalars of a body, for the sentence `story.<type>` of the message tables; booleans as 1 and 0, lists as their length. */
function words(body: JsonObject): Record<string, string | number | null> {
  const result: Record<string, string | number | null> = {};
  for (const [key, value] of Object.entries(body)) {
    if (value === null || typeof value === 'string' || typeof value === 'number') result[key] = value;
    else if (typeof value === 'boolean') result[key] = value ? 1 : 0;
    else if (Array.isArray(value)) result[key] = value.length;
  }
  return result;
}

/** A ledger entry as one line of a thing's story (卷宗流水). */
export function storyLine(entry: LedgerEntry) {
  return {
    seq: entry.seq,
    hash: entry.hash,
    at: entry.at,
    type: entry.type,
    actor: entry.actor.name,
    method: entry.actor.method,
    station: entry.actor.station,
    words: words(entry.body),
    pictures: pictures(entry.body),
  };
}

interface StoredEntry {
  readonly seq: number;
  readonly canonical: string | Uint8Array;
  readonly hash: Uint8Array;
}

function parse(row: StoredEntry): LedgerEntry {
  const text = typeof row.canonical === 'string' ? row.canonical : new TextDecoder().decode(row.canonical);
  return { ...(JSON.parse(text) as Omit<LedgerEntry, 'hash'>), hash: Buffer.from(row.hash).toString('hex') };
}

const titleSql: Readonly<Record<string, string>> = {
  item: 'select name as title from evidence_item where id = ?',
  order: 'select number as title from evidence_order where id = ?',
  case: 'select name as title from evidence_case where id = ?',
  alarm: 'select number as title from evidence_alarm where id = ?',
  place: 'select name as title from evidence_place where id = ?',
};

/** How the thing of an aggregate is called now; empty where it has no name. */
function titleOf(context: QueryContext, aggregate: string): string {
  const cut = aggregate.indexOf(':');
  const sql = titleSql[aggregate.slice(0, cut)];
  if (sql === undefined) return '';
  return context.database.get<{ title: string }>(sql, aggregate.slice(cut + 1))?.title ?? '';
}

export const storyQueries = {
  /** The story of one thing, newest first. */
  story(context: QueryContext, input: { aggregate: string; before?: number | undefined }) {
    return context.database
      .all<StoredEntry>(
        'select seq, canonical, hash from ledger_entry where aggregate = ? and seq < ? order by seq desc limit 200',
        input.aggregate,
        input.before ?? Number.MAX_SAFE_INTEGER,
      )
      .map((row) => storyLine(parse(row)));
  },

  /** The node's newest entries, whatever they are about, or about some kinds of things only (`item`, `order`). */
  recent(
    context: QueryContext,
    input: { limit: number; before?: number | undefined; withBody: boolean; about?: readonly string[] },
  ) {
    const about = input.about ?? [];
    const only = about.length === 0 ? '' : `and (${about.map(() => 'aggregate like ?').join(' or ')})`;
    return context.database
      .all<StoredEntry>(
        `select seq, canonical, hash from ledger_entry where seq < ? ${only} order by seq desc limit ?`,
        input.before ?? Number.MAX_SAFE_INTEGER,
        ...about.map((kind) => `${kind}:%`),
        input.limit,
      )
      .map((row) => {
        const entry = parse(row);
        return {
          ...storyLine(entry),
          aggregate: entry.aggregate,
          title: about.length === 0 ? '' : titleOf(context, entry.aggregate),
          body: input.withBody ? JSON.stringify(entry.body) : '',
        };
      });
  },
};
