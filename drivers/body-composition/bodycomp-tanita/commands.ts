import { DeviceError } from '../../errors.ts';

/**
 * PC mode (电脑模式) of the MC-980 and its kin: the host enters the person's data, lines with CR LF, one at a time and 100 ms
 * apart. Source: the maker's "MC-980MA Instructions for PC mode", sections 3 and 4 (pages 3, 6, 8 to 10). Each is
 * acknowledged by its own two characters; `!` behind them = value not accepted, `!` alone = no command.
 */
export const PC_MODE = 'M1';
/** What was entered, as one line: `D01.5,D11,D20,D3175.4,D430,D50000012345,D620`; `!` for what is missing. */
export const READ_BACK = 'D?';
/** The maker asks for 100 ms or more between two commands. */
export const PAUSE_MS = 100;

/** 测量前输入: what the scale needs to know of a person. */
export interface EnteredPerson {
  readonly sex: 'male' | 'female';
  readonly athlete: boolean;
  /** 90 to 249 cm, one decimal. */
  readonly heightCm: number;
  /** 5 to 99 years. */
  readonly age: number;
  /** 0 to 10 kg, one decimal; taken off the weight. */
  readonly clothesKg: number;
  /** Result number, 10 to 16 digits; stands in the result as the person's number. */
  readonly number: string | null;
}

/** @throws DeviceError `input.invalid` naming the field */
export function readPerson(input: unknown): EnteredPerson {
  const given: Readonly<Record<string, unknown>> =
    typeof input === 'object' && input !== null ? { ...input } : {};
  const { sex, athlete = false, number = null } = given;
  if (sex !== 'male' && sex !== 'female') throw invalid('sex', 'male or female');
  if (typeof athlete !== 'boolean') throw invalid('athlete', 'true or false');
  if (number !== null && (typeof number !== 'string' || !/^\d{1,16}$/.test(number))) {
    throw invalid('number', '1 to 16 digits');
  }
  const age = numberIn(given, 'age', 5, 99);
  if (!Number.isInteger(age)) throw invalid('age', 'whole years');
  return {
    sex,
    athlete,
    heightCm: numberIn(given, 'heightCm', 90, 249),
    age,
    clothesKg: given['clothesKg'] === undefined ? 0 : numberIn(given, 'clothesKg', 0, 10),
    number: number === null ? null : number.padStart(10, '0'),
  };
}

/** The commands that enter a person, in the order of the manual; fixed widths, zeros in front. */
export function enteringCommands(person: EnteredPerson): readonly string[] {
  return [
    `D0${person.clothesKg.toFixed(1).padStart(4, '0')}`,
    `D1${person.sex === 'male' ? '1' : '2'}`,
    `D2${person.athlete ? '2' : '0'}`,
    `D3${person.heightCm.toFixed(1).padStart(5, '0')}`,
    `D4${String(person.age).padStart(2, '0')}`,
    ...(person.number === null ? [] : [`D5${person.number}`]),
  ];
}

export function commandLine(command: string): Uint8Array {
  return Uint8Array.from(Buffer.from(`${command}\r\n`, 'latin1'));
}

function numberIn(given: Readonly<Record<string, unknown>>, field: string, from: number, to: number): number {
  const value = given[field];
  if (typeof value !== 'number' || !(value >= from && value <= to)) throw invalid(field, `${from} to ${to}`);
  return value;
}

function invalid(field: string, expected: string): DeviceError {
  return new DeviceError('input.invalid', `${field} must be ${expected}`, { detail: { field, expected } });
}
