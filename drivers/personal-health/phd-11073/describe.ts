import { assertNever } from '../../errors.ts';
import { hex4, toHex } from '../../framing/hexadecimal.ts';
import type { Apdu, Attribute, Message } from './apdu.ts';
import { parseAssociationInfo, SYSTEM_TYPE } from './association.ts';
import { buildConfiguration, parseConfigurationReport, parseType, whole, wholeU16 } from './configuration.ts';
import { type Described, describeAction, describeActionAnswer, parameter } from './describe-actions.ts';
import { describeAttributes } from './describe-attributes.ts';
import { measuredName, unitOf } from './metrics.ts';
import {
  ABORT_REASON,
  ASSOCIATION_RESULT,
  attributeName,
  CONFIGURATION_RESULT,
  ERROR_VALUE,
  EVENT,
  nameIn,
  OBJECT_CLASS,
  PROTOCOL_20601,
  REJECT_PROBLEM,
  RELEASE_REASON,
  scanReportForm,
} from './nomenclature.ts';

/**
 * What an APDU that is no measurement says, for the `frame` lines of `decode`.
 *
 * @throws DeviceError `protocol.*` when the service's own part is malformed
 */
export function describeApdu(apdu: Apdu): Described {
  switch (apdu.kind) {
    case 'associationRequest': {
      const [offer] = apdu.protocols;
      const fields = {
        version: hex8(apdu.version),
        protocols: apdu.protocols.map(({ id }) => hex4(id)),
        ...(offer?.id === PROTOCOL_20601 ? describeInfo(offer.info) : {}),
      };
      return { type: 'associationRequest', fields };
    }
    case 'associationAnswer':
      return {
        type: 'associationAnswer',
        fields: {
          result: nameIn(ASSOCIATION_RESULT, apdu.result),
          code: apdu.result,
          protocol: hex4(apdu.protocol),
          ...(apdu.protocol === PROTOCOL_20601 && apdu.info.length > 0 ? describeInfo(apdu.info) : {}),
        },
      };
    case 'releaseRequest':
    case 'releaseAnswer':
      return { type: apdu.kind, fields: { reason: nameIn(RELEASE_REASON, apdu.reason), code: apdu.reason } };
    case 'abort':
      return { type: 'abort', fields: { reason: nameIn(ABORT_REASON, apdu.reason), code: apdu.reason } };
    case 'presentation': {
      const { type, fields } = describeMessage(apdu.message);
      return { type, fields: { invokeId: apdu.invokeId, ...fields } };
    }
    default:
      return assertNever(apdu);
  }
}

function describeMessage(message: Message): Described {
  switch (message.kind) {
    case 'eventReport':
      return describeEvent(message);
    case 'eventReportAnswer':
      return describeEventAnswer(message);
    case 'get':
      return {
        type: 'getRequest',
        fields: { handle: message.handle, attributes: message.attributes.map(attributeName) },
      };
    case 'getAnswer':
    case 'setAnswer':
      return {
        type: message.kind,
        fields: { handle: message.handle, attributes: describeAttributes(message.attributes) },
      };
    case 'set':
      return {
        type: 'setRequest',
        fields: {
          handle: message.handle,
          confirmed: message.confirmed,
          changes: message.changes.map(({ operator, id, value }) => ({
            operator,
            attribute: attributeName(id),
            hex: toHex(value),
          })),
        },
      };
    case 'action':
      return describeAction(message.actionType, message.info, {
        handle: message.handle,
        confirmed: message.confirmed,
      });
    case 'actionAnswer':
      return describeActionAnswer(message.actionType, message.info, { handle: message.handle });
    case 'error':
      return {
        type: 'error',
        fields: {
          meaning: nameIn(ERROR_VALUE, message.value),
          code: message.value,
          ...parameter(message.parameter),
        },
      };
    case 'reject':
      return {
        type: 'reject',
        fields: { meaning: nameIn(REJECT_PROBLEM, message.problem), code: message.problem },
      };
    default:
      return assertNever(message);
  }
}

function describeEvent(message: Extract<Message, { kind: 'eventReport' }>): Described {
  const { handle, confirmed, eventType, info } = message;
  if (eventType !== EVENT.configuration) {
    return { type: 'event', fields: { handle, confirmed, event: hex4(eventType), hex: toHex(info) } };
  }
  const { id, objects } = parseConfigurationReport(info);
  // Refuses what cannot be a configuration.
  buildConfiguration(id, objects);
  return {
    type: 'configurationReport',
    fields: { configurationId: hex4(id), objects: objects.map(describeObject) },
  };
}

function describeObject(object: {
  readonly objectClass: number;
  readonly handle: number;
  readonly attributes: readonly Attribute[];
}): Record<string, unknown> {
  const { objectClass, handle, attributes } = object;
  const type = attributes.find((attribute) => attribute.id === 0x092f);
  const unit = attributes.find((attribute) => attribute.id === 0x0996);
  const known = type === undefined ? undefined : parseType(type.value);
  const unitCode = unit === undefined ? undefined : wholeU16(unit.value);
  const name = known === undefined ? undefined : measuredName(known);
  return {
    class: nameIn(OBJECT_CLASS, objectClass),
    handle,
    ...(known === undefined ? {} : { metric: `${hex4(known.partition)}.${hex4(known.code)}` }),
    ...(name === undefined ? {} : { name }),
    ...(unitCode === undefined ? {} : { unit: unitOf(unitCode) ?? hex4(unitCode) }),
    attributes: attributes.map(({ id }) => attributeName(id)),
  };
}

function describeEventAnswer(message: Extract<Message, { kind: 'eventReportAnswer' }>): Described {
  const { handle, eventType, info } = message;
  if (eventType === EVENT.configuration) {
    const [id, result] = whole(info, (reader) => [reader.u16(), reader.u16()]);
    const name = nameIn(CONFIGURATION_RESULT, result ?? -1);
    return {
      type: 'configurationAnswer',
      fields: { configurationId: hex4(id ?? 0), result: name, code: result },
    };
  }
  if (eventType === EVENT.segmentData) {
    return {
      type: 'segmentDataAnswer',
      fields: whole(info, (reader) => ({
        handle,
        segment: reader.u16(),
        firstEntry: reader.u32(),
        count: reader.u32(),
        status: hex4(reader.u16()),
      })),
    };
  }
  if (scanReportForm(eventType) !== undefined) {
    return { type: 'scanReportAnswer', fields: { handle, event: hex4(eventType), ...parameter(info) } };
  }
  return { type: 'eventAnswer', fields: { handle, event: hex4(eventType), ...parameter(info) } };
}

function describeInfo(bytes: Uint8Array): Record<string, unknown> {
  const info = parseAssociationInfo(bytes);
  return {
    protocolVersion: hex8(info.protocolVersion),
    encodingRules: hex4(info.encodingRules),
    functionalUnits: hex8(info.functionalUnits),
    systemType: nameIn(SYSTEM_TYPE, info.systemType),
    systemId: info.systemId,
    configurationId: hex4(info.configurationId),
    dataRequestModes: hex4(info.dataRequestModes),
  };
}

function hex8(value: number): string {
  return hex4(Math.floor(value / 0x1_0000)) + hex4(value & 0xffff);
}
