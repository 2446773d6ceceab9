import type { DevicePosition, DeviceRole, DriverSetting } from '../../../../main/contract/devices.ts';
import {
  type AddressKind,
  addressKinds,
  type AddressParts,
  addressProblems,
  emptyAddress,
  readAddress,
  writeAddress,
} from './address.ts';
import type { Driver } from './device-words.ts';
import {
  type AntennaSide,
  parseSettings,
  readSettings,
  readSides,
  settingProblem,
  settledByRole,
  type SettingTexts,
  writeSettings,
  writeSides,
} from './settings-values.ts';

/** A position (设备岗位) as it stands in the form. */
export interface PositionValues {
  title: string;
  id: string;
  role: DeviceRole | null;
  driver: string | null;
  address: AddressParts;
  door: string;
  texts: SettingTexts;
  sides: readonly AntennaSide[];
  /** Settings as read, for those without a field. */
  before: Readonly<Record<string, unknown>>;
  /** The expert view; null = the form is shown. */
  json: string | null;
}

export function valuesOf(position: DevicePosition, driver: Driver | undefined): PositionValues {
  return {
    title: position.title,
    id: position.id,
    role: position.role,
    driver: position.driver,
    address: readAddress(position.url),
    door: position.door ?? '',
    texts: readSettings(driver?.settings ?? [], position.settings),
    sides: readSides(position.settings),
    before: position.settings,
    json: driver?.settings === null ? JSON.stringify(position.settings, null, 2) : null,
  };
}

/** The lines a driver can be reached by, as this form has them. Pure. */
export function kindsOf(driver: Driver | undefined): readonly AddressKind[] {
  return (driver?.transports ?? []).flatMap((transport) => addressKinds.filter((kind) => kind === transport));
}

/** The form after another driver was chosen: its lines, its usual port and speed, its settings. Pure. */
export function withDriver(values: PositionValues, driver: Driver): PositionValues {
  const kinds = kindsOf(driver);
  const kind = kinds.includes(values.address.kind) ? values.address.kind : (kinds[0] ?? 'other');
  return {
    ...values,
    driver: driver.name,
    address: {
      ...emptyAddress,
      ...values.address,
      kind,
      port: kind === 'tcp' ? driver.port : null,
      baud: driver.baudRate,
    },
    texts: readSettings(driver.settings ?? [], values.before),
    json: driver.settings === null ? JSON.stringify(values.before, null, 2) : null,
  };
}

/** Settings that are asked: what the role settles and what the antenna rows hold is left out. Pure. */
export function askedSettings(driver: Driver | undefined, role: DeviceRole | null): readonly DriverSetting[] {
  return (driver?.settings ?? []).filter(
    ({ name, byRole }) =>
      !(role !== null && byRole?.[role] !== undefined) && !(role === 'portal' && name === 'antennas'),
  );
}

/** The settings as they will be saved; undefined = the expert text is no JSON object. Pure. */
export function settingsOf(
  values: PositionValues,
  driver: Driver | undefined,
): Readonly<Record<string, unknown>> | undefined {
  if (values.json !== null) return parseSettings(values.json);
  const form = driver?.settings ?? [];
  const settled = values.role === null ? {} : settledByRole(form, values.role);
  const asked = askedSettings(driver, values.role);
  const written = writeSettings(
    [...asked, ...form.filter(({ name }) => settled[name] !== undefined)],
    { ...values.texts, ...settled },
    values.before,
  );
  return values.role === 'portal' ? writeSides(values.sides, written) : written;
}

export type PositionProblem =
  | 'title'
  | 'id'
  | 'role'
  | 'driver'
  | 'door'
  | 'address'
  | 'settings'
  | 'sides'
  | 'json';

/** Which parts are not in order yet. Pure. */
export function positionProblems(
  values: PositionValues,
  driver: Driver | undefined,
  needsDoor: boolean,
): readonly PositionProblem[] {
  // In the order in which the eye meets the fields.
  const problems: PositionProblem[] = [];
  if (values.role === null) problems.push('role');
  if (values.title.trim() === '') problems.push('title');
  if (values.driver === null) problems.push('driver');
  else if (addressProblems(values.address).length > 0) problems.push('address');
  if (needsDoor ? !/^[a-z0-9-]{1,40}$/.test(values.door) : !/^[a-z0-9-]{0,40}$/.test(values.door))
    problems.push('door');
  if (values.role !== null && !/^[a-z0-9-]{1,40}$/.test(values.id)) problems.push('id');
  if (values.json !== null) {
    if (parseSettings(values.json) === undefined) problems.push('json');
    return problems;
  }
  if (values.role === 'portal' && driver?.settings !== null && !areSidesGood(values.sides))
    problems.push('sides');
  const asked = askedSettings(driver, values.role);
  if (asked.some((setting) => settingProblem(setting, values.texts[setting.name] ?? '') !== undefined))
    problems.push('settings');
  return problems;
}

function areSidesGood(sides: readonly AntennaSide[]): boolean {
  const numbers = sides.map(({ antenna }) => antenna.trim());
  return (
    numbers.length > 0 &&
    numbers.every((antenna) => /^[1-9]\d{0,4}$/.test(antenna)) &&
    new Set(numbers).size === numbers.length
  );
}

/** What will be saved; undefined while something is missing. Pure. */
export function positionOf(
  values: PositionValues,
  driver: Driver | undefined,
  enabled: boolean,
): DevicePosition | undefined {
  const url = writeAddress(values.address);
  const settings = settingsOf(values, driver);
  if (url === undefined || settings === undefined || values.role === null || values.driver === null)
    return undefined;
  return {
    id: values.id,
    title: values.title.trim(),
    role: values.role,
    driver: values.driver,
    url,
    door: values.door === '' ? null : values.door,
    enabled,
    settings,
  };
}
