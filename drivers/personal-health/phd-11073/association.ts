import { toHex } from '../../framing/hexadecimal.ts';
import { type Attribute, readAttributes } from './apdu.ts';
import { writeAttributes } from './apdu-encode.ts';
import { MderReader, MderWriter, malformed } from './mder.ts';
import { ASSOCIATION_RESULT, PROTOCOL_20601 } from './nomenclature.ts';

/** What one side says of itself when it associates: the info of protocol 20601 (ieee-11073-20601.md section 2). */
export interface AssociationInfo {
  /** Bit string; 80000000 = version 1. */
  readonly protocolVersion: number;
  /** Bit string; 8000 = MDER, 4000 = XER, 2000 = PER. */
  readonly encodingRules: number;
  readonly nomenclatureVersion: number;
  /** 0 = normal association; 20000000 = test association. */
  readonly functionalUnits: number;
  readonly systemType: number;
  /** EUI-64 as 16 hexadecimal digits; some devices send other lengths. */
  readonly systemId: string;
  readonly configurationId: number;
  /** 数据请求方式: what the agent can be asked for; bit string. */
  readonly dataRequestModes: number;
  readonly agentRequests: number;
  readonly managerRequests: number;
  readonly options: readonly Attribute[];
}

export const SYSTEM_TYPE = { manager: 0x8000_0000, agent: 0x0080_0000 } as const;
export const ENCODING_MDER = 0x8000;
export const VERSION_1 = 0x8000_0000;
/** Association version: one bit so far. */
export const ASSOCIATION_VERSION = 0x8000_0000;

/** @throws DeviceError `protocol.*` with a reason */
export function parseAssociationInfo(bytes: Uint8Array): AssociationInfo {
  const reader = new MderReader(bytes);
  const info: AssociationInfo = {
    protocolVersion: reader.u32(),
    encodingRules: reader.u16(),
    nomenclatureVersion: reader.u32(),
    functionalUnits: reader.u32(),
    systemType: reader.u32(),
    systemId: toHex(reader.octetString()),
    configurationId: reader.u16(),
    dataRequestModes: reader.u16(),
    agentRequests: reader.u8(),
    managerRequests: reader.u8(),
    options: readAttributes(reader),
  };
  reader.finish();
  return info;
}

export function encodeAssociationInfo(info: AssociationInfo): Uint8Array {
  const writer = new MderWriter()
    .u32(info.protocolVersion)
    .u16(info.encodingRules)
    .u32(info.nomenclatureVersion)
    .u32(info.functionalUnits)
    .u32(info.systemType)
    .octetString(Uint8Array.from(Buffer.from(info.systemId, 'hex')))
    .u16(info.configurationId)
    .u16(info.dataRequestModes)
    .u8(info.agentRequests)
    .u8(info.managerRequests);
  writeAttributes(writer, info.options);
  return writer.bytes();
}

/** An AARQ's own words: the agent's info, or why a manager has to refuse it. */
export type AssociationOffer =
  | { readonly verdict: 'acceptable'; readonly agent: AssociationInfo }
  | { readonly verdict: 'refused'; readonly result: number };

/**
 * Whether a manager of version 1 with MDER can talk to this agent: association version, protocol 20601, encoding rules,
 * nomenclature, system type, a system id of eight bytes and a configuration id that is none of the reserved ones.
 *
 * @param version of the AARQ
 * @throws DeviceError `protocol.*` when the info itself is malformed
 */
export function judgeAssociation(
  version: number,
  protocols: readonly { readonly id: number; readonly info: Uint8Array }[],
): AssociationOffer {
  const refuse = (result: number): AssociationOffer => ({ verdict: 'refused', result });
  if (!hasBit(version, ASSOCIATION_VERSION)) return refuse(ASSOCIATION_RESULT.unsupportedVersion);
  const offered = protocols.find((protocol) => protocol.id === PROTOCOL_20601);
  if (offered === undefined) return refuse(ASSOCIATION_RESULT.noCommonProtocol);
  const agent = parseAssociationInfo(offered.info);
  const common =
    hasBit(agent.protocolVersion, VERSION_1) &&
    (agent.encodingRules & ENCODING_MDER) !== 0 &&
    hasBit(agent.nomenclatureVersion, VERSION_1);
  if (!common) return refuse(ASSOCIATION_RESULT.noCommonParameter);
  if (!hasBit(agent.systemType, SYSTEM_TYPE.agent)) return refuse(ASSOCIATION_RESULT.rejectedPermanently);
  if (!/^[0-9A-F]{16}$/.test(agent.systemId) || !isConfigurationId(agent.configurationId)) {
    return refuse(ASSOCIATION_RESULT.noCommonParameter);
  }
  return { verdict: 'acceptable', agent };
}

/** 0 is the manager's own, 8000 and up are reserved (antidote, phd_types.h). */
export function isConfigurationId(id: number): boolean {
  return id > 0 && id < 0x8000;
}

/** A refused AARQ is answered without info when no protocol was common (brief's vector), else with ours. */
export function managerInfo(systemId: string): AssociationInfo {
  if (!/^[0-9A-F]{16}$/.test(systemId)) throw malformed('field', 'a system id has eight bytes');
  return {
    protocolVersion: VERSION_1,
    encodingRules: ENCODING_MDER,
    nomenclatureVersion: VERSION_1,
    functionalUnits: 0,
    systemType: SYSTEM_TYPE.manager,
    systemId,
    configurationId: 0,
    dataRequestModes: 0,
    agentRequests: 0,
    managerRequests: 0,
    options: [],
  };
}

function hasBit(bits: number, bit: number): boolean {
  return (bits & bit) !== 0;
}
