import { seven } from './seven-bit.ts';

/**
 * Host commands of the newer CMS50 models (body-composition-glucose-spiro.md section 3; the names of the remaining codes
 * from the public decoders listed there). Every one is a nine-byte packet of type 7D.
 */
export const COMMANDS = {
  notifyConnected: 0xa0,
  startLive: 0xa1,
  stopLive: 0xa2,
  readSessionCount: 0xa3,
  readSessionDuration: 0xa4,
  readSessionTime: 0xa5,
  startStored: 0xa6,
  stopStored: 0xa7,
  readModel: 0xa8,
  readVendor: 0xa9,
  readDeviceId: 0xaa,
  readUser: 0xab,
  readProduct: 0xac,
  readSessionState: 0xad,
  eraseStored: 0xae,
  keepAlive: 0xaf,
  readInfo: 0xb0,
  readDisplay: 0xb3,
} as const;
export type CommandName = keyof typeof COMMANDS;

export const COMMAND_TYPE = 0x7d;
/** The stream stops without a keep-alive within about this time. */
export const KEEP_ALIVE_MS = 5000;

export function commandNamed(code: number): CommandName | undefined {
  const found = Object.entries(COMMANDS).find(([, known]) => known === code);
  return found?.[0] as CommandName | undefined;
}

/**
 * @param parameters at most six bytes that follow the code; `startStored` takes user and segment, both from 1
 */
export function commandPacket(name: CommandName, parameters: readonly number[] = []): Uint8Array {
  const data = [COMMANDS[name], ...parameters];
  while (data.length < 7) data.push(0);
  return seven(COMMAND_TYPE, data);
}
