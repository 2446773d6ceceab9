/**
 * 条码 text as it is to be stored: AIM identifier taken off, its symbology named, GS kept as the field separator
 * (cameras-and-signals.md section 3). On keyboards GS arrives as Ctrl+] (1Dh) or not at all.
 */
export interface ScannedText {
  readonly text: string;
  /** Name of the symbology; null where the scanner does not say. */
  readonly symbology: string | null;
  /** The AIM identifier as sent, `]C1`; null without. */
  readonly aim: string | null;
}

/** Code characters of AIM identifiers (ISO/IEC 15424 annex A). */
const symbologies: Readonly<Record<string, string>> = {
  A: 'code39',
  B: 'telepen',
  C: 'code128',
  D: 'codeOne',
  d: 'dataMatrix',
  E: 'ean',
  e: 'gs1DataBar',
  F: 'codabar',
  G: 'code93',
  H: 'code11',
  h: 'hanXin',
  I: 'interleaved2of5',
  K: 'code16k',
  L: 'pdf417',
  M: 'msi',
  N: 'anker',
  O: 'codablock',
  P: 'plessey',
  Q: 'qrCode',
  R: 'straight2of5',
  S: 'straight2of5',
  s: 'superCode',
  T: 'code49',
  U: 'maxiCode',
  z: 'aztec',
  X: 'other',
  Z: 'notBarcode',
};
/** Modifiers that make GS1 codes of the same bars. */
const gs1: Readonly<Record<string, string>> = {
  ']C1': 'gs1-128',
  ']d2': 'gs1DataMatrix',
  ']Q3': 'gs1QrCode',
};

export function symbologyOf(aim: string): string | null {
  return gs1[aim] ?? symbologies[aim[1] ?? ''] ?? null;
}

export function isAimIdentifier(text: string): boolean {
  return /^\][A-Za-z][0-9A-Za-z]$/.test(text);
}

/** Takes an AIM identifier off the front of what a scanner typed or sent as a line. */
export function readScannedText(text: string): ScannedText {
  const aim = text.slice(0, 3);
  if (!isAimIdentifier(aim) || symbologyOf(aim) === null) return { text, symbology: null, aim: null };
  return { text: text.slice(3), symbology: symbologyOf(aim), aim };
}

/** A shorter scan is a slip of the finger or half a code (same section). */
export const SHORTEST_SCAN = 4;
