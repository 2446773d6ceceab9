import type { MeasuredName, MeasuredUnit } from '../decoded.ts';
import { deviceTime } from '../measurement/reading.ts';
import { type Hl7Message, parseMessage, type Segment, splitMessages } from './hl7-message.ts';
import {
  type ImportMapping,
  type ImportOutcome,
  importedResult,
  mappedValue,
  refusedResult,
  type Unmapped,
} from './imported-result.ts';

/** OBX-11: final, corrected, preliminary, and empty in the messages of many instruments. All others are no results. */
const TAKEN_STATUS = new Set(['', 'F', 'C', 'P']);

/**
 * Results of HL7 v2 ORU^R01 messages (body-composition-glucose-spiro.md section 1: InBody and spirometers send v2.3 in
 * MLLP blocks or files). One result for each observation group (OBR with its OBX). A group is taken as a whole or
 * refused as a whole.
 */
export function importOru(text: string, mapping: ImportMapping): ImportOutcome[] {
  const messages = splitMessages(text);
  if (messages.length === 0) return [refusedResult('structure', 'MSH', '')];
  return messages.flatMap((message) => importMessage(message, mapping));
}

function importMessage(text: string, mapping: ImportMapping): ImportOutcome[] {
  const message = parseMessage(text);
  if (message === undefined) return [refusedResult('structure', 'MSH', '')];
  const { controlId: source } = message;
  if (message.type !== 'ORU^R01' && message.type !== 'ORU')
    return [refusedResult('structure', 'MSH-9', source)];
  const groups = groupsOf(message);
  if (groups.length === 0) return [refusedResult('empty', 'OBX', source)];
  return groups.map((group) => importGroup(group, message, mapping));
}

interface Group {
  readonly patient: Segment | undefined;
  readonly request: Segment | undefined;
  readonly observations: readonly Segment[];
}

/** Observations belong to the last OBR before them and to the last PID before that. */
function groupsOf({ segments }: Hl7Message): Group[] {
  const groups: { patient: Segment | undefined; request: Segment | undefined; observations: Segment[] }[] =
    [];
  let patient: Segment | undefined;
  for (const segment of segments) {
    if (segment.name === 'PID') patient = segment;
    const last = groups.at(-1);
    if (segment.name === 'OBR') groups.push({ patient, request: segment, observations: [] });
    else if (segment.name === 'OBX') {
      if (last === undefined) groups.push({ patient, request: undefined, observations: [segment] });
      else last.observations.push(segment);
    }
  }
  return groups.filter(({ observations }) => observations.length > 0);
}

function importGroup(group: Group, message: Hl7Message, mapping: ImportMapping): ImportOutcome {
  const source = message.controlId;
  const person = personOf(group.patient);
  if (person === undefined) return refusedResult('person', 'PID-3', source);
  const at = timeOf(group, message);
  if (at === undefined) return refusedResult('date', 'OBR-7', source);
  const values: { [Name in MeasuredName]?: number } = {};
  const units: { [Name in MeasuredName]?: MeasuredUnit } = {};
  const unmapped: Unmapped[] = [];
  for (const observation of group.observations) {
    const code = observation.component(3, 1);
    const known = mapping.values.find((value) => value.code === code);
    const [text, value, unit] = [
      observation.component(3, 2),
      observation.field(5),
      observation.component(6, 1),
    ];
    if (known === undefined) {
      unmapped.push({ code, text, value, unit });
      continue;
    }
    if (!TAKEN_STATUS.has(observation.field(11))) return refusedResult('status', code, source);
    const mapped = mappedValue(known, value, unit);
    if ('reason' in mapped) return refusedResult(mapped.reason, code, source);
    if (values[known.name] !== undefined) return refusedResult('duplicate', code, source);
    values[known.name] = mapped.value;
    units[known.name] = known.unit;
  }
  const instrument = group.request?.component(4, 1) || message.segments[0]?.component(3, 1) || '';
  return importedResult({ person, at, instrument, values, units, unmapped, source }, 'OBX');
}

/** PID-3 (identifier list), else the older PID-2. */
function personOf(patient: Segment | undefined): string | undefined {
  const found = [patient?.component(3, 1), patient?.component(2, 1)].find(
    (id) => id !== undefined && id !== '',
  );
  return found;
}

/** Time of the observation: OBX-14, else OBR-7, else the message's own. A given time that is none refuses the result. */
function timeOf({ request, observations }: Group, { segments }: Hl7Message): string | undefined {
  const given = [
    observations[0]?.component(14, 1),
    request?.component(7, 1),
    segments[0]?.component(7, 1),
  ].find((time) => time !== undefined && time !== '');
  return given === undefined ? undefined : hl7Time(given);
}

/** `YYYYMMDDHHMM[SS[.S…]][±ZZZZ]`; the zone is dropped, as instruments write the time of their wall. */
export function hl7Time(text: string): string | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:\.\d{1,4})?(?:[+-]\d{4})?$/.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1, 6).map(Number);
  return match[6] === undefined
    ? deviceTime(year, month, day, hour, minute)
    : deviceTime(year, month, day, hour, minute, Number(match[6]));
}
