import { hex4, toHex } from '../../framing/hexadecimal.ts';
import type { Attribute } from './apdu.ts';
import { parseType, whole, wholeU16 } from './configuration.ts';
import { reasonOf } from './mder.ts';
import { bitNames, unitOf } from './metrics.ts';
import { ATTRIBUTE, attributeName, specializationName } from './nomenclature.ts';
import { absoluteTimeText, readBaseOffsetTime } from './times.ts';

const POWER = [
  'onMains',
  'onBattery',
  '',
  '',
  '',
  '',
  '',
  '',
  'chargingFull',
  'chargingTrickle',
  'chargingOff',
] as const;
/** MdsTimeCapState (antidote, MDS_TIME_; HL7 personal health device guide, 68219). */
const TIME_CAPABILITIES = [
  'realTimeClock',
  'setClock',
  'relativeTime',
  'highResolutionTime',
  'syncAbsoluteTime',
  'syncRelativeTime',
  'syncHighResolutionTime',
  'baseOffsetTime',
  'absoluteTimeSynced',
  'relativeTimeSynced',
  'highResolutionTimeSynced',
  'managerSetsTime',
] as const;
/** Kinds of production specification entries (public driver of tidepool-org/uploader). */
const PRODUCTION = [
  'unspecified',
  'serialNumber',
  'partNumber',
  'hardwareRevision',
  'softwareRevision',
  'firmwareRevision',
  'protocolRevision',
  'productionId',
] as const;

/** Attributes by name, those of the device itself in readable form, all others in hexadecimal. */
export function describeAttributes(attributes: readonly Attribute[]): Record<string, unknown> {
  const described: Record<string, unknown> = {};
  for (const { id, value } of attributes) described[attributeName(id)] = describeAttribute(id, value);
  return described;
}

function describeAttribute(id: number, value: Uint8Array): unknown {
  try {
    return readable(id, value);
  } catch (error) {
    // A wrong attribute of many: shown as it came.
    reasonOf(error);
    return toHex(value);
  }
}

function readable(id: number, value: Uint8Array): unknown {
  switch (id) {
    case ATTRIBUTE.model:
      return whole(value, (reader) => ({
        manufacturer: textOf(reader.octetString()),
        model: textOf(reader.octetString()),
      }));
    case ATTRIBUTE.productionSpecification:
      return Object.fromEntries(
        whole(value, (reader) =>
          reader.list((entry) => {
            const kind = entry.u16();
            entry.u16();
            return [PRODUCTION[kind] ?? hex4(kind), textOf(entry.octetString())];
          }),
        ),
      );
    case ATTRIBUTE.systemId:
      return whole(value, (reader) => toHex(reader.octetString()));
    case ATTRIBUTE.configurationId:
      return hex4(wholeU16(value));
    case ATTRIBUTE.systemTypeList:
      return whole(value, (reader) =>
        reader.list((entry) => ({ type: specializationName(entry.u16()), version: entry.u16() })),
      );
    case ATTRIBUTE.absoluteTime:
    case ATTRIBUTE.absoluteTimeStamp:
    case ATTRIBUTE.segmentStart:
    case ATTRIBUTE.segmentEnd:
      return whole(value, (reader) => absoluteTimeText(reader.octets(8), 0));
    case ATTRIBUTE.baseOffsetTime:
    case ATTRIBUTE.baseOffsetTimeStamp:
      return whole(value, readBaseOffsetTime);
    case ATTRIBUTE.timeInformation:
      return whole(value, (reader) => ({
        capabilities: bitNames(TIME_CAPABILITIES, reader.u16(), 16),
        syncProtocol: hex4(reader.u16()),
        hex: toHex(reader.octets(reader.left)),
      }));
    case ATTRIBUTE.powerStatus:
      return bitNames(POWER, wholeU16(value), 16);
    case ATTRIBUTE.batteryCharge:
    case ATTRIBUTE.numberOfSegments:
    case ATTRIBUTE.operationalState:
    case ATTRIBUTE.segmentPerson:
      return wholeU16(value);
    case ATTRIBUTE.segmentUsage:
    case ATTRIBUTE.transferTimeout:
    case ATTRIBUTE.clearTimeout:
    case ATTRIBUTE.relativeTime:
      return whole(value, (reader) => reader.u32());
    case ATTRIBUTE.unitCode: {
      const unit = wholeU16(value);
      return unitOf(unit) ?? hex4(unit);
    }
    case ATTRIBUTE.type: {
      const { partition, code } = parseType(value);
      return `${hex4(partition)}.${hex4(code)}`;
    }
    case ATTRIBUTE.storeLabel:
    case ATTRIBUTE.segmentLabel:
    case ATTRIBUTE.labelString:
      return whole(value, (reader) => textOf(reader.octetString()));
    default:
      return toHex(value);
  }
}

/** Text of a device: filled up to an even length with a blank or NUL. */
export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\0 ]+$/, '');
}
