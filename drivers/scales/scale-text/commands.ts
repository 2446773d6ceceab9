/** A&D commands, CR LF ended (weight-height.md section 3; manuals of the GX and FX series). */
export const textCommands = {
  now: 'Q',
  stable: 'S',
  continuous: 'SIR',
  cancel: 'C',
  zero: 'Z',
  rezero: 'R',
  tare: 'T',
  model: '?TN',
  serial: '?SN',
} as const;

export function textCommand(command: string): Uint8Array {
  return Uint8Array.from(Buffer.from(`${command}\r\n`, 'latin1'));
}
