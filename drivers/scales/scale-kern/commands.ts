/** SBI commands of Sartorius balances: ESC, letter, CR LF; also `ESC x1_` (weight-height.md section 3). */
export function escapeCommand(command: string): Uint8Array {
  return Uint8Array.from(Buffer.from(`\x1b${command}\r\n`, 'latin1'));
}

export const sbiCommands = {
  print: 'P',
  tare: 'T',
  tareOnly: 'U',
  zero: 'V',
  model: 'x1_',
  serial: 'x2_',
  software: 'x3_',
} as const;

/** KERN balances that answer to single letters (series 572, PCB, EW): `w` at once, `s` when stable, `t` tare. */
export const kernLetters = { now: 'w', stable: 's', tare: 't' } as const;
