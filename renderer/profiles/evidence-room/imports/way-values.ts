import type { ImportWay } from '../../../../main/contract/imports-received.ts';

/** What stands in the form of a way in. */
export interface WayValues {
  readonly kind: 'folder' | 'mllp';
  readonly title: string;
  readonly profile: string | null;
  readonly folder: string;
  /** As written: `.csv .txt`. */
  readonly endings: string;
  readonly host: string;
  readonly port: number | null;
  readonly enabled: boolean;
}

/** Usual endings of what a profile of this form reads. */
export const usualEndings = { csv: '.csv .txt', hl7: '.hl7 .oru .txt', pdf: '.pdf' } as const;
/** 2575 is the port that IANA lists for HL7. */
const HL7_PORT = 2575;

export function valuesOfWay(way: ImportWay | undefined): WayValues {
  const none = { folder: '', endings: usualEndings.csv, host: '127.0.0.1', port: HL7_PORT };
  if (way === undefined) return { ...none, kind: 'folder', title: '', profile: null, enabled: true };
  const { kind, title, profile, enabled } = way;
  return kind === 'folder'
    ? { ...none, kind, title, profile, enabled, folder: way.folder, endings: way.endings.join(' ') }
    : { ...none, kind, title, profile, enabled, host: way.host, port: way.port };
}

/** Endings as they are compared; undefined when one of them is none. Pure. */
export function readEndings(text: string): string[] | undefined {
  const endings = text
    .toLowerCase()
    .split(/[\s,;，；、]+/)
    .filter((ending) => ending !== '')
    .map((ending) => (ending.startsWith('.') ? ending : `.${ending}`));
  const isRight =
    endings.length > 0 && endings.length <= 10 && endings.every((one) => /^\.[a-z0-9]{1,10}$/.test(one));
  return isRight ? [...new Set(endings)] : undefined;
}

export type WayProblem = 'title' | 'profile' | 'folder' | 'endings' | 'host' | 'port';

/** Which fields cannot be sent yet. Pure. */
export function wayProblems(values: WayValues): WayProblem[] {
  const isFolder = values.kind === 'folder';
  const wrong: readonly (readonly [WayProblem, boolean])[] = [
    ['title', values.title.trim() === ''],
    ['profile', values.profile === null],
    ['folder', isFolder && !/^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(values.folder.trim())],
    ['endings', isFolder && readEndings(values.endings) === undefined],
    ['host', !isFolder && !/^[0-9A-Za-z:.-]{1,100}$/.test(values.host.trim())],
    ['port', !isFolder && values.port === null],
  ];
  return wrong.flatMap(([field, isWrong]) => (isWrong ? [field] : []));
}

/** Pure; undefined while a field is missing. */
export function wayOfValues(id: string, values: WayValues): ImportWay | undefined {
  const { kind, profile, port, enabled } = values;
  const endings = readEndings(values.endings);
  if (profile === null || wayProblems(values).length > 0) return undefined;
  const common = { id, title: values.title.trim(), profile, enabled };
  if (kind === 'mllp') return port === null ? undefined : { ...common, kind, host: values.host.trim(), port };
  return endings === undefined ? undefined : { ...common, kind, folder: values.folder.trim(), endings };
}

/** Where a way listens, for a list. Pure. */
export function placeOfWay(way: ImportWay): string {
  return way.kind === 'folder' ? way.folder : `MLLP ${way.host}:${way.port}`;
}
