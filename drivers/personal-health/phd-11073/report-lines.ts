import type { DecodedContent, MeasuredName } from '../../decoded.ts';
import { hex4, toHex } from '../../framing/hexadecimal.ts';
import type { Configuration } from './configuration.ts';
import { reasonOf } from './mder.ts';
import { interpretObservation } from './observations.ts';
import { type Measured, toReadings } from './readings.ts';
import type { RawObservation, ScanReport } from './scan-report.ts';
import { standardConfigurations } from './standard-configurations.ts';

/** Where a report's body lies in its APDU, and that APDU. */
export interface ReportPlace {
  readonly apdu: Uint8Array;
  /** Place of the body in the APDU. */
  readonly bodyAt: number;
  /** Object that sent it: 0 the device itself, or a scanner. */
  readonly handle: number;
}

/** One line of `decode` that begins at `start` in the APDU; the first begins at 0, each goes on to the next. */
export interface ApduLine {
  readonly start: number;
  readonly content: DecodedContent;
}

/**
 * The lines of a scan report: a reading for each person and time. Where it holds several, the APDU is divided among
 * them: the first line begins with the APDU, each further one with its own first observation, so that the lines tile.
 *
 * @throws DeviceError `protocol.*` with the reason for refusing the whole APDU
 */
export function linesOfReport(
  report: ScanReport,
  configuration: Configuration,
  place: ReportPlace,
): readonly ApduLine[] {
  const measured: Measured[] = [];
  for (const [index, { person, observations }] of report.persons.entries()) {
    const meanings = observations.flatMap((raw) => interpretObservation(raw, configuration, place.handle));
    const nextPerson = report.persons[index + 1]?.observations[0]?.start;
    const isFirst = measured.length === 0;
    const bytesOf = (at: number, starts: readonly number[]): Uint8Array => {
      const from = isFirst && at === 0 ? 0 : place.bodyAt + (starts[at] ?? 0);
      const next = starts[at + 1] ?? nextPerson;
      return place.apdu.subarray(from, next === undefined ? place.apdu.length : place.bodyAt + next);
    };
    measured.push(...toReadings(meanings, person, bytesOf));
  }
  if (measured.every(({ content }) => content.kind === 'frame')) {
    const observations = measured.map(({ content }) => (content.kind === 'frame' ? content.fields : {}));
    return [{ start: 0, content: reportFrame(report, place, { observations }) }];
  }
  return measured.map(({ start, content }, index) => ({
    start: index === 0 ? 0 : place.bodyAt + start,
    content,
  }));
}

/** A report whose configuration is not known: what can be said of it without a guess. */
export function frameOfUnknownReport(report: ScanReport, place: ReportPlace): ApduLine {
  const observations = report.persons.flatMap(({ person, observations: raws }) =>
    raws.map((raw) => ({ ...(person === null ? {} : { person: String(person) }), ...describeRaw(raw) })),
  );
  const fields = { configuration: 'unknown', observations, ...candidatesOf(report, place) };
  return { start: 0, content: reportFrame(report, place, fields) };
}

/**
 * The readings of a report when the capture holds neither an association nor a configuration, every observation fits a
 * published standard configuration in handle, length, date and possible value, and all that fit say the same. Otherwise
 * `undefined`. The readings say which configuration was taken. Never used on a live line, where the association tells.
 */
export function assumeStandard(report: ScanReport, place: ReportPlace): readonly ApduLine[] | undefined {
  const fitting = fittingConfigurations(report, place);
  const [first] = fitting;
  if (first === undefined) return undefined;
  const meaning = meaningOf(first.lines);
  if (fitting.some(({ lines }) => meaningOf(lines) !== meaning)) return undefined;
  const assumed = fitting.map(({ id }) => hex4(id));
  return first.lines.map(({ start, content }, index) => ({
    start,
    content:
      content.kind === 'reading' && !('error' in content)
        ? {
            ...content,
            // What only some of the configurations say, such as the modality of an oximeter, is left out.
            flags: content.flags.filter((flag) =>
              fitting.every(({ lines }) => flagsOf(lines[index]).includes(flag)),
            ),
            fields: { ...content.fields, assumedConfiguration: assumed },
          }
        : content,
  }));
}

interface Fitting {
  readonly id: number;
  readonly lines: readonly ApduLine[];
}

function fittingConfigurations(report: ScanReport, place: ReportPlace): Fitting[] {
  if (report.form.layout === 'grouped') return [];
  const fitting: Fitting[] = [];
  for (const [id, configuration] of standardConfigurations) {
    try {
      const lines = linesOfReport(report, configuration, place);
      if (lines.length > 0 && lines.every(({ content }) => isPossible(content))) fitting.push({ id, lines });
    } catch (error) {
      // Not this one; anything but a misfit is thrown on.
      reasonOf(error);
    }
  }
  return fitting;
}

/**
 * What a living body can have at all, in the units of the standard configurations: rules out a body temperature of 65 or
 * a saturation of 104 where the same bytes can also be a weight or a glucose value.
 */
const POSSIBLE: { readonly [Name in MeasuredName]?: readonly [lowest: number, highest: number] } = {
  temperature: [10, 50],
  spo2: [0, 100],
  pulseRate: [10, 350],
  weight: [0.2, 650],
  glucose: [5, 1500],
};

function isPossible(content: DecodedContent): boolean {
  if (content.kind !== 'reading' || 'error' in content) return false;
  return Object.entries(content.values).every(([name, value]) => {
    const range = POSSIBLE[name as MeasuredName];
    return range === undefined || (typeof value === 'number' && value >= range[0] && value <= range[1]);
  });
}

/** Several standard configurations fit and say different things: each with what it would say. */
function candidatesOf(report: ScanReport, place: ReportPlace): Record<string, unknown> {
  const candidates = fittingConfigurations(report, place).map(({ id, lines }) => ({
    configuration: hex4(id),
    values: lines.map(({ content }) =>
      content.kind === 'reading' && !('error' in content) ? content.values : {},
    ),
  }));
  return candidates.length === 0 ? {} : { candidates };
}

function meaningOf(lines: readonly ApduLine[]): string {
  return JSON.stringify(
    lines.map(({ content }) =>
      content.kind === 'reading' && !('error' in content) ? [content.values, content.units] : content,
    ),
  );
}

function flagsOf(line: ApduLine | undefined): readonly string[] {
  const content = line?.content;
  return content?.kind === 'reading' && !('error' in content) ? content.flags : [];
}

function describeRaw(raw: RawObservation): Record<string, unknown> {
  switch (raw.layout) {
    case 'fixed':
      return { handle: raw.handle, hex: toHex(raw.body.subarray(raw.from, raw.end)) };
    case 'grouped':
      return { hex: toHex(raw.data) };
    case 'variable':
      return {
        handle: raw.handle,
        attributes: raw.attributes.map(({ id, value }) => ({ id: hex4(id), hex: toHex(value) })),
      };
  }
}

function reportFrame(
  report: ScanReport,
  { handle }: ReportPlace,
  fields: Readonly<Record<string, unknown>>,
): DecodedContent {
  const { form, requestId, reportNumber } = report;
  return {
    kind: 'frame',
    type: 'scanReport',
    fields: {
      layout: form.layout,
      scanner: form.scanner,
      handle,
      requestId: hex4(requestId),
      reportNumber,
      ...fields,
    },
  };
}
