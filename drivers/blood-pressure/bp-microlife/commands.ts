import { countedReports } from '../hid-line.ts';

/** Length of a report; the low half of byte 0 says how many of the other seven count (blood-pressure.md section 6). */
export const REPORT_LENGTH = 8;
export const REPORT_PAYLOAD = 7;
/** First byte of every answer. */
export const ACCEPTED = 0x06;
/** A host's command is these three bytes and a code. */
export const COMMAND_START: readonly number[] = [0x12, 0x16, 0x18];

export const commandCodes = {
  READ_RECORDS: 0x22,
  SET_ID: 0x23,
  GET_ID: 0x24,
  GET_CLOCK: 0x26,
  SET_CLOCK: 0x27,
} as const;
export type CommandName = keyof typeof commandCodes;

export function commandNamed(code: number): CommandName | undefined {
  const found = Object.entries(commandCodes).find(([, known]) => known === code);
  return found?.[0] as CommandName | undefined;
}

/** Bytes of a set command's data, sent as twice as many digits after the meter has accepted the command. */
const CLOCK_BYTES = 40;
/** Longest patient number that the meter takes. */
export const ID_LENGTH = 11;

/** Bytes to reports, unused bytes zero. */
export function toReports(message: Uint8Array): Uint8Array[] {
  return countedReports(message, REPORT_LENGTH);
}

export function commandReport(name: CommandName): Uint8Array {
  return toReports(Uint8Array.of(...COMMAND_START, commandCodes[name]))[0] ?? new Uint8Array(REPORT_LENGTH);
}

/** Digits with their check: the sum of their character codes modulo 256 in two digits. */
export function checkedDigits(digits: string): string {
  const sum = [...Buffer.from(digits, 'latin1')].reduce((total, byte) => (total + byte) & 0xff, 0);
  return digits + sum.toString(16).toUpperCase().padStart(2, '0');
}

/** An answer as the meter sends it. */
export function answerReports(digits: string): Uint8Array[] {
  return toReports(Uint8Array.of(ACCEPTED, ...Buffer.from(checkedDigits(digits), 'latin1')));
}

/** @param time local time as `YYYY-MM-DDTHH:MM:SS` */
export function clockDataReports(time: string): Uint8Array[] {
  const [year = '', month = '', day = '', hour = '', minute = '', second = ''] = time.split(/[-T:]/);
  const digits = (month + day + year + hour + minute + second).padEnd(CLOCK_BYTES * 2, '0');
  return toReports(Uint8Array.from(Buffer.from(checkedDigits(digits), 'latin1')));
}
