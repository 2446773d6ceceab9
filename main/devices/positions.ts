import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { type DevicePosition, devicePosition } from '../contract/devices.ts';
import { Refusal } from '../kernel/errors.ts';
import { writeWhole } from './write-whole.ts';

const devicesFile = z.object({ version: z.literal(1), positions: z.array(devicePosition) });

function checked(value: unknown, file: string): DevicePosition[] {
  const parsed = z.safeParse(devicesFile, value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Refusal('devices.file_malformed', {
      file: path.basename(file),
      at: issue?.path.join('.') ?? '',
    });
  }
  const seen = new Set<string>();
  for (const position of parsed.data.positions) {
    if (seen.has(position.id)) throw new Refusal('devices.position_twice', { id: position.id });
    seen.add(position.id);
  }
  return parsed.data.positions;
}

/**
 * The devices file (设备岗位表): which reader is which door. Undefined when there is none.
 * @throws Refusal `devices.file_malformed`, `devices.position_twice`
 */
export async function readDevicesFile(file: string): Promise<DevicePosition[] | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Refusal('devices.file_unreadable', { file: path.basename(file) });
  }
  try {
    return checked(JSON.parse(text), file);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new Refusal('devices.file_malformed', { file: path.basename(file), at: 'JSON' });
    throw error;
  }
}

/** @throws Refusal `devices.position_twice` */
export async function writeDevicesFile(file: string, positions: readonly DevicePosition[]): Promise<void> {
  const whole = { version: 1, positions: checked({ version: 1, positions }, file) };
  await writeWhole(file, `${JSON.stringify(whole, null, 2)}\n`);
}
