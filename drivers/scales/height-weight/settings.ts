import type { MeasuredUnit, measuredNames } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import { compileProfile } from './measures.ts';
import { type FieldPattern, type StandProfile, standProfile } from './profile.ts';

export interface StandSettings {
  readonly profile: StandProfile;
  /** Somebody has compared the stand with a known weight and a measuring rod. Until then readings carry a flag. */
  readonly confirmed: boolean;
}

/**
 * `profile`: the name of a shipped one, or a profile of one's own as an object (`StandProfile`, titles may be left out).
 *
 * @throws DeviceError `input.invalid` with `detail.setting`
 */
export function readStandSettings(settings: Readonly<Record<string, unknown>>): StandSettings {
  const { profile = 'labelled-line', confirmed = false } = settings;
  if (typeof confirmed !== 'boolean') throw invalid('confirmed', 'confirmed is true or false');
  if (typeof profile !== 'string') return { profile: readProfile(profile), confirmed };
  // The form on screen has one line of text: a profile of one's own stands there as JSON.
  if (profile.trimStart().startsWith('{')) return { profile: readProfile(parsed(profile)), confirmed };
  const known = standProfile(profile);
  if (known === undefined) throw invalid('profile', `no profile is called ${profile.slice(0, 40)}`);
  return { profile: known, confirmed };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid('profile', 'the profile is no JSON');
  }
}

const LONGEST_PATTERN = 300;
const units: readonly MeasuredUnit[] = ['kg', 'g', '[lb_av]', 'cm', 'm', 'mm', '[in_i]', 'kg/m2'];

/** @throws DeviceError `input.invalid` */
export function readProfile(given: unknown): StandProfile {
  if (typeof given !== 'object' || given === null) throw invalid('profile', 'a profile is an object');
  const fields: Readonly<Record<string, unknown>> = { ...given };
  const { name = 'own', baudRate = 9600, starts = [], end = '', person, at } = fields;
  if (typeof name !== 'string' || !/^[a-z0-9-]{1,40}$/.test(name))
    throw invalid('name', 'name: a-z, 0-9 and hyphens');
  if (typeof baudRate !== 'number' || !Number.isInteger(baudRate) || baudRate < 300 || baudRate > 921_600) {
    throw invalid('baudRate', 'baudRate is a whole number from 300 to 921600');
  }
  if (
    !Array.isArray(starts) ||
    starts.length > 8 ||
    !starts.every((start) => isShortText(start) && start !== '')
  ) {
    throw invalid('starts', 'starts is a list of texts');
  }
  if (!isShortText(end)) throw invalid('end', 'end is a text of at most 8 characters');
  if (starts.length > 0 && end === '') throw invalid('end', 'a message with a start needs an end');
  const profile: StandProfile = {
    name,
    title: { zh: name, en: name },
    baudRate,
    starts: starts.map(String),
    end,
    weight: readFields(fields, 'weight', 'kg'),
    height: readFields(fields, 'height', 'cm'),
    bmi: readFields(fields, 'bmi', 'kg/m2'),
    ...(person === undefined ? {} : { person: pattern('person', person) }),
    ...(at === undefined ? {} : { at: pattern('at', at) }),
  };
  if (profile.weight.length + profile.height.length === 0)
    throw invalid('weight', 'neither weight nor height');
  try {
    compileProfile(profile);
  } catch {
    throw invalid('profile', 'an expression of the profile is none');
  }
  return profile;
}

function readFields(
  fields: Readonly<Record<string, unknown>>,
  name: (typeof measuredNames)[number],
  usual: MeasuredUnit,
): FieldPattern[] {
  const given = fields[name] ?? [];
  return (Array.isArray(given) ? given : [given]).map((one: unknown) => {
    const field: Readonly<Record<string, unknown>> =
      typeof one === 'string' ? { pattern: one } : typeof one === 'object' && one !== null ? { ...one } : {};
    const { unit = usual, exponent = 0 } = field;
    const known = units.find((candidate) => candidate === unit);
    if (known === undefined) throw invalid(name, `${name}: unit is one of ${units.join(', ')}`);
    if (typeof exponent !== 'number' || !Number.isInteger(exponent) || Math.abs(exponent) > 6) {
      throw invalid(name, `${name}: exponent is a power of ten from -6 to 6`);
    }
    return { pattern: pattern(name, field['pattern']), unit: known, exponent };
  });
}

/** A repeated group inside of a repeated group can take for ever on a long line. */
const nestedRepetition = /\([^()]*[+*{][^()]*\)\s*[+*{]/;

function pattern(name: string, given: unknown): string {
  if (typeof given !== 'string' || given.length === 0 || given.length > LONGEST_PATTERN) {
    throw invalid(name, `${name}: an expression of at most ${LONGEST_PATTERN} characters`);
  }
  if (nestedRepetition.test(given)) throw invalid(name, `${name}: repetition inside of repetition`);
  return given;
}

function isShortText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 8;
}

function invalid(setting: string, message: string): DeviceError {
  return new DeviceError('input.invalid', message, { detail: { setting } });
}
