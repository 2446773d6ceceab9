/**
 * MT-SICS: the Mettler-Toledo Standard Interface Command Set (reference manuals of the product lines;
 * weight-height.md section 2). ASCII, CR LF, 9600 8N1, one command at a time.
 */

/** A command line with its line end. Texts stand in quotes, weights as `value unit`. */
export function commandLine(command: string, ...parameters: readonly string[]): Uint8Array {
  return Uint8Array.from(Buffer.from(`${[command, ...parameters].join(' ')}\r\n`, 'latin1'));
}

/** Weighing commands whose answers tell a net weight. `SR` and `SIR` answer as `S`. */
const weightCommands = ['S', 'SI', 'SIR', 'SR', 'SC', 'SU', 'SIU', 'SIRU', 'SRU', 'SNR', 'SNRU'] as const;
/** Their answers tell the tare. */
const tareCommands = ['T', 'TI', 'TC', 'TA'] as const;
const otherCommands = [
  'Z',
  'ZI',
  'ZC',
  'TAC',
  '@',
  'D',
  'DW',
  'K',
  'C',
  'DAT',
  'TIM',
  'PWR',
  'UPD',
  'WS',
] as const;

export function tellsWeight(command: string): boolean {
  return weightCommands.some((known) => known === command);
}
export function tellsTare(command: string): boolean {
  return tareCommands.some((known) => known === command);
}
export function isCommand(command: string): boolean {
  return (
    tellsWeight(command) ||
    tellsTare(command) ||
    otherCommands.some((known) => known === command) ||
    // Inquiries and settings: I0 … I99, M01 … M99, R01 …
    /^(?:I\d{1,2}|[CMRP]\d{1,3}|LX\d{2})$/.test(command)
  );
}

/** The letter after the command. */
export type StatusLetter = 'A' | 'B' | 'S' | 'D' | 'I' | 'L' | '+' | '-';
export const failures: Readonly<
  Partial<Record<string, { meaning: string; flag?: 'overLimit' | 'underLimit' }>>
> = {
  I: { meaning: 'not executable now' },
  L: { meaning: 'wrong parameter' },
  '+': { meaning: 'overload', flag: 'overLimit' },
  '-': { meaning: 'underload', flag: 'underLimit' },
};

/** Bare answers: the command itself was bad. */
export const commandErrors: Readonly<Record<string, string>> = {
  ES: 'syntax error',
  ET: 'transmission error',
  EL: 'logical error',
};

/** What the answer of an inquiry holds, by position; more than that stays in `values`. */
export const inquiryFields: Readonly<Record<string, readonly string[]>> = {
  '@': ['serial'],
  I0: ['level', 'command'],
  I1: ['level', 'level0Version', 'level1Version', 'level2Version', 'level3Version'],
  I2: ['model'],
  I3: ['software'],
  I4: ['serial'],
  I5: ['softwareId'],
  I10: ['name'],
  I11: ['model'],
};
