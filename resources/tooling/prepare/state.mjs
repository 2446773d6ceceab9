import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

const folder = path.join(root, '.state');

/** What an earlier run found out, or undefined. A damaged file counts as none. */
export function recall(name) {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Best effort: a read-only checkout works too, it only finds everything out again. */
export function remember(name, value) {
  try {
    fs.mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `${name}.json`);
    const draft = `${file}.${process.pid}`;
    fs.writeFileSync(draft, `${JSON.stringify(value)}\n`);
    fs.renameSync(draft, file);
  } catch {
    return false;
  }
  return true;
}
