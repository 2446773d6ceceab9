/** What an EPL2 printer says about itself: a code of two digits (EPL2 programming manual, error codes). */
export interface EplStatus {
  readonly faults: readonly string[];
  readonly warnings: readonly string[];
  readonly printing: boolean;
  /** Labels still owed, where the printer says so. */
  readonly labelsLeft: number | undefined;
}

const faults: Readonly<Record<number, readonly string[]>> = {
  1: ['syntax error'],
  2: ['object beyond label'],
  3: ['barcode data length'],
  4: ['out of memory'],
  5: ['memory configuration'],
  6: ['serial line error'],
  // The printer has one code for both; with direct thermal media it can only be the paper.
  7: ['paper out', 'ribbon out'],
  8: ['name used twice'],
  9: ['name not found'],
  10: ['not in data entry mode'],
  11: ['head open'],
  12: ['paused'],
  13: ['head too hot'],
  14: ['motor too hot'],
  // Emulations of other makers (ESim) have codes of their own.
  62: ['head too hot'],
  72: ['other error'],
  73: ['other error'],
  80: ['other error'],
  81: ['cutter fault'],
  82: ['sensor fault'],
  83: ['illegal interrupt'],
  84: ['media not detected'],
  92: ['paused'],
  93: ['barcode too large'],
  99: ['other error'],
};
const warnings: Readonly<Record<number, readonly string[]>> = {
  15: ['battery low'],
  16: ['battery very low'],
};

/** `07P003L01234`: code, labels and lines still to print. `undefined` when the text is no such answer. */
export function readErrorCode(text: string): EplStatus | undefined {
  const match = /^(\d{2})(?:P(\d{3})(?:L(\d{5}))?)?$/.exec(text);
  if (match === null) return undefined;
  const code = Number(match[1]);
  const printing = code === 50;
  const known = code === 0 || printing || warnings[code] !== undefined || faults[code] !== undefined;
  return {
    faults: faults[code] ?? (known ? [] : [`unknown error ${match[1] ?? ''}`]),
    warnings: warnings[code] ?? [],
    printing,
    labelsLeft: match[2] === undefined ? undefined : Number(match[2]),
  };
}
