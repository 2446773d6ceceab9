import type { Apdu, Message } from './apdu.ts';
import { encodeAssociationInfo, managerInfo } from './association.ts';
import { MderWriter } from './mder.ts';
import {
  ACTION,
  ASSOCIATION_RESULT,
  ATTRIBUTE,
  EVENT,
  PROTOCOL_20601,
  REJECT_PROBLEM,
} from './nomenclature.ts';
import { encodeSegmentAnswer, SEGMENT_STATUS, type SegmentData } from './segments.ts';
import { encodeAbsoluteTime } from './times.ts';

/** What a manager says (ieee-11073-20601.md sections 1 to 5). The device's own object has handle 0. */
const SYSTEM_HANDLE = 0;

/** AARE. Without a common protocol it carries no info. */
export function associationAnswer(result: number, systemId: string): Apdu {
  const noProtocol =
    result === ASSOCIATION_RESULT.noCommonProtocol || result === ASSOCIATION_RESULT.unsupportedVersion;
  return {
    kind: 'associationAnswer',
    result,
    protocol: noProtocol ? 0 : PROTOCOL_20601,
    info: noProtocol ? new Uint8Array(0) : encodeAssociationInfo(managerInfo(systemId)),
  };
}

export type EventReport = Extract<Message, { kind: 'eventReport' }>;

/** The answer to a confirmed event report: "safely stored". */
export function eventAnswer(
  invokeId: number,
  event: EventReport,
  info: Uint8Array = new Uint8Array(0),
): Apdu {
  const { handle, eventType } = event;
  return presentation(invokeId, { kind: 'eventReportAnswer', handle, currentTime: 0, eventType, info });
}

export function configurationAnswer(invokeId: number, event: EventReport, id: number, result: number): Apdu {
  return eventAnswer(invokeId, event, new MderWriter().u16(id).u16(result).bytes());
}

/** @param keepGoing false asks the agent to stop the transfer */
export function segmentAnswer(
  invokeId: number,
  event: EventReport,
  data: SegmentData,
  keepGoing: boolean,
): Apdu {
  const bits = keepGoing ? SEGMENT_STATUS.managerConfirms : SEGMENT_STATUS.managerStops;
  return eventAnswer(invokeId, event, encodeSegmentAnswer(data, bits));
}

/** `roer`: the service is refused. */
export function errorAnswer(invokeId: number, value: number): Apdu {
  return presentation(invokeId, { kind: 'error', value, parameter: new Uint8Array(0) });
}

/** `rorj`: the APDU itself cannot be used. */
export function rejectAnswer(invokeId: number, problem: number = REJECT_PROBLEM.badlyStructured): Apdu {
  return presentation(invokeId, { kind: 'reject', problem });
}

export function presentation(invokeId: number, message: Message): Apdu {
  return { kind: 'presentation', invokeId, message };
}

/** All attributes of an object; of the device itself by default. */
export function getRequest(handle = SYSTEM_HANDLE): Message {
  return { kind: 'get', handle, attributes: [] };
}

/** 校时: sets the device's clock; accuracy 0 = not known. @param wallTime `2026-03-15T09:42:07` */
export function setTimeRequest(wallTime: string): Message {
  const info = new MderWriter().octets(encodeAbsoluteTime(wallTime)).u32(0).bytes();
  return confirmedAction(SYSTEM_HANDLE, ACTION.setTime, info);
}

const ALL_SEGMENTS = 1;

function segmentSelection(): Uint8Array {
  return new MderWriter().u16(ALL_SEGMENTS).octetString(Uint8Array.of(0, 0)).bytes();
}

export function segmentInformationRequest(store: number): Message {
  return confirmedAction(store, ACTION.segmentInformation, segmentSelection());
}

export function transferSegmentRequest(store: number, segment: number): Message {
  return confirmedAction(store, ACTION.transferSegment, new MderWriter().u16(segment).bytes());
}

/** Deletes what the device has stored: only when the operator asks. */
export function clearSegmentsRequest(store: number): Message {
  return confirmedAction(store, ACTION.clearSegments, segmentSelection());
}

const REPLACE = 0;

/** Switches a scanner on or off: operational state 1 enabled, 0 disabled. */
export function operationalStateRequest(scanner: number, on: boolean): Message {
  const value = new MderWriter().u16(on ? 1 : 0).bytes();
  const change = { operator: REPLACE, id: ATTRIBUTE.operationalState, value };
  return { kind: 'set', confirmed: true, handle: scanner, changes: [change] };
}

function confirmedAction(handle: number, actionType: number, info: Uint8Array): Message {
  return { kind: 'action', confirmed: true, handle, actionType, info };
}

/** True when this answer is of the kind that a request of that kind gets; errors and rejects fit any. */
export function answers(request: Message, answer: Message): boolean {
  if (answer.kind === 'error' || answer.kind === 'reject') return true;
  switch (request.kind) {
    case 'get':
      return answer.kind === 'getAnswer' && answer.handle === request.handle;
    case 'set':
      return answer.kind === 'setAnswer' && answer.handle === request.handle;
    case 'action':
      return (
        answer.kind === 'actionAnswer' &&
        answer.handle === request.handle &&
        answer.actionType === request.actionType
      );
    default:
      return false;
  }
}

export function isConfigurationReport(message: Message): message is EventReport {
  return message.kind === 'eventReport' && message.eventType === EVENT.configuration;
}
