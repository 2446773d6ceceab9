/**
 * Command codes of UHFReader18, UHFReader288 and the UR series (UHFReader18 manual V2.0, UR-series manual V1.14;
 * names partly as in wabson/chafon-rfid). A frame has no start byte: codes that are not here start no frame.
 */
export const CHAFON = {
  inventory: 0x01,
  read: 0x02,
  write: 0x03,
  writeEpc: 0x04,
  kill: 0x05,
  setProtection: 0x06,
  eraseBlock: 0x07,
  setReadProtection: 0x08,
  setReadProtectionWithoutEpc: 0x09,
  unlockReadProtection: 0x0a,
  checkReadProtection: 0x0b,
  setEas: 0x0c,
  checkEas: 0x0d,
  singleInventory: 0x0f,
  writeBlock: 0x10,
  getQt: 0x11,
  setQt: 0x12,
  readExtended: 0x15,
  writeExtended: 0x16,
  bufferInventory: 0x18,
  mixInventory: 0x19,
  readerInfo: 0x21,
  setRegion: 0x22,
  setAddress: 0x24,
  setScanTime: 0x25,
  setBaudRate: 0x28,
  setPower: 0x2f,
  setLight: 0x33,
  setWorkMode18: 0x35,
  getWorkMode18: 0x36,
  setAntennas: 0x3f,
  setBeeper: 0x40,
  setOutputs: 0x46,
  getOutputs: 0x47,
  serialNumber: 0x4c,
  getBuffer: 0x72,
  clearBuffer: 0x73,
  bufferCount: 0x74,
  setRealTime: 0x75,
  setWorkMode288: 0x76,
  getWorkMode288: 0x77,
  returnLoss: 0x91,
  temperature: 0x92,
  /** Never asked for: a reader in real-time mode reports by itself. */
  realTimeReport: 0xee,
} as const;

const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(CHAFON).map(([name, code]): [number, string] => [code, name]),
);

export function commandName(code: number): string | undefined {
  return NAMES.get(code);
}

/** Status bytes of answers (UHFReader18 manual V2.0, section on status; uhf-serial.md section 3). */
export const STATUSES: ReadonlyMap<number, string> = new Map([
  [0x00, 'done'],
  [0x01, 'inventory complete'],
  [0x02, 'inventory time is over'],
  [0x03, 'more answers follow'],
  [0x04, 'the reader memory is full'],
  [0x05, 'access password wrong'],
  [0x09, 'kill password wrong'],
  [0x0a, 'kill password must not be zero'],
  [0x0b, 'the tag does not know this command'],
  [0x0c, 'access password must not be zero'],
  [0x0d, 'the tag is read protected already'],
  [0x0e, 'the tag is not read protected'],
  [0x10, 'some bytes are locked'],
  [0x11, 'could not be locked'],
  [0x12, 'is locked already'],
  [0x13, 'the setting could not be saved'],
  [0x14, 'could not be adjusted'],
  [0x19, 'not supported, or the access password is zero'],
  [0x26, 'statistics'],
  [0x28, 'heartbeat'],
  [0x30, 'communication error'],
  [0xee, 'no answer from the tag'],
  [0xf8, 'antenna error'],
  [0xf9, 'the command failed'],
  [0xfa, 'the tag answers too weakly'],
  [0xfb, 'no tag'],
  [0xfc, 'the tag refused'],
  [0xfd, 'command length wrong'],
  [0xfe, 'unknown command'],
  [0xff, 'parameter wrong'],
]);

export const READER_TYPES: ReadonlyMap<number, string> = new Map([
  [0x03, 'RRU9803M'],
  [0x08, 'RRU9803M'],
  [0x09, 'UHFReader18'],
  [0x0c, 'UHFReader288M'],
  [0x0f, 'UHFReader86'],
  [0x10, 'UHFReader86'],
  [0x16, 'RRU9883M'],
  [0x20, 'UHFReader288MP'],
  [0x8b, 'UHFReader288ADV'],
]);

interface Band {
  readonly region: string;
  readonly firstKhz: number;
  readonly stepKhz: number;
}

/** 频段 by the four band bits: the top bits of the highest and of the lowest frequency byte. */
export const BANDS: ReadonlyMap<number, Band> = new Map([
  [0x1, { region: 'cn900', firstKhz: 920_125, stepKhz: 250 }],
  [0x2, { region: 'us', firstKhz: 902_750, stepKhz: 500 }],
  [0x3, { region: 'kr', firstKhz: 917_100, stepKhz: 200 }],
  [0x4, { region: 'eu', firstKhz: 865_100, stepKhz: 200 }],
  [0x6, { region: 'ua', firstKhz: 868_000, stepKhz: 100 }],
  [0x7, { region: 'pe', firstKhz: 916_200, stepKhz: 900 }],
  [0x8, { region: 'cn800', firstKhz: 840_125, stepKhz: 250 }],
  [0x9, { region: 'eu3', firstKhz: 865_700, stepKhz: 600 }],
  [0xa, { region: 'tw', firstKhz: 922_250, stepKhz: 500 }],
  [0xc, { region: 'us3', firstKhz: 902_000, stepKhz: 500 }],
]);

/** The two frequency bytes as region and frequencies. */
export function frequencyFields(highest: number, lowest: number): Readonly<Record<string, unknown>> {
  const band = BANDS.get(((highest >>> 6) << 2) | (lowest >>> 6));
  if (band === undefined) return { region: null, highestIndex: highest & 0x3f, lowestIndex: lowest & 0x3f };
  return {
    region: band.region,
    maxFrequencyKhz: band.firstKhz + (highest & 0x3f) * band.stepKhz,
    minFrequencyKhz: band.firstKhz + (lowest & 0x3f) * band.stepKhz,
  };
}
