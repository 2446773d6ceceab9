/**
 * What a ZPL printer says about itself, parsed. Fields and bits: `shared/protocols/label-printers.md` section 5.
 * Faults are plain words (`paper out`), as in the vectors; `faultCode` of
 * `../printer-session.ts` makes the stable code of them.
 */

export interface HostStatus {
  readonly paperOut: boolean;
  readonly paused: boolean;
  /** Dots. */
  readonly labelLength: number;
  readonly formatsWaiting: number;
  readonly bufferFull: boolean;
  readonly diagnostics: boolean;
  readonly partialFormat: boolean;
  readonly memoryCorrupt: boolean;
  readonly tooCold: boolean;
  readonly tooHot: boolean;
  readonly headUp: boolean;
  readonly ribbonOut: boolean;
  /** A printed label waits to be taken off (peel-off mode). */
  readonly labelWaiting: boolean;
  /** Labels of the current batch still to be printed. */
  readonly remaining: number;
}

const firstLine = /^\d{1,3}(?:,[01]){2},\d{1,5},\d{1,3}(?:,[01]){3},\d{1,3}(?:,[01]){3}$/;
const secondLine = /^\d{1,3},\d,[01],[01],\d,\d,\d,[01],\d{1,8},[01],\d{1,3}$/;
const thirdLine = /^[0-9A-Za-z]{1,4},\d$/;

/** True when a text is of the form of the given line (0, 1 or 2) of a `~HS` answer. */
export function isHostStatusText(line: 0 | 1 | 2, text: string): boolean {
  return [firstLine, secondLine, thirdLine][line]?.test(text) === true;
}

/** Both lines must be of the form (`isHostStatusText`). */
export function parseHostStatus(first: string, second: string): HostStatus {
  const one = first.split(',');
  const two = second.split(',');
  return {
    paperOut: one[1] === '1',
    paused: one[2] === '1',
    labelLength: Number(one[3]),
    formatsWaiting: Number(one[4]),
    bufferFull: one[5] === '1',
    diagnostics: one[6] === '1',
    partialFormat: one[7] === '1',
    memoryCorrupt: one[9] === '1',
    tooCold: one[10] === '1',
    tooHot: one[11] === '1',
    headUp: two[2] === '1',
    ribbonOut: two[3] === '1',
    labelWaiting: two[7] === '1',
    remaining: Number(two[8]),
  };
}

/** Why the printer would not print now; empty = it would. */
export function hostStatusFaults(status: HostStatus): string[] {
  const table: readonly (readonly [boolean, string])[] = [
    [status.paperOut, 'paper out'],
    [status.ribbonOut, 'ribbon out'],
    [status.headUp, 'head open'],
    [status.paused, 'paused'],
    [status.bufferFull, 'buffer full'],
    [status.diagnostics, 'diagnostics mode'],
    [status.memoryCorrupt, 'memory corrupt'],
    [status.tooCold, 'too cold'],
    [status.tooHot, 'too hot'],
  ];
  return table.flatMap(([set, fault]) => (set ? [fault] : []));
}

/** The answer to `~HQES`. */
export interface ErrorReport {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

const errorBits: readonly (readonly [number, string])[] = [
  [0x01, 'media out'],
  [0x02, 'ribbon out'],
  [0x04, 'head open'],
  [0x08, 'cutter fault'],
  [0x10, 'head too hot'],
  [0x20, 'motor too hot'],
  [0x40, 'bad head element'],
  [0x80, 'head detection'],
  [0x100, 'invalid firmware configuration'],
  [0x200, 'head thermistor open'],
  // Printers with presenter; the table of `~HQES` in the ZPL guide has these for the KR403 alone.
  [0x1000, 'paper jam during retract'],
  [0x2000, 'presenter not running'],
  [0x4000, 'paper feed error'],
  [0x8000, 'clear paper path failed'],
  [0x10000, 'paused'],
  [0x20000, 'retract timed out'],
  [0x40000, 'black mark calibration error'],
  [0x80000, 'black mark not found'],
];
const warningBits: readonly (readonly [number, string])[] = [
  [0x01, 'calibrate media'],
  [0x02, 'clean head'],
  [0x04, 'replace head'],
  [0x08, 'paper near end'],
  // Where the paper of a printer with presenter is: told in the same place, but nothing to do about.
  [0x10, 'sensor 1 paper before head'],
  [0x20, 'sensor 2 black mark'],
  [0x40, 'sensor 3 paper after head'],
  [0x80, 'sensor 4 loop ready'],
  [0x100, 'sensor 5 presenter'],
  [0x200, 'sensor 6 retract ready'],
  [0x400, 'sensor 7 in retract'],
  [0x800, 'sensor 8 at bin'],
];

/** Undefined when the text is no error report of the documented form. */
export function parseErrorReport(text: string): ErrorReport | undefined {
  if (!text.includes('PRINTER STATUS')) return undefined;
  const errors = /^\s*ERRORS:\s+([01])\s+([0-9A-Fa-f]{8})\s+([0-9A-Fa-f]{8})\s*$/m.exec(text);
  const warnings = /^\s*WARNINGS:\s+([01])\s+([0-9A-Fa-f]{8})\s+([0-9A-Fa-f]{8})\s*$/m.exec(text);
  if (errors === null || warnings === null) return undefined;
  return {
    errors: readBits(errors, errorBits, 'unknown error'),
    warnings: readBits(warnings, warningBits, 'unknown warning'),
  };
}

/** A flag with a bit we do not know, or with none, still counts: it is named by its number. */
function readBits(
  [, flag, secondGroup, firstGroup]: RegExpExecArray,
  table: readonly (readonly [number, string])[],
  unknown: string,
): string[] {
  const first = Number.parseInt(firstGroup ?? '0', 16);
  const second = Number.parseInt(secondGroup ?? '0', 16);
  const named = table.flatMap(([bit, name]) => ((first & bit) === 0 ? [] : [name]));
  const covered = table.reduce((bits, [bit]) => bits | bit, 0);
  const further = (first & ~covered) >>> 0;
  if (further !== 0) named.push(`${unknown} ${further.toString(16)}`);
  if (second !== 0) named.push(`${unknown} ${second.toString(16)} of group 2`);
  if (flag === '1' && named.length === 0) named.push(unknown);
  return named;
}
