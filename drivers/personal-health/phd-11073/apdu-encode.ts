import { assertNever } from '../../errors.ts';
import { type Apdu, APDU_TYPE, type Attribute, CHOICE, type Message } from './apdu.ts';
import { MderWriter } from './mder.ts';

/** The bytes of an APDU; `encodeApdu(parseApdu(bytes))` gives the same bytes back. */
export function encodeApdu(apdu: Apdu): Uint8Array {
  const body = new MderWriter();
  switch (apdu.kind) {
    case 'associationRequest':
      body.u32(apdu.version).list(apdu.protocols, (writer, { id, info }) => writer.u16(id).octetString(info));
      break;
    case 'associationAnswer':
      body.u16(apdu.result).u16(apdu.protocol).octetString(apdu.info);
      break;
    case 'releaseRequest':
    case 'releaseAnswer':
    case 'abort':
      body.u16(apdu.reason);
      break;
    case 'presentation': {
      const octets = new MderWriter().u16(apdu.invokeId).u16(choiceOf(apdu.message));
      body.octetString(octets.octetString(encodeMessage(apdu.message)).bytes());
      break;
    }
    default:
      return assertNever(apdu);
  }
  return new MderWriter().u8(APDU_TYPE[apdu.kind]).u8(0).octetString(body.bytes()).bytes();
}

export function writeAttributes(writer: MderWriter, attributes: readonly Attribute[]): void {
  writer.list(attributes, (entry, { id, value }) => entry.u16(id).octetString(value));
}

function choiceOf(message: Message): number {
  switch (message.kind) {
    case 'eventReport':
      return message.confirmed ? CHOICE.confirmedEventReport : CHOICE.eventReport;
    case 'set':
      return message.confirmed ? CHOICE.confirmedSet : CHOICE.set;
    case 'action':
      return message.confirmed ? CHOICE.confirmedAction : CHOICE.action;
    case 'get':
    case 'eventReportAnswer':
    case 'getAnswer':
    case 'setAnswer':
    case 'actionAnswer':
    case 'error':
    case 'reject':
      return CHOICE[message.kind];
    default:
      return assertNever(message);
  }
}

function encodeMessage(message: Message): Uint8Array {
  const writer = new MderWriter();
  switch (message.kind) {
    case 'eventReport':
      writer.u16(message.handle).u32(message.eventTime).u16(message.eventType).octetString(message.info);
      break;
    case 'eventReportAnswer':
      writer.u16(message.handle).u32(message.currentTime).u16(message.eventType).octetString(message.info);
      break;
    case 'get':
      writer.u16(message.handle).list(message.attributes, (entry, id) => entry.u16(id));
      break;
    case 'set':
      writer
        .u16(message.handle)
        .list(message.changes, (entry, { operator, id, value }) =>
          entry.u16(operator).u16(id).octetString(value),
        );
      break;
    case 'getAnswer':
    case 'setAnswer':
      writeAttributes(writer.u16(message.handle), message.attributes);
      break;
    case 'action':
    case 'actionAnswer':
      writer.u16(message.handle).u16(message.actionType).octetString(message.info);
      break;
    case 'error':
      writer.u16(message.value).octetString(message.parameter);
      break;
    case 'reject':
      writer.u16(message.problem);
      break;
    default:
      return assertNever(message);
  }
  return writer.bytes();
}
