import { DeviceError } from '../../errors.ts';
import { type DialectName, type PlainOptions, type RelayDialect, relayDialect } from './dialects.ts';

export type DoorKind = 'maglock-fail-safe' | 'strike-fail-secure';

/** What hangs on which relay; channels count from 1. */
export interface OutputRoles {
  readonly siren?: number;
  readonly strobe?: number;
  readonly door?: number;
}

/** The settings of one relay board in the devices file, checked. */
export interface RelaySettings {
  readonly unit: number;
  readonly dialect: RelayDialect;
  readonly baudRate: number;
  readonly outputs: OutputRoles;
  /** Role to input channel: `doorContact`, `exitButton`, `beam1` …; channels count from 1. */
  readonly inputs: Readonly<Record<string, number>>;
  /** Channels whose contact is closed when nothing is the matter; their reading is turned round. */
  readonly invertedInputs: readonly number[];
  readonly doorKind: DoorKind | undefined;
  /** The longest pulse the strike's coil may take; milliseconds. */
  readonly maxStrikeMs: number;
  /** The longest time a maglock may be without current for one release; milliseconds. */
  readonly maxReleaseMs: number;
  /** The longest sound for one alarm; milliseconds. */
  readonly sirenMaxMs: number;
  /** True when the board itself drops all relays after a silence, as configured on it. */
  readonly boardWatchdog: boolean;
  readonly inputPollMs: number;
  readonly outputPollMs: number;
}

/** Electric strike: pulse 1–5 s (cameras-and-signals.md section 2). */
const MAX_STRIKE_MS = 5000;
const MAX_RELEASE_MS = 30_000;
/** Maximum sound time (cameras-and-signals.md section 2). */
const SIREN_MAX_MS = 180_000;
/** 8 Hz: inputs want 5–10 Hz (lock-boards.md section 4). */
const INPUT_POLL_MS = 125;
const OUTPUT_POLL_MS = 1000;

type Raw = Readonly<Record<string, unknown>>;

function refuse(setting: string, expected: string): never {
  throw new DeviceError('input.invalid', `setting ${setting} must be ${expected}`, {
    detail: { setting, expected },
  });
}

function wholeNumber(
  raw: Raw,
  setting: string,
  fallback: number | undefined,
  from: number,
  to: number,
): number {
  const value = raw[setting] ?? fallback;
  if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to) return value;
  return refuse(setting, `a whole number from ${from} to ${to}`);
}

function oneOf<Name extends string>(raw: Raw, setting: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === raw[setting]);
  return found ?? refuse(setting, names.join(' or '));
}

function channels(raw: Raw, setting: string, largest: number): Readonly<Record<string, number>> {
  const value = raw[setting] ?? {};
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse(setting, 'an object');
  const result: Record<string, number> = {};
  for (const [role, channel] of Object.entries(value)) {
    result[role] = wholeNumber(
      { [`${setting}.${role}`]: channel },
      `${setting}.${role}`,
      undefined,
      1,
      largest,
    );
  }
  if (new Set(Object.values(result)).size !== Object.keys(result).length)
    refuse(setting, 'different channels');
  return result;
}

function plainOptions(raw: Raw): PlainOptions {
  return {
    onValue: raw['onValue'] === 0x0100 ? 0x0100 : 0xff00,
    firstAddress: raw['firstAddress'] === 1 ? 1 : 0,
  };
}

const OUTPUT_ROLES: readonly string[] = ['siren', 'strobe', 'door'];
const DIALECTS: readonly DialectName[] = ['waveshare', 'waveshare-d', 'lctech', 'plain'];

/**
 * Checks the settings of a position. Refuses what could not be run safely, so that a wrong devices file shows when
 * it is saved and not in an alarm.
 *
 * @throws DeviceError `input.invalid` naming the setting.
 */
export function parseRelaySettings(raw: Raw): RelaySettings {
  const dialect = relayDialect(oneOf(raw, 'dialect', DIALECTS), plainOptions(raw));
  const outputs = channels(raw, 'outputs', 255);
  const stranger = Object.keys(outputs).find((role) => !OUTPUT_ROLES.includes(role));
  if (stranger !== undefined) refuse(`outputs.${stranger}`, `one of ${OUTPUT_ROLES.join(', ')}`);
  const inputs = channels(raw, 'inputs', dialect.fixedInputQuantity ?? 64);
  if (Object.keys(inputs).length > 0 && !dialect.hasInputs) {
    refuse('inputs', `empty: ${dialect.name} boards have no inputs`);
  }
  const boardWatchdog = raw['boardWatchdog'] === true;
  if (dialect.flashOn === undefined) {
    if (outputs['door'] !== undefined)
      refuse('outputs.door', 'left out: this board cannot end a pulse by itself');
    const sounds = outputs['siren'] !== undefined || outputs['strobe'] !== undefined;
    if (sounds && !boardWatchdog) {
      refuse('boardWatchdog', 'true for siren and strobe on a board that cannot end a pulse by itself');
    }
  }
  const inverted = raw['invertedInputs'] ?? [];
  if (
    !Array.isArray(inverted) ||
    !inverted.every((channel): channel is number => Number.isInteger(channel))
  ) {
    refuse('invertedInputs', 'a list of channels');
  }
  return {
    unit: wholeNumber(raw, 'unit', dialect.factoryUnit, 1, 255),
    dialect,
    baudRate: wholeNumber(raw, 'baudRate', 9600, 1200, 256_000),
    outputs,
    inputs,
    invertedInputs: inverted,
    doorKind:
      outputs['door'] === undefined
        ? undefined
        : oneOf(raw, 'doorKind', ['maglock-fail-safe', 'strike-fail-secure'] as const),
    maxStrikeMs: wholeNumber(raw, 'maxStrikeMs', MAX_STRIKE_MS, 100, 60_000),
    maxReleaseMs: wholeNumber(raw, 'maxReleaseMs', MAX_RELEASE_MS, 100, 600_000),
    sirenMaxMs: wholeNumber(raw, 'sirenMaxMs', SIREN_MAX_MS, 1000, 3_600_000),
    boardWatchdog,
    inputPollMs: wholeNumber(raw, 'inputPollMs', INPUT_POLL_MS, 20, 1000),
    outputPollMs: wholeNumber(raw, 'outputPollMs', OUTPUT_POLL_MS, 100, 10_000),
  };
}
