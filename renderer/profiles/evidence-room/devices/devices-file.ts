import * as z from 'zod/mini';
import { type DevicePosition, devicePosition } from '../../../../main/contract/devices.ts';

const file = z.object({ version: z.literal(1), positions: z.array(devicePosition) });

/** The devices file as `--devices FILE` reads it; passwords of cameras are in it. Pure. */
export function devicesFileText(positions: readonly DevicePosition[]): string {
  return `${JSON.stringify({ version: 1, positions: positions.map((position) => z.parse(devicePosition, position)) }, null, 2)}\n`;
}

/** Undefined = no devices file. Pure. */
export function readDevicesFile(text: string): readonly DevicePosition[] | undefined {
  try {
    return z.parse(file, JSON.parse(text)).positions;
  } catch {
    return undefined;
  }
}
