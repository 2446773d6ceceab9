import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod/mini';

/** Written beside, flushed, then renamed over: a power cut leaves the old file or the new one, never half of one. */
export async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}.new`;
  const handle = await open(beside, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
}

/** What such a file holds, as far as it has the form; `missing` also where it may not be read. */
export async function readWhole<Content>(
  file: string,
  form: z.ZodMiniType<Content>,
): Promise<{ readonly kind: 'found'; readonly content: Content } | { readonly kind: 'missing' | 'damaged' }> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return { kind: 'missing' };
  const known = z.safeParse(form, jsonOf(text));
  return known.success ? { kind: 'found', content: known.data } : { kind: 'damaged' };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
