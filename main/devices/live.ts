import type { DeviceEvent } from '../../drivers/manifest.ts';
import type { DeviceLive, DeviceReading } from '../contract/device-work.ts';

export const nothingLive: DeviceLive = {
  reading: null,
  measurement: null,
  doors: [],
  barcode: null,
  person: null,
  card: null,
  security: null,
};

const instant = (at: number): string => new Date(at).toISOString();

/** 张某某 → 张**; a name of one character is hidden whole. Pure. */
export function maskName(name: string): string {
  const [first = '', ...rest] = name.trim();
  return rest.length === 0 ? '*' : first + '*'.repeat(rest.length);
}

/** All but the last four characters hidden. Pure. */
export function maskNumber(number: string): string {
  return number.length <= 4
    ? '*'.repeat(number.length)
    : `${'*'.repeat(number.length - 4)}${number.slice(-4)}`;
}

type ReadingEvent = Extract<DeviceEvent, { kind: 'reading' }>;

/** A result for a screen that is not about its person. Pure. */
export function readingOf({ reading, at, unsolicited }: ReadingEvent): DeviceReading {
  const common = {
    at: instant(at),
    flags: [...(reading.flags ?? [])],
    person: reading.person === null ? null : maskNumber(reading.person),
    deviceTime: reading.at,
    unsolicited,
  };
  if ('error' in reading) return { ...common, values: [], error: { ...reading.error } };
  return {
    ...common,
    error: null,
    values: Object.entries(reading.values).map(([name, value]) => ({
      name,
      text: textOf(reading.text, name) ?? String(value),
      unit: unitOf(reading.units, name),
    })),
  };
}

function textOf(texts: Readonly<Record<string, string | undefined>> | undefined, name: string) {
  return texts?.[name];
}

function unitOf(units: Readonly<Record<string, string | undefined>>, name: string): string {
  return units[name] ?? '';
}

/** What is shown of a device after one more event; the same object when the event shows nothing new. Pure. */
export function withEvent(live: DeviceLive, event: DeviceEvent, now: number): DeviceLive {
  switch (event.kind) {
    case 'reading':
      return { ...live, reading: readingOf(event) };
    case 'measurement':
      return {
        ...live,
        measurement: { at: instant(event.at), phase: event.phase, reason: event.reason ?? null },
      };
    case 'doors': {
      const { board, cells, at } = event;
      const doors = { at: instant(at), board, cells: cells.map((cell) => ({ ...cell })) };
      const others = live.doors.filter((known) => known.board !== board);
      return { ...live, doors: [...others, doors].sort((left, right) => left.board - right.board) };
    }
    case 'barcode':
      return {
        ...live,
        barcode: { at: instant(event.at), text: event.text, symbology: event.symbology },
      };
    case 'person':
      return {
        ...live,
        person: {
          at: instant(event.at),
          name: maskName(event.person.name),
          idNumber: maskNumber(event.person.idNumber),
        },
      };
    case 'card':
      return { ...live, card: { at: instant(event.at), tail: event.cardId.slice(-4) } };
    case 'security':
      return { ...live, security: securityOf(live.security, event, now) };
    default:
      return live;
  }
}

/** Doors that change in one night are told one after the other within moments: all of them are shown. */
const togetherMs = 60_000;

function securityOf(
  before: DeviceLive['security'],
  { code, detail = {} }: Extract<DeviceEvent, { kind: 'security' }>,
  now: number,
): DeviceLive['security'] {
  const { board, cell } = detail;
  const door = typeof board === 'number' && typeof cell === 'number' ? [{ board, cell }] : [];
  const isSame = before !== null && before.code === code && now - Date.parse(before.at) < togetherMs;
  return { at: instant(now), code, doors: [...(isSame ? before.doors : []), ...door].slice(-100) };
}

const personal =
  /^(name|sex|nation|ethnicity|birth|address|idNumber|person|photo|issuer|validFrom|validTo|uid|cardId)$/;

/** Any answer of a device as text for the installer, without what is personal. Pure. */
export function withoutPersons(value: unknown, indent = 2): string {
  return JSON.stringify(
    value ?? {},
    (key, inner: unknown) => {
      if (personal.test(key) && typeof inner === 'string') return '***';
      if (inner instanceof Uint8Array) return `${inner.length} bytes`;
      return inner;
    },
    indent,
  );
}
