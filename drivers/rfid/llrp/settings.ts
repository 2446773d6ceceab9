import { DeviceError } from '../../errors.ts';
import { REASON } from './reasons.ts';

/** What the devices file says about one LLRP reader. */
export interface LlrpSettings {
  /** `portal` inventories without end; `desk` only on request and may write tags. */
  readonly role: 'portal' | 'desk';
  /** Antenna ports, from 1. */
  readonly antennas: readonly number[];
  /** An index of the reader's own power table; excludes `powerDbm`. */
  readonly powerIndex: number | undefined;
  /** Strongest entry of the reader's power table not above this (dBm). */
  readonly powerDbm: number | undefined;
  readonly session: number;
  /** Mode identifier of the reader's own mode table; undefined = chosen from the table. */
  readonly modeId: number | undefined;
  readonly tagPopulation: number;
  readonly readTid: boolean;
  readonly keepaliveMs: number;
}

/** Session 1 re-reads tags often enough for a gate; 32 tags in view; keepalive every 10 s (llrp.md sections 5 and 6). */
const DEFAULTS = { session: 1, tagPopulation: 32, keepaliveMs: 10_000 };

/** @throws DeviceError `input.invalid`, detail.reason `llrp.settings_invalid` and detail.field */
export function parseSettings(raw: Readonly<Record<string, unknown>>): LlrpSettings {
  const role = raw['role'];
  if (role !== 'portal' && role !== 'desk') throw invalid('role');
  const powerIndex = optionalNumber(raw, 'powerIndex', 1, 0xffff);
  const powerDbm = optionalNumber(raw, 'powerDbm', -10, 40, false);
  if (powerIndex !== undefined && powerDbm !== undefined) throw invalid('powerIndex');
  const readTid = raw['readTid'] ?? false;
  if (typeof readTid !== 'boolean') throw invalid('readTid');
  return {
    role,
    antennas: parseAntennas(raw['antennas']),
    powerIndex,
    powerDbm,
    session: optionalNumber(raw, 'session', 0, 3) ?? DEFAULTS.session,
    modeId: optionalNumber(raw, 'modeId', 0, 0xffff),
    tagPopulation: optionalNumber(raw, 'tagPopulation', 1, 0xffff) ?? DEFAULTS.tagPopulation,
    readTid,
    keepaliveMs: optionalNumber(raw, 'keepaliveMs', 1000, 60_000) ?? DEFAULTS.keepaliveMs,
  };
}

function parseAntennas(value: unknown): number[] {
  const list: unknown[] = Array.isArray(value) ? value : [];
  const antennas = list.filter((each): each is number => isWithin(each, 1, 0xffff, true));
  if (antennas.length === 0 || antennas.length !== list.length) throw invalid('antennas');
  if (new Set(antennas).size !== antennas.length) throw invalid('antennas');
  return antennas;
}

const isWithin = (value: unknown, least: number, most: number, whole: boolean): value is number =>
  typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value));

function optionalNumber(
  raw: Readonly<Record<string, unknown>>,
  field: string,
  least: number,
  most: number,
  whole = true,
): number | undefined {
  const value = raw[field];
  if (value === undefined || value === null) return undefined;
  if (!isWithin(value, least, most, whole)) throw invalid(field);
  return value;
}

const invalid = (field: string): DeviceError =>
  new DeviceError('input.invalid', `LLRP settings: ${field} is missing or not allowed`, {
    detail: { reason: REASON.settingsInvalid, field },
  });
