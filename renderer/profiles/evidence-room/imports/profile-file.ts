import * as z from 'zod/mini';
import { type ImportProfile, importProfile } from '../../../../main/contract/imports.ts';

const file = z.object({ kind: z.literal('import-profile'), version: z.literal(1), profile: importProfile });

/** A profile as a file for the next station: mapping only, nothing of any result. Pure. */
export function profileFileText(profile: ImportProfile): string {
  const { id, name, mapping } = profile;
  return `${JSON.stringify({ kind: 'import-profile', version: 1, profile: { id, name, mapping } }, null, 2)}\n`;
}

/** Undefined = no such file. Pure. */
export function readProfileFile(text: string): ImportProfile | undefined {
  try {
    return z.parse(file, JSON.parse(text)).profile;
  } catch {
    return undefined;
  }
}
