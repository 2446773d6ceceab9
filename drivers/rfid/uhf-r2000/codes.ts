/** Command codes (UHF RFID Reader Serial Interface Protocol V2.2–V3.7; uhf-serial.md section 2). */
export const R2000 = {
  readGpio: 0x60,
  writeGpio: 0x61,
  setAntennaDetector: 0x62,
  getAntennaDetector: 0x63,
  setTemporaryPower: 0x66,
  setReaderId: 0x67,
  getReaderId: 0x68,
  setLinkProfile: 0x69,
  getLinkProfile: 0x6a,
  reset: 0x70,
  setBaudRate: 0x71,
  firmware: 0x72,
  setAddress: 0x73,
  setAntenna: 0x74,
  getAntenna: 0x75,
  setPower: 0x76,
  getPower: 0x77,
  setRegion: 0x78,
  getRegion: 0x79,
  setBeeper: 0x7a,
  temperature: 0x7b,
  returnLoss: 0x7e,
  bufferedInventory: 0x80,
  read: 0x81,
  write: 0x82,
  lock: 0x83,
  kill: 0x84,
  setMatch: 0x85,
  getMatch: 0x86,
  inventory: 0x89,
  fastSwitchInventory: 0x8a,
  sessionInventory: 0x8b,
  setFastTid: 0x8c,
  saveFastTid: 0x8d,
  getFastTid: 0x8e,
  getBuffer: 0x90,
  takeBuffer: 0x91,
  bufferCount: 0x92,
  resetBuffer: 0x93,
  blockWrite: 0x94,
  getPowerOfPorts: 0x97,
} as const;

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(R2000).map(([name, code]): [number, string] => [code, name]),
);

export function commandName(code: number): string | undefined {
  return NAMES.get(code);
}

export const SUCCESS = 0x10;

/** Codes of one-byte answers (uhf-serial.md section 2). */
export const R2000_ERRORS: ReadonlyMap<number, string> = new Map([
  [0x11, 'failed'],
  [0x20, 'the microcontroller was reset'],
  [0x21, 'the carrier could not be switched on'],
  [0x22, 'antenna missing'],
  [0x23, 'writing the flash failed'],
  [0x24, 'reading the flash failed'],
  [0x25, 'setting the power failed'],
  [0x31, 'inventory failed'],
  [0x32, 'reading the tag failed'],
  [0x33, 'writing the tag failed'],
  [0x34, 'locking the tag failed'],
  [0x35, 'killing the tag failed'],
  [0x36, 'no tag'],
  [0x37, 'the tag was found, but the access failed'],
  [0x38, 'the buffer is empty'],
  [0x3c, 'the NXP command failed'],
  [0x40, 'access to the tag failed, or the password is wrong'],
  [0x41, 'parameter not allowed'],
  [0x42, 'too many words'],
  [0x43, 'memory bank not allowed'],
  [0x44, 'lock bank not allowed'],
  [0x45, 'lock type not allowed'],
  [0x46, 'reader address not allowed'],
  [0x47, 'antenna number not allowed'],
  [0x48, 'power not allowed'],
  [0x49, 'region not allowed'],
  [0x4a, 'baud rate not allowed'],
  [0x4b, 'beeper mode not allowed'],
  [0x4c, 'EPC match: length not allowed'],
  [0x4d, 'EPC match: length wrong'],
  [0x4e, 'EPC match: mode not allowed'],
  [0x4f, 'frequency range not allowed'],
  [0x50, 'reader identifier could not be taken'],
  [0x51, 'link profile not allowed'],
  [0x52, 'return loss could not be measured'],
  [0x53, 'frequency not allowed'],
  [0x54, 'input or output setting not allowed'],
  [0xee, 'no answer from the inventory'],
]);

/** 频段 codes of commands 78 and 79. */
export const R2000_REGIONS: ReadonlyMap<number, string> = new Map([
  [1, 'fcc'],
  [2, 'etsi'],
  [3, 'chn'],
]);

/** Frequency of an index in kHz: 0–6 Europe, 7–59 America and China; `undefined` beyond. */
export function frequencyKhz(index: number): number | undefined {
  if (index <= 6) return 865_000 + index * 500;
  return index <= 59 ? 902_000 + (index - 7) * 500 : undefined;
}

/** dBm of an RSSI byte; its top bit is no part of it (antennas 5–8). */
export function rssiDbm(raw: number): number {
  return (raw & 0x7f) - 129;
}
