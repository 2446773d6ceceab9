/** The module's commands as command and parameter byte (cameras-and-signals.md section 4). */
export const SAMV_COMMANDS = {
  reset: [0x10, 0xff],
  moduleStatus: [0x11, 0xff],
  moduleSerialNumber: [0x12, 0xff],
  findCard: [0x20, 0x01],
  selectCard: [0x20, 0x02],
  readCard: [0x30, 0x01],
  readNewestAddress: [0x30, 0x03],
  readCardWithFingerprint: [0x30, 0x10],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;
export type SamvCommandName = keyof typeof SAMV_COMMANDS;

export function commandName(command: number, parameter: number): string | undefined {
  return Object.entries(SAMV_COMMANDS).find(([, [c, p]]) => c === command && p === parameter)?.[0];
}

const PREAMBLE = [0xaa, 0xaa, 0xaa, 0x96, 0x69];

/** A frame of either direction: preamble, length, body, check over length and body. */
export function samvFrame(body: readonly number[]): Uint8Array {
  const counted = [((body.length + 1) >>> 8) & 0xff, (body.length + 1) & 0xff, ...body];
  let check = 0;
  for (const byte of counted) check ^= byte;
  return Uint8Array.from([...PREAMBLE, ...counted, check]);
}

export function samvCommand(name: SamvCommandName): Uint8Array {
  return samvFrame(SAMV_COMMANDS[name]);
}
