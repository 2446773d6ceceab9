import type { DriverSetting } from '../../../../main/contract/devices.ts';

export type SettingTexts = Readonly<Record<string, string>>;
export type SettingProblem =
  | 'missing'
  | 'not-whole'
  | 'not-number'
  | 'out-of-range'
  | 'not-list'
  | 'not-a-choice';
type Settings = Readonly<Record<string, unknown>>;

/** The settings as they stand in the fields of a form. Pure. */
export function readSettings(form: readonly DriverSetting[], settings: Settings): SettingTexts {
  return Object.fromEntries(form.map(({ name }) => [name, asText(valueAt(settings, name.split('.')))]));
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function valueAt(holder: unknown, path: readonly string[]): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return holder;
  if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, first)) return undefined;
  return valueAt(Reflect.get(holder, first), rest);
}

/** The settings from the fields, laid over those that have no field; an empty field takes its setting away. Pure. */
export function writeSettings(
  form: readonly DriverSetting[],
  texts: SettingTexts,
  before: Settings,
): Settings {
  return form.reduce<Settings>(
    (settings, setting) =>
      withValue(settings, setting.name.split('.'), valueOf(setting, texts[setting.name] ?? '')),
    before,
  );
}

function withValue(holder: Settings, path: readonly string[], value: unknown): Settings {
  const [first = '', ...rest] = path;
  const others = Object.fromEntries(Object.entries(holder).filter(([name]) => name !== first));
  if (rest.length === 0) return value === undefined ? others : { ...holder, [first]: value };
  const inner = holder[first];
  const next = withValue(isRecord(inner) ? inner : {}, rest, value);
  return Object.keys(next).length === 0 ? others : { ...holder, [first]: next };
}

function isRecord(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueOf({ kind }: DriverSetting, text: string): unknown {
  // Passwords and texts may begin or end with a space on purpose.
  if (kind === 'text' || kind === 'secret') return text === '' ? undefined : text;
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  switch (kind) {
    case 'whole':
    case 'decimal':
      return Number(trimmed);
    case 'yes-no':
      return trimmed === 'yes';
    case 'whole-list':
      return listOf(trimmed);
    case 'choice':
      return trimmed;
  }
}

function listOf(text: string): number[] {
  return text
    .split(/[\s,，、;；]+/)
    .filter((part) => part !== '')
    .map(Number);
}

/** What is wrong with one field; undefined = nothing. Pure. */
export function settingProblem(setting: DriverSetting, text: string): SettingProblem | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return setting.required === true ? 'missing' : undefined;
  const within = (value: number): boolean =>
    value >= (setting.from ?? Number.NEGATIVE_INFINITY) && value <= (setting.to ?? Number.POSITIVE_INFINITY);
  switch (setting.kind) {
    case 'whole':
      if (!/^-?\d+$/.test(trimmed)) return 'not-whole';
      return within(Number(trimmed)) ? undefined : 'out-of-range';
    case 'decimal':
      if (!/^-?\d+(\.\d+)?$/.test(trimmed)) return 'not-number';
      return within(Number(trimmed)) ? undefined : 'out-of-range';
    case 'whole-list': {
      const list = listOf(trimmed);
      if (list.length === 0 || !list.every(Number.isInteger) || new Set(list).size !== list.length)
        return 'not-list';
      return list.every(within) ? undefined : 'out-of-range';
    }
    case 'choice':
      return setting.choices?.some(({ value }) => value === trimmed) === true ? undefined : 'not-a-choice';
    case 'yes-no':
    case 'text':
    case 'secret':
      return undefined;
  }
}

/** Settings that follow from the role are filled in and not asked. Pure. */
export function settledByRole(form: readonly DriverSetting[], role: string): SettingTexts {
  return Object.fromEntries(
    form.flatMap(({ name, byRole }) => {
      const value = byRole?.[role];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** An object of settings typed as JSON; undefined = it is none. Pure. */
export function parseSettings(json: string): Settings | undefined {
  try {
    const value: unknown = JSON.parse(json.trim() === '' ? '{}' : json);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export interface AntennaSide {
  readonly antenna: string;
  readonly side: 'inside' | 'outside';
}

/** Which side of the door each antenna of a portal looks at. Pure. */
export function readSides(settings: Settings): readonly AntennaSide[] {
  const { sides } = settings;
  if (!isRecord(sides)) return [];
  return Object.entries(sides).flatMap(([antenna, side]) =>
    side === 'inside' || side === 'outside' ? [{ antenna, side }] : [],
  );
}

/** Sides, and the antennas to be read with them. Pure. */
export function writeSides(sides: readonly AntennaSide[], settings: Settings): Settings {
  return {
    ...settings,
    antennas: sides.map(({ antenna }) => Number(antenna)),
    sides: Object.fromEntries(sides.map(({ antenna, side }) => [antenna, side])),
  };
}
