import { type Attribute, readAttributes } from './apdu.ts';
import { MderReader, MderWriter } from './mder.ts';
import { scanReportForm, type ScanReportForm, UNKNOWN_PERSON } from './nomenclature.ts';
import { writeAttributes } from './apdu-encode.ts';

/** One observation as it lies in the report; `start` and `end` are places in the report's body. */
export type RawObservation = {
  readonly start: number;
  readonly end: number;
} /** Its data go from `from` to `end` of the report's body. */ & (
  | { readonly layout: 'fixed'; readonly handle: number; readonly body: Uint8Array; readonly from: number }
  | { readonly layout: 'variable'; readonly handle: number; readonly attributes: readonly Attribute[] }
  | { readonly layout: 'grouped'; readonly data: Uint8Array }
);

export interface ScanReport {
  readonly form: ScanReportForm;
  /** F000 = sent by the agent on its own. */
  readonly requestId: number;
  readonly reportNumber: number;
  readonly persons: readonly {
    /** As the device numbers its users; `null` = nobody in particular. */
    readonly person: number | null;
    readonly observations: readonly RawObservation[];
  }[];
}

/**
 * The body of a scan report (扫描报告) of any layout (ieee-11073-20601.md section 4).
 *
 * @returns `undefined` when the event is no scan report
 * @throws DeviceError `protocol.*` with a reason
 */
export function parseScanReport(eventType: number, info: Uint8Array): ScanReport | undefined {
  const form = scanReportForm(eventType);
  if (form === undefined) return undefined;
  const reader = new MderReader(info);
  const requestId = reader.u16();
  const reportNumber = reader.u16();
  const readOne = READERS[form.layout];
  const persons = form.persons
    ? reader.list((entry) => {
        const person = entry.u16();
        return { person: person === UNKNOWN_PERSON ? null : person, observations: entry.list(readOne) };
      })
    : [{ person: null, observations: reader.list(readOne) }];
  reader.finish();
  return { form, requestId, reportNumber, persons };
}

const READERS: { readonly [Layout in ScanReportForm['layout']]: (reader: MderReader) => RawObservation } = {
  fixed(reader) {
    const start = reader.at;
    const handle = reader.u16();
    const length = reader.u16();
    const from = reader.at;
    reader.skip(length);
    return { layout: 'fixed', start, end: reader.at, handle, body: reader.bytes, from };
  },
  variable(reader) {
    const start = reader.at;
    const handle = reader.u16();
    const attributes = readAttributes(reader);
    return { layout: 'variable', start, end: reader.at, handle, attributes };
  },
  grouped(reader) {
    const start = reader.at;
    const data = reader.octetString();
    return { layout: 'grouped', start, end: reader.at, data };
  },
};

/** The body of a scan report with these observations; used by the simulator. */
export function encodeScanReport(report: {
  readonly reportNumber: number;
  readonly requestId?: number;
  /** Present = form for several persons. */
  readonly person?: number;
  readonly observations: readonly (
    | { readonly handle: number; readonly data: Uint8Array }
    | { readonly handle: number; readonly attributes: readonly Attribute[] }
  )[];
}): Uint8Array {
  const { reportNumber, requestId = 0xf000, person, observations } = report;
  const writer = new MderWriter().u16(requestId).u16(reportNumber);
  const writeObservations = (into: MderWriter): MderWriter =>
    into.list(observations, (entry, observation) => {
      entry.u16(observation.handle);
      if ('data' in observation) entry.octetString(observation.data);
      else writeAttributes(entry, observation.attributes);
    });
  if (person === undefined) return writeObservations(writer).bytes();
  return writer
    .list([person], (entry, id) => {
      writeObservations(entry.u16(id));
    })
    .bytes();
}
