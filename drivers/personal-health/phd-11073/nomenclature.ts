import { hex4 } from '../../framing/hexadecimal.ts';

/**
 * Numbers of the nomenclature (术语编码) that this driver acts on. Source: ieee-11073-20601.md sections 1 to 5 and the
 * header of GitHub signove/antidote (facts); what stands there only is marked [1].
 */

/** Object classes, partition 1. */
export const OBJECT_CLASS = {
  metric: 4,
  enumeration: 5,
  numeric: 6,
  /** 实时采样阵列: real-time sample array, a wave. */
  sampleArray: 9,
  scanner: 16,
  configurableScanner: 17,
  episodicScanner: 18,
  periodicScanner: 19,
  /** 医疗设备系统: medical device system, the device as a whole; always handle 0. */
  system: 37,
  /** 持久存储: persistent-metric store. */
  store: 61,
  segment: 62,
} as const;

export const ATTRIBUTE = {
  handle: 0x0921,
  labelString: 0x0927,
  model: 0x0928,
  physioId: 0x092b,
  productionSpecification: 0x092d,
  type: 0x092f,
  measurementStatus: 0x0947,
  accuracy: 0x094a,
  compoundValue: 0x094b,
  numericValue: 0x0950,
  numberOfSegments: 0x0951,
  operationalState: 0x0953,
  powerStatus: 0x0955,
  confirmMode: 0x0913,
  confirmTimeout: 0x0914,
  reportingPeriod: 0x0975,
  segmentUsage: 0x097b,
  systemId: 0x0984,
  systemType: 0x0986,
  absoluteTime: 0x0987,
  batteryRemaining: 0x0988,
  segmentEnd: 0x098a,
  relativeTime: 0x098f,
  absoluteTimeStamp: 0x0990,
  relativeTimeStamp: 0x0991,
  segmentStart: 0x0992,
  unitCode: 0x0996,
  batteryCharge: 0x099c,
  enumerationValue: 0x099e,
  highResolutionTimeStamp: 0x09e9,
  configurationId: 0x0a44,
  timeInformation: 0x0a45,
  metricSpecification: 0x0a46,
  sourceHandle: 0x0a47,
  sampleValues: 0x0a48,
  enumerationOid: 0x0a49,
  enumerationText: 0x0a4a,
  certification: 0x0a4b,
  basicValue: 0x0a4c,
  storeCapabilities: 0x0a4d,
  segmentMap: 0x0a4e,
  segmentPerson: 0x0a4f,
  scanHandleMap: 0x0a53,
  valueMap: 0x0a55,
  simpleValue: 0x0a56,
  storeLabel: 0x0a57,
  segmentLabel: 0x0a58,
  measuringTime: 0x0a59,
  systemTypeList: 0x0a5a,
  metricIdPartition: 0x0a5f,
  enumerationPartition: 0x0a60,
  supplementalTypes: 0x0a61,
  clearTimeout: 0x0a63,
  transferTimeout: 0x0a64,
  enumerationBits32: 0x0a65,
  enumerationBits16: 0x0a66,
  metricStructure: 0x0a73,
  compoundSimpleValue: 0x0a74,
  compoundBasicValue: 0x0a75,
  physioIdList: 0x0a76,
  scanHandleList: 0x0a77,
  sourceHandleList: 0x0a79,
  baseOffsetTime: 0x0a81,
  baseOffsetTimeStamp: 0x0a82,
  segmentStartBaseOffset: 0x0a83,
  segmentEndBaseOffset: 0x0a84,
} as const;

const ATTRIBUTE_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(ATTRIBUTE).map(([name, id]) => [id, name]),
);

/** Name of an attribute, or its number in hexadecimal for one that is not in the list. */
export function attributeName(id: number): string {
  return ATTRIBUTE_NAMES.get(id) ?? hex4(id);
}

export const EVENT = {
  configuration: 0x0d1c,
  scanFixed: 0x0d1d,
  scanVariable: 0x0d1e,
  scanFixedPersons: 0x0d1f,
  scanVariablePersons: 0x0d20,
  segmentData: 0x0d21,
} as const;

/** How the observations of a scan report are laid out (ieee-11073-20601.md section 4). */
export interface ScanReportForm {
  readonly layout: 'fixed' | 'variable' | 'grouped';
  readonly persons: boolean;
  readonly scanner: 'none' | 'unbuffered' | 'buffered';
}

const SCAN_REPORT_FORMS: ReadonlyMap<number, ScanReportForm> = new Map<number, ScanReportForm>([
  [0x0d1d, { layout: 'fixed', persons: false, scanner: 'none' }],
  [0x0d1e, { layout: 'variable', persons: false, scanner: 'none' }],
  [0x0d1f, { layout: 'fixed', persons: true, scanner: 'none' }],
  [0x0d20, { layout: 'variable', persons: true, scanner: 'none' }],
  [0x0d22, { layout: 'variable', persons: false, scanner: 'unbuffered' }],
  [0x0d23, { layout: 'fixed', persons: false, scanner: 'unbuffered' }],
  [0x0d24, { layout: 'grouped', persons: false, scanner: 'unbuffered' }],
  [0x0d25, { layout: 'variable', persons: true, scanner: 'unbuffered' }],
  [0x0d26, { layout: 'fixed', persons: true, scanner: 'unbuffered' }],
  [0x0d27, { layout: 'grouped', persons: true, scanner: 'unbuffered' }],
  [0x0d28, { layout: 'variable', persons: false, scanner: 'buffered' }],
  [0x0d29, { layout: 'fixed', persons: false, scanner: 'buffered' }],
  [0x0d2a, { layout: 'grouped', persons: false, scanner: 'buffered' }],
  [0x0d2b, { layout: 'variable', persons: true, scanner: 'buffered' }],
  [0x0d2c, { layout: 'fixed', persons: true, scanner: 'buffered' }],
  [0x0d2d, { layout: 'grouped', persons: true, scanner: 'buffered' }],
]);

/** `undefined` for an event that is no scan report. */
export function scanReportForm(eventType: number): ScanReportForm | undefined {
  return SCAN_REPORT_FORMS.get(eventType);
}

export const ACTION = {
  clearSegments: 0x0c0c,
  segmentInformation: 0x0c0d,
  setTime: 0x0c17,
  dataRequest: 0x0c1b,
  transferSegment: 0x0c1c,
  setBaseOffsetTime: 0x0c1d,
} as const;

/** Protocol 20601 as data-proto-id. */
export const PROTOCOL_20601 = 0x5079;
/** Person of whom the device knows nothing (ieee-11073-20601.md section 4). */
export const UNKNOWN_PERSON = 0xffff;
/** Event time "not told". */
export const NO_EVENT_TIME = 0xffff_ffff;

export const ASSOCIATION_RESULT = {
  accepted: 0,
  rejectedPermanently: 1,
  rejectedTransiently: 2,
  acceptedUnknownConfiguration: 3,
  noCommonProtocol: 4,
  noCommonParameter: 5,
  rejectedUnknown: 6,
  notAuthorised: 7,
  unsupportedVersion: 8,
} as const;
export const RELEASE_REASON = { normal: 0, noMoreConfigurations: 1, configurationChanged: 2 } as const;
export const ABORT_REASON = {
  undefined: 0,
  bufferOverflow: 1,
  responseTimeout: 2,
  configurationTimeout: 3,
} as const;
export const CONFIGURATION_RESULT = { accepted: 0, unsupported: 1, standardUnknown: 2 } as const;
export const ERROR_VALUE = {
  noSuchObject: 1,
  accessDenied: 2,
  noSuchAction: 9,
  invalidObject: 17,
  protocolViolation: 23,
  notAllowed: 24,
  timedOut: 25,
  aborted: 26,
} as const;
export const REJECT_PROBLEM = {
  unrecognised: 0,
  badlyStructured: 2,
  unknownOperation: 101,
  resources: 103,
  unexpected: 303,
} as const;
export const TRANSFER_RESULT = { ok: 0, noSuchSegment: 1, tryLater: 2, empty: 3, other: 512 } as const;

const namesByTable = new WeakMap<object, ReadonlyMap<number, string>>();

/** Name of a number in one of the tables above; `unknown` for a number that is in none. */
export function nameIn(table: Readonly<Record<string, number>>, value: number): string {
  let names = namesByTable.get(table);
  if (names === undefined) {
    names = new Map(Object.entries(table).map(([name, number]) => [number, name]));
    namesByTable.set(table, names);
  }
  return names.get(value) ?? 'unknown';
}

/** Standard configurations are 1 to 3FFF; 4000 to 7FFF belong to one device (ieee-11073-20601.md section 2). */
export const FIRST_OWN_CONFIGURATION = 0x4000;

/** What a device says it is: MDC_DEV_SPEC_PROFILE codes of the system type list. */
const SPECIALIZATIONS: ReadonlyMap<number, string> = new Map([
  [4100, 'pulseOximeter'],
  [4102, 'electrocardiograph'],
  [4103, 'bloodPressure'],
  [4104, 'thermometer'],
  [4109, 'respirationRate'],
  [4111, 'weighingScale'],
  [4113, 'glucoseMeter'],
  [4114, 'coagulationMeter'],
  [4115, 'insulinPump'],
  [4116, 'bodyComposition'],
  [4117, 'peakFlow'],
  [4137, 'cardiovascularFitness'],
  [4138, 'strengthFitness'],
  [4167, 'activityHub'],
  [4168, 'medicationMonitor'],
  [4200, 'stepCounter'],
]);

export function specializationName(code: number): string {
  return SPECIALIZATIONS.get(code) ?? hex4(code);
}
