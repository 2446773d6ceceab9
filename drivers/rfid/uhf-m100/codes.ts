/** Command codes (Communication Protocol V2.1, sections 4 and 5, as kept with anteploon/yrm100lib). */
export const M100 = {
  moduleInfo: 0x03,
  idleMode: 0x04,
  setRegion: 0x07,
  getRegion: 0x08,
  getSelect: 0x0b,
  setSelect: 0x0c,
  getQuery: 0x0d,
  setQuery: 0x0e,
  setBaudRate: 0x11,
  setSelectMode: 0x12,
  sleep: 0x17,
  gpio: 0x1a,
  setIdleTime: 0x1d,
  singleInventory: 0x22,
  multiInventory: 0x27,
  stopInventory: 0x28,
  read: 0x39,
  write: 0x49,
  kill: 0x65,
  lock: 0x82,
  insertChannels: 0xa9,
  getChannel: 0xaa,
  setChannel: 0xab,
  setHopping: 0xad,
  continuousWave: 0xb0,
  setPower: 0xb6,
  getPower: 0xb7,
  blockPermalock: 0xd3,
  nxpChangeConfig: 0xe0,
  nxpReadProtect: 0xe1,
  nxpResetReadProtect: 0xe2,
  nxpChangeEas: 0xe3,
  nxpEasAlarm: 0xe4,
  monzaQtRead: 0xe5,
  monzaQtWrite: 0xe6,
  setModem: 0xf0,
  getModem: 0xf1,
  scanJammer: 0xf2,
  scanRssi: 0xf3,
  /** Answer to any command: it failed. */
  error: 0xff,
} as const;
export type M100CommandName = Exclude<keyof typeof M100, 'error'>;

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(M100).map(([name, code]): [number, string] => [code, name]),
);

export function isCommandCode(code: number): boolean {
  return NAMES.has(code);
}

export function commandName(code: number): string | undefined {
  return NAMES.get(code);
}

/** 频段: region code to the name used in settings. Codes of the V2.1 document; no other was found in public. */
export const M100_REGIONS: ReadonlyMap<number, string> = new Map([
  [0x01, 'cn900'],
  [0x02, 'us'],
  [0x03, 'eu'],
  [0x04, 'cn800'],
  [0x06, 'kr'],
]);

/** Errors of the module; the rest are tag errors with the operation in the upper half (`m100Error`). */
const ERRORS: ReadonlyMap<number, string> = new Map([
  [0x09, 'read failed: no tag answered, or its CRC was wrong'],
  [0x10, 'write failed: no tag answered, or its CRC was wrong'],
  [0x12, 'kill failed: no tag answered, or its CRC was wrong'],
  [0x13, 'lock failed: no tag answered, or its CRC was wrong'],
  [0x14, 'block permalock failed: no tag answered'],
  [0x15, 'no tag in this round'],
  [0x16, 'access denied: the password is wrong'],
  [0x17, 'unknown command'],
  [0x1a, 'NXP ChangeConfig failed: no tag answered'],
  [0x1b, 'NXP Change EAS failed: no tag answered'],
  [0x1d, 'NXP EAS alarm failed: no alarm code came'],
  [0x20, 'all channels are occupied'],
  [0x2a, 'NXP ReadProtect failed: no tag answered'],
  [0x2b, 'NXP Reset ReadProtect failed: no tag answered'],
  [0x2e, 'Monza QT failed: no tag answered'],
]);

const TAG_OPERATIONS: Readonly<Record<number, string>> = {
  0xa: 'read',
  0xb: 'write',
  0xc: 'lock',
  0xd: 'kill',
  0xe: 'special command',
};

/** Operation and tag error of a code A0–EF; `undefined` for the module's own errors. */
export function tagErrorOf(code: number): { readonly operation: string; readonly error: number } | undefined {
  const operation = TAG_OPERATIONS[code >>> 4];
  return operation === undefined ? undefined : { operation, error: code & 0xf };
}

export function moduleError(code: number): string | undefined {
  return ERRORS.get(code);
}
