import { mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** `scale-2--20260315T094207Z.jsonl` in the data folder: whose bytes, and from when. */
const named = /^([a-z0-9-]{1,60})--(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.jsonl$/;

export interface RecordingFile {
  readonly file: string;
  readonly device: string;
  readonly at: string;
  readonly bytes: number;
}

/** @param at UTC milliseconds */
export function recordingName(device: string, at: number): string {
  const stamp = `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  return `${device}--${stamp}.jsonl`;
}

/** Newest first; files of other names are not ours. */
export async function listRecordings(folder: string): Promise<readonly RecordingFile[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(
    names.map(async (file): Promise<RecordingFile[]> => {
      const parts = named.exec(file);
      if (parts === null) return [];
      const [, device = '', year, month, day, hour, minute, second] = parts;
      const { size } = await stat(path.join(folder, file));
      const at = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
      return [{ file, device, at, bytes: size }];
    }),
  );
  return found.flat().toSorted((left, right) => right.at.localeCompare(left.at));
}

/** An address that plays it; an answer waits for its question as it did when it was recorded. */
export function replayUrl(folder: string, file: string): string {
  const place = path.resolve(folder, file).split(path.sep).map(encodeURIComponent).join('/');
  return `replay://${place.startsWith('/') ? '' : '/'}${place}?wait=writes`;
}

export async function recordingsFolder(dataFolder: string): Promise<string> {
  const folder = path.join(dataFolder, 'recordings');
  await mkdir(folder, { recursive: true });
  return folder;
}
