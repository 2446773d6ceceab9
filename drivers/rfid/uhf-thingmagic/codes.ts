/**
 * Operation codes (public header of the Mercury API serial reader; SparkFun Simultaneous RFID Tag Reader library).
 * Codes that are not here start no frame: FF is too common a byte.
 */
export const THINGMAGIC = {
  version: 0x03,
  bootFirmware: 0x04,
  setBaudRate: 0x06,
  bootLoader: 0x09,
  currentProgram: 0x0c,
  hardwareVersion: 0x10,
  readSingle: 0x21,
  readMultiple: 0x22,
  writeTagId: 0x23,
  writeTagData: 0x24,
  lockTag: 0x25,
  killTag: 0x26,
  readTagData: 0x28,
  getTagBuffer: 0x29,
  clearTagBuffer: 0x2a,
  tagSpecific: 0x2d,
  multiProtocolOperation: 0x2f,
  getAntenna: 0x61,
  getReadPower: 0x62,
  getProtocol: 0x63,
  getWritePower: 0x64,
  getHopTable: 0x65,
  getInputs: 0x66,
  getRegion: 0x67,
  getPowerMode: 0x68,
  getUserMode: 0x69,
  getOptional: 0x6a,
  getProtocolParameter: 0x6b,
  getStatistics: 0x6c,
  availableProtocols: 0x70,
  availableRegions: 0x71,
  temperature: 0x72,
  setAntenna: 0x91,
  setReadPower: 0x92,
  setProtocol: 0x93,
  setWritePower: 0x94,
  setHopTable: 0x95,
  setOutputs: 0x96,
  setRegion: 0x97,
  setPowerMode: 0x98,
  setUserMode: 0x99,
  setOptional: 0x9a,
  setProtocolParameter: 0x9b,
  setUserProfile: 0x9d,
} as const;

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(THINGMAGIC).map(([name, code]): [number, string] => [code, name]),
);

export function operationName(code: number): string | undefined {
  return NAMES.get(code);
}

export const NO_TAGS = 0x0400;

/** Status words of answers (public header of the Mercury API). */
const STATUSES: ReadonlyMap<number, string> = new Map([
  [0x0000, 'done'],
  [0x0100, 'message length wrong'],
  [0x0101, 'unknown operation'],
  [0x0102, 'operation not implemented'],
  [0x0103, 'power too high'],
  [0x0104, 'frequency not allowed'],
  [0x0105, 'parameter wrong'],
  [0x0106, 'power too low'],
  [0x0109, 'not implemented on this module'],
  [0x010a, 'serial speed not allowed'],
  [0x010b, 'region not allowed'],
  [0x0200, 'firmware image damaged'],
  [0x0400, 'no tags found'],
  [0x0401, 'no tag protocol set'],
  [0x0402, 'tag protocol wrong'],
  [0x0403, 'written, but not locked'],
  [0x0404, 'no data was read'],
  [0x0405, 'the radio is off'],
  [0x0406, 'writing the tag failed'],
  [0x0407, 'not implemented for this tag protocol'],
  [0x0408, 'data to write not allowed'],
  [0x0409, 'tag memory address wrong'],
  [0x040a, 'general tag error'],
  [0x040b, 'more data than the tag takes'],
  [0x040c, 'access or kill password wrong'],
  [0x040e, 'killing the tag failed'],
  [0x040f, 'the answer of the tag could not be decoded'],
  [0x0410, 'EPC of the tag wrong'],
  [0x0411, 'amount of data wrong'],
  [0x0420, 'tag: other error'],
  [0x0423, 'tag: memory overrun'],
  [0x0424, 'tag: memory locked'],
  [0x042b, 'tag: insufficient power'],
  [0x042f, 'tag: non-specific error'],
  [0x0430, 'tag: unknown error'],
  [0x0500, 'frequency of the radio wrong'],
  [0x0501, 'channel occupied'],
  [0x0502, 'the transmitter is on already'],
  [0x0503, 'antenna missing'],
  [0x0504, 'too hot: the module throttles'],
  [0x0505, 'high return loss: antenna missing or badly matched'],
  [0x0507, 'antenna setting wrong'],
  [0x0600, 'not that many tags in the buffer'],
  [0x0601, 'tag buffer full'],
  [0x0602, 'repeated tag'],
  [0x0603, 'more tags asked than can be'],
  [0x7f00, 'unknown fault of the module'],
  [0x7f01, 'the module stopped on a fault of its firmware'],
]);

export function statusMeaning(status: number): string {
  return STATUSES.get(status) ?? 'unknown status';
}

/** An answer's status word begins with one of these; anything else shows that the frame is a command. */
export function isStatus(status: number): boolean {
  return STATUSES.has(status) || status >>> 8 <= 0x07 || status >>> 8 === 0x7f;
}

/** 频段 codes of operations 67 and 97. */
export const THINGMAGIC_REGIONS: ReadonlyMap<number, string> = new Map([
  [0x01, 'na'],
  [0x02, 'eu'],
  [0x03, 'kr'],
  [0x04, 'in'],
  [0x05, 'jp'],
  [0x06, 'prc'],
  [0x07, 'eu2'],
  [0x08, 'eu3'],
  [0x09, 'kr2'],
  [0x0a, 'prc2'],
  [0x0b, 'au'],
  [0x0c, 'nz'],
  [0x0d, 'na2'],
  [0x0e, 'na3'],
  [0xff, 'open'],
]);

export const GEN2 = 0x05;
