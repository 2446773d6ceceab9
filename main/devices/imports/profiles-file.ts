import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';
import { importMapping } from '../../contract/imports.ts';
import { Refusal } from '../../kernel/errors.ts';
import { writeWhole } from '../write-whole.ts';

const version = z.object({
  version: z.int(),
  name: z.string(),
  mapping: importMapping,
  savedAt: z.string(),
  savedBy: z.string(),
});
const profile = z.object({
  id: z.string(),
  /** Oldest first. */
  versions: z.array(version).check(z.minLength(1)),
  /** Taken out of use; its versions stay readable. */
  ended: z.nullable(z.object({ at: z.string(), by: z.string(), reason: z.string() })),
});
const profilesFile = z.object({ version: z.literal(1), profiles: z.array(profile) });

export type ProfileVersion = z.infer<typeof version>;
export type StoredProfile = z.infer<typeof profile>;

/**
 * 导入方案 of this station with all their versions. Holds mappings only, nothing of any file.
 * @throws Refusal `imports.file_malformed`
 */
export async function readProfiles(file: string): Promise<StoredProfile[]> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new Refusal('imports.file_malformed', { file: path.basename(file) });
  }
  try {
    return z.parse(profilesFile, JSON.parse(text)).profiles;
  } catch {
    throw new Refusal('imports.file_malformed', { file: path.basename(file) });
  }
}

export async function writeProfiles(file: string, profiles: readonly StoredProfile[]): Promise<void> {
  await writeWhole(file, `${JSON.stringify({ version: 1, profiles }, null, 2)}\n`);
}
