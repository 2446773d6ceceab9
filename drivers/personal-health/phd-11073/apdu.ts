import { MderReader, malformed } from './mder.ts';

/** An attribute: number and bytes. */
export interface Attribute {
  readonly id: number;
  readonly value: Uint8Array;
}

export interface OfferedProtocol {
  /** 5079h = 20601. */
  readonly id: number;
  readonly info: Uint8Array;
}

export interface AttributeChange {
  /** 0 replace, 1 add, 2 remove, 3 set to default. */
  readonly operator: number;
  readonly id: number;
  readonly value: Uint8Array;
}

/** What a presentation APDU carries (ieee-11073-20601.md section 1, table of choices). */
export type Message =
  | {
      readonly kind: 'eventReport';
      readonly confirmed: boolean;
      readonly handle: number;
      readonly eventTime: number;
      readonly eventType: number;
      readonly info: Uint8Array;
    }
  | { readonly kind: 'get'; readonly handle: number; readonly attributes: readonly number[] }
  | {
      readonly kind: 'set';
      readonly confirmed: boolean;
      readonly handle: number;
      readonly changes: readonly AttributeChange[];
    }
  | {
      readonly kind: 'action';
      readonly confirmed: boolean;
      readonly handle: number;
      readonly actionType: number;
      readonly info: Uint8Array;
    }
  | {
      readonly kind: 'eventReportAnswer';
      readonly handle: number;
      readonly currentTime: number;
      readonly eventType: number;
      readonly info: Uint8Array;
    }
  | { readonly kind: 'getAnswer'; readonly handle: number; readonly attributes: readonly Attribute[] }
  | { readonly kind: 'setAnswer'; readonly handle: number; readonly attributes: readonly Attribute[] }
  | {
      readonly kind: 'actionAnswer';
      readonly handle: number;
      readonly actionType: number;
      readonly info: Uint8Array;
    }
  | { readonly kind: 'error'; readonly value: number; readonly parameter: Uint8Array }
  | { readonly kind: 'reject'; readonly problem: number };

/** 应用协议数据单元: one application protocol data unit, in either direction. */
export type Apdu =
  | {
      readonly kind: 'associationRequest';
      readonly version: number;
      readonly protocols: readonly OfferedProtocol[];
    }
  | {
      readonly kind: 'associationAnswer';
      readonly result: number;
      readonly protocol: number;
      readonly info: Uint8Array;
    }
  | { readonly kind: 'releaseRequest'; readonly reason: number }
  | { readonly kind: 'releaseAnswer'; readonly reason: number }
  | { readonly kind: 'abort'; readonly reason: number }
  | { readonly kind: 'presentation'; readonly invokeId: number; readonly message: Message };

/** First byte of each kind; the second is always 0. */
export const APDU_TYPE = {
  associationRequest: 0xe2,
  associationAnswer: 0xe3,
  releaseRequest: 0xe4,
  releaseAnswer: 0xe5,
  abort: 0xe6,
  presentation: 0xe7,
} as const;

export const CHOICE = {
  eventReport: 0x0100,
  confirmedEventReport: 0x0101,
  get: 0x0103,
  set: 0x0104,
  confirmedSet: 0x0105,
  action: 0x0106,
  confirmedAction: 0x0107,
  eventReportAnswer: 0x0201,
  getAnswer: 0x0203,
  setAnswer: 0x0205,
  actionAnswer: 0x0207,
  error: 0x0300,
  reject: 0x0400,
} as const;

const CHOICES: ReadonlySet<number> = new Set(Object.values(CHOICE));

export function isKnownChoice(choice: number): boolean {
  return CHOICES.has(choice);
}

/**
 * Reads one whole APDU. All nested lengths must agree exactly.
 *
 * @throws DeviceError `protocol.length` or `protocol.malformed`, the reason in `detail.reason`
 */
export function parseApdu(bytes: Uint8Array): Apdu {
  const outer = new MderReader(bytes);
  const type = outer.u8();
  if (outer.u8() !== 0) throw malformed('field', 'no APDU type');
  const reader = outer.part(outer.u16());
  outer.finish();
  const apdu = parseBody(type, reader);
  reader.finish();
  return apdu;
}

function parseBody(type: number, reader: MderReader): Apdu {
  switch (type) {
    case APDU_TYPE.associationRequest:
      return {
        kind: 'associationRequest',
        version: reader.u32(),
        protocols: reader.list((entry) => ({ id: entry.u16(), info: entry.octetString() })),
      };
    case APDU_TYPE.associationAnswer:
      return {
        kind: 'associationAnswer',
        result: reader.u16(),
        protocol: reader.u16(),
        info: reader.octetString(),
      };
    case APDU_TYPE.releaseRequest:
      return { kind: 'releaseRequest', reason: reader.u16() };
    case APDU_TYPE.releaseAnswer:
      return { kind: 'releaseAnswer', reason: reader.u16() };
    case APDU_TYPE.abort:
      return { kind: 'abort', reason: reader.u16() };
    case APDU_TYPE.presentation:
      return parsePresentation(reader);
    default:
      throw malformed('field', 'no APDU type');
  }
}

function parsePresentation(reader: MderReader): Apdu {
  const octets = reader.part(reader.u16());
  const invokeId = octets.u16();
  const choice = octets.u16();
  const body = octets.part(octets.u16());
  octets.finish();
  const message = parseMessage(choice, body);
  body.finish();
  return { kind: 'presentation', invokeId, message };
}

function parseMessage(choice: number, body: MderReader): Message {
  switch (choice) {
    case CHOICE.eventReport:
    case CHOICE.confirmedEventReport:
      return {
        kind: 'eventReport',
        confirmed: choice === CHOICE.confirmedEventReport,
        handle: body.u16(),
        eventTime: body.u32(),
        eventType: body.u16(),
        info: body.octetString(),
      };
    case CHOICE.get:
      return { kind: 'get', handle: body.u16(), attributes: body.list((entry) => entry.u16()) };
    case CHOICE.set:
    case CHOICE.confirmedSet:
      return {
        kind: 'set',
        confirmed: choice === CHOICE.confirmedSet,
        handle: body.u16(),
        changes: body.list((entry) => ({
          operator: entry.u16(),
          id: entry.u16(),
          value: entry.octetString(),
        })),
      };
    case CHOICE.action:
    case CHOICE.confirmedAction:
      return {
        kind: 'action',
        confirmed: choice === CHOICE.confirmedAction,
        handle: body.u16(),
        actionType: body.u16(),
        info: body.octetString(),
      };
    case CHOICE.eventReportAnswer:
      return {
        kind: 'eventReportAnswer',
        handle: body.u16(),
        currentTime: body.u32(),
        eventType: body.u16(),
        info: body.octetString(),
      };
    case CHOICE.getAnswer:
      return { kind: 'getAnswer', handle: body.u16(), attributes: readAttributes(body) };
    case CHOICE.setAnswer:
      return { kind: 'setAnswer', handle: body.u16(), attributes: readAttributes(body) };
    case CHOICE.actionAnswer:
      return {
        kind: 'actionAnswer',
        handle: body.u16(),
        actionType: body.u16(),
        info: body.octetString(),
      };
    case CHOICE.error:
      return { kind: 'error', value: body.u16(), parameter: body.octetString() };
    case CHOICE.reject:
      return { kind: 'reject', problem: body.u16() };
    default:
      throw malformed('field', 'no known service');
  }
}

export function readAttributes(reader: MderReader): Attribute[] {
  return reader.list((entry) => ({ id: entry.u16(), value: entry.octetString() }));
}

/** The value of one attribute, or `undefined`. */
export function attributeValue(attributes: readonly Attribute[], id: number): Uint8Array | undefined {
  return attributes.find((attribute) => attribute.id === id)?.value;
}
