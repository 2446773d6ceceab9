import { mkdir, open, rename } from 'node:fs/promises';
import path from 'node:path';

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
