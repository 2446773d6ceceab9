import { hex4, toHex } from '../../framing/hexadecimal.ts';
import { whole, wholeU16 } from './configuration.ts';
import { describeAttributes } from './describe-attributes.ts';
import { MderReader, malformed } from './mder.ts';
import { ACTION, nameIn, OBJECT_CLASS, TRANSFER_RESULT } from './nomenclature.ts';
import { parseSegmentInfos } from './segments.ts';
import { absoluteTimeText } from './times.ts';

/** A frame line without its kind. */
export interface Described {
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What stands behind the fields that are known, where anything does. */
export function parameter(bytes: Uint8Array): Record<string, unknown> {
  return bytes.length === 0 ? {} : { parameter: toHex(bytes) };
}

const SELECTIONS: ReadonlyMap<number, string> = new Map([
  [1, 'all'],
  [2, 'list'],
  [3, 'timeRange'],
]);

/** What the manager asks for. @throws DeviceError `protocol.*` with a reason */
export function describeAction(action: number, info: Uint8Array, about: Record<string, unknown>): Described {
  switch (action) {
    case ACTION.segmentInformation:
    case ACTION.clearSegments:
      return whole(info, (reader) => ({
        type: action === ACTION.clearSegments ? 'clearSegmentsRequest' : 'segmentInformationRequest',
        fields: {
          ...about,
          selection: SELECTIONS.get(reader.u16()) ?? 'unknown',
          hex: toHex(reader.octetString()),
        },
      }));
    case ACTION.transferSegment:
      return { type: 'transferSegmentRequest', fields: { ...about, segment: wholeU16(info) } };
    case ACTION.setTime:
      if (info.length !== 12) throw malformed('length', 'a time and its accuracy');
      return { type: 'setTimeRequest', fields: { ...about, time: absoluteTimeText(info, 0) } };
    case ACTION.dataRequest:
      return { type: 'dataRequest', fields: { ...about, ...describeDataRequest(info) } };
    default:
      return { type: 'actionRequest', fields: { ...about, action: hex4(action), hex: toHex(info) } };
  }
}

function describeDataRequest(info: Uint8Array): Record<string, unknown> {
  return whole(info, (reader) => ({
    requestId: hex4(reader.u16()),
    mode: hex4(reader.u16()),
    time: reader.u32(),
    person: reader.u16(),
    class: nameIn(OBJECT_CLASS, reader.u16()),
    handles: reader.list((entry) => entry.u16()),
  }));
}

/** What the agent answers to it. @throws DeviceError `protocol.*` with a reason */
export function describeActionAnswer(
  action: number,
  info: Uint8Array,
  about: Record<string, unknown>,
): Described {
  switch (action) {
    case ACTION.segmentInformation:
      return {
        type: 'segmentInformation',
        fields: {
          ...about,
          segments: parseSegmentInfos(info, undefined).map(({ number, attributes, entryLength }) => ({
            segment: number,
            entryLength,
            attributes: describeAttributes(attributes),
          })),
        },
      };
    case ACTION.transferSegment: {
      const reader = new MderReader(info);
      const segment = reader.u16();
      const result = reader.u16();
      reader.finish();
      return {
        type: 'transferSegmentAnswer',
        fields: { ...about, segment, result: nameIn(TRANSFER_RESULT, result), code: result },
      };
    }
    case ACTION.setTime:
      return { type: 'setTimeAnswer', fields: { ...about, ...parameter(info) } };
    case ACTION.clearSegments:
      return { type: 'clearSegmentsAnswer', fields: { ...about, ...parameter(info) } };
    default:
      return { type: 'actionAnswer', fields: { ...about, action: hex4(action), hex: toHex(info) } };
  }
}
