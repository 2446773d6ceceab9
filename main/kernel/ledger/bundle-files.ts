import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { StoreError } from '../errors.ts';

/**
 * Custody bundle (保管链证据包): what an auditor or a court gets, checkable offline without a database by a small
 * independent program (replication notes 5.2). A folder of text files:
 *
 * - `bundle.json` `{format, version, node, epoch, size, aggregate}`
 * - `keys.txt` verifier keys of C2SP signed-note, one a line
 * - `checkpoints/<size>` signed notes as they were made
 * - `events.jsonl` a line an entry: its canonical JSON, that is exactly the bytes that were hashed
 * - `proofs.jsonl` `{"seq","size","inclusion":[hex]}` an entry, `{"size1","size2","consistency":[hex]}` from each
 *   checkpoint to the next
 */
export const BUNDLE_FORMAT = 'station-suite-custody-bundle';
export const BUNDLE_VERSION = 1;

/** Names of the files in a bundle. */
export const BUNDLE_FILES = {
  about: 'bundle.json',
  keys: 'keys.txt',
  checkpoints: 'checkpoints',
  events: 'events.jsonl',
  proofs: 'proofs.jsonl',
} as const;

export function isBundle(target: string): boolean {
  return existsSync(path.join(target, BUNDLE_FILES.about));
}

/** Reads one file of a bundle. @throws StoreError `ledger.malformed` when it is not there */
export function readBundleFile(target: string, name: string): string {
  try {
    return readFileSync(path.join(target, name), 'utf8');
  } catch (cause) {
    throw new StoreError('ledger.malformed', `${name} is missing from the bundle`, { cause });
  }
}
