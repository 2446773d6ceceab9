import { xor8 } from '../../framing/checksums.ts';

/** Control characters of the frames (blood-pressure.md section 1). */
export const SYN = 0x16;
export const SOH = 0x01;
export const STX = 0x02;
export const ETX = 0x03;
export const ACK = 0x06;
export const NAK = 0x15;
/** Between the groups of a result. */
export const RS = 0x1e;

/** What the host may ask (blood-pressure.md section 1). */
export const commandMeanings = {
  ST: 'start',
  SP: 'stop and exhaust',
  RB: 'read last result',
  RP: 'read pulse wave table',
} as const;
export type CommandName = keyof typeof commandMeanings;

/** `SYN SYN SOH '0' '0' STX c1 c2 ETX BCC`; the check is the exclusive or from SOH to ETX. */
export function commandBytes(name: CommandName): Uint8Array {
  return framed([SYN, SYN], '00', name);
}

/** A frame of either direction: synchronisation, address, payload and check. */
export function framed(synchronisation: readonly number[], address: string, payload: string): Uint8Array {
  const body = [SOH, ...Buffer.from(address, 'latin1'), STX, ...Buffer.from(payload, 'latin1'), ETX];
  return Uint8Array.from([...synchronisation, ...body, xor8(Uint8Array.from(body))]);
}

/** The short frame that answers a command. */
export function acknowledgement(accepted: boolean): Uint8Array {
  return Uint8Array.of(SYN, SYN, SOH, 0x30, 0x30, accepted ? ACK : NAK);
}
