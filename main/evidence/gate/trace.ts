/** The lines of a gate trace (service-tool.md, "Gate trace"): checked parsing and nothing else. */
import type { SiteCorrection } from './site-fit.ts';
import type { GateAntenna, GateEvent, ResidentState, Side } from './types.ts';

export interface TraceHeader {
  readonly id: string;
  readonly antennas: readonly (GateAntenna & { readonly x?: number; readonly y?: number })[];
  readonly readsPerSecond: number | null;
  /** Which coefficients decided, in words for people; beyond the form. */
  readonly coefficients?: string;
  /** What this site's walks had taught them (site-fit.ts); beyond the form. */
  readonly site?: SiteCorrection;
}

export type TraceLine =
  | { readonly kind: 'header'; readonly header: TraceHeader }
  | { readonly kind: 'event'; readonly event: GateEvent }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string };

type Fields = Readonly<Record<string, unknown>>;

/** Parses one line. `expectHeader`: true until the header has been seen; events before it are refused. */
export function parseTraceLine(line: string, expectHeader: boolean): TraceLine {
  const value = parseJson(line);
  if (!isFields(value)) return refused('trace.malformed', 'the line is not a JSON object');
  if (value['header'] !== undefined) {
    return expectHeader ? parseHeader(value['header']) : refused('trace.second_header', 'a second header');
  }
  if (expectHeader) return refused('trace.no_header', 'the first line must hold the header');
  const { t } = value;
  if (typeof t !== 'number' || !Number.isFinite(t))
    return refused('trace.time', '"t" must be a number of milliseconds');
  const event = parseEvent(t, value);
  return event === null
    ? refused(
        'trace.malformed',
        'no read, card, beam, item, person, contact, blind, learn, strays, resident or tick with its fields',
      )
    : { kind: 'event', event };
}

function parseHeader(value: unknown): TraceLine {
  if (!isFields(value) || !Array.isArray(value['antennas']))
    return refused('trace.header', 'the header needs antennas');
  const antennas: (GateAntenna & { x?: number; y?: number })[] = [];
  for (const entry of value['antennas'] as readonly unknown[]) {
    if (!isFields(entry)) return refused('trace.header', 'an antenna must be an object');
    const { id, x, y } = entry;
    const side = sideOf(entry['side']);
    if (typeof id !== 'number' || side === null) {
      return refused('trace.header', 'an antenna needs a numeric id and side inside or outside');
    }
    antennas.push({
      id,
      side,
      ...(typeof x === 'number' ? { x } : {}),
      ...(typeof y === 'number' ? { y } : {}),
    });
  }
  if (antennas.length === 0) return refused('trace.header', 'the header names no antenna');
  const rate = value['readsPerSecond'];
  const id = value['id'];
  return {
    kind: 'header',
    header: {
      id: typeof id === 'string' || typeof id === 'number' ? String(id) : 'gate',
      antennas,
      readsPerSecond: typeof rate === 'number' ? rate : null,
      ...(typeof value['coefficients'] === 'string' ? { coefficients: value['coefficients'] } : {}),
      ...siteOf(value['site']),
    },
  };
}

function parseEvent(t: number, line: Fields): GateEvent | null {
  const { read, card, beam, item, person, contact, blind } = line;
  if (isFields(read)) return parseRead(t, read);
  if (isFields(card))
    return typeof card['person'] === 'string' ? { kind: 'card', t, person: card['person'] } : null;
  if (isFields(beam)) {
    const { id, broken } = beam;
    return typeof id === 'number' && typeof broken === 'boolean' ? { kind: 'beam', t, id, broken } : null;
  }
  if (isFields(item)) {
    const { epc, order } = item;
    const custody = item['custody'] === 'unknown' ? 'unknown' : sideOf(item['custody']);
    if (typeof epc !== 'string' || custody === null || typeof order !== 'boolean') return null;
    return { kind: 'item', t, epc, custody, order };
  }
  if (isFields(person)) {
    const { epc, person: name } = person;
    return typeof epc === 'string' && typeof name === 'string'
      ? { kind: 'person', t, epc, person: name }
      : null;
  }
  // Two lines beyond the form, so that a recorded door replays as it ran: its leaf, and when it could not see.
  if (isFields(contact))
    return typeof contact['open'] === 'boolean' ? { kind: 'contact', t, open: contact['open'] } : null;
  // And four of the running gate itself: when it began to learn its shelf, what it knew of it and of stray tags, and
  // when it looked.
  if (isFields(line['learn'])) {
    const { from, until } = line['learn'];
    return typeof from === 'number' && typeof until === 'number' ? { kind: 'learn', t, from, until } : null;
  }
  if (isFields(line['strays'])) {
    const { strays, idleMs } = line['strays'];
    return typeof strays === 'number' && typeof idleMs === 'number'
      ? { kind: 'strays', t, strays, idleMs }
      : null;
  }
  if (isFields(line['resident'])) return parseResident(t, line['resident']);
  if (isFields(line['tick'])) return { kind: 'tick', t };
  return isFields(blind) ? parseBlind(t, blind) : null;
}

function siteOf(value: unknown): { site?: SiteCorrection } {
  if (!isFields(value) || typeof value['scale'] !== 'number' || !Array.isArray(value['offset'])) return {};
  const [out, into, none] = (value['offset'] as readonly unknown[]).map(Number);
  if (out === undefined || into === undefined || none === undefined) return {};
  return { site: { scale: value['scale'], offset: [out, into, none] } };
}

function parseResident(t: number, fields: Fields): GateEvent | null {
  const { epc, seconds, firstAt, lastAt, places } = fields;
  if (typeof epc !== 'string' || typeof seconds !== 'number' || typeof firstAt !== 'number') return null;
  if (typeof lastAt !== 'number' || !Array.isArray(places)) return null;
  const known: ResidentState['places'][number][] = [];
  for (const place of places as readonly unknown[]) {
    if (!isFields(place) || typeof place['antenna'] !== 'number' || typeof place['decayedAt'] !== 'number')
      return null;
    const bins = Array.isArray(place['bins']) ? (place['bins'] as readonly unknown[]) : [];
    known.push({
      antenna: place['antenna'],
      decayedAt: place['decayedAt'],
      bins: bins.flatMap((entry) =>
        Array.isArray(entry) && typeof entry[0] === 'number' && typeof entry[1] === 'number'
          ? [[entry[0], entry[1]] as const]
          : [],
      ),
    });
  }
  return { kind: 'resident', t, resident: { epc, seconds, firstAt, lastAt, places: known } };
}

function parseBlind(t: number, blind: Fields): GateEvent | null {
  const { from, to, reason } = blind;
  if (typeof from !== 'number' || typeof reason !== 'string') return null;
  return { kind: 'blind', t, from, reason, ...(typeof to === 'number' ? { to } : {}) };
}

/** A read may lack antenna, RSSI and count (llrp.md section 7); what is there must have its type. */
function parseRead(t: number, read: Fields): GateEvent | null {
  const { epc, antenna, rssi, count } = read;
  const optional = (value: unknown) => value === undefined || value === null || typeof value === 'number';
  if (typeof epc !== 'string' || epc === '' || !optional(antenna) || !optional(rssi) || !optional(count))
    return null;
  return {
    kind: 'read',
    t,
    epc,
    ...(typeof antenna === 'number' ? { antenna } : {}),
    ...(typeof rssi === 'number' ? { rssi } : {}),
    ...(typeof count === 'number' ? { count } : {}),
    // Beyond the form: when the last of the counted reads was made.
    ...(typeof read['lastT'] === 'number' ? { lastT: read['lastT'] } : {}),
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sideOf(value: unknown): Side | null {
  return value === 'inside' || value === 'outside' ? value : null;
}

function refused(code: string, message: string): TraceLine {
  return { kind: 'refused', code, message };
}
