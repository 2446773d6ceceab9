import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { StoreError } from '../errors.ts';
import { createSigner, isKeyName, type Signer } from '../ledger/signed-note.ts';
import type { WriteDatabase } from '../module.ts';
import { classifyError } from './errors.ts';
import { folderLayout } from './folder.ts';

/** Who keeps this ledger: node (节点), epoch (replication notes 2.8) and the key that signs its checkpoints. */
export interface NodeIdentity {
  readonly node: string;
  readonly epoch: number;
  /** Origin of the checkpoints and name of the key: `<node>/<epoch>`. */
  readonly origin: string;
  readonly verifierKey: string;
  readonly signer: Signer;
}

interface IdentityRow {
  readonly node: string;
  readonly epoch: number;
  readonly verifier_key: string;
}

/**
 * Reads the identity of the database, or gives it one at first use.
 *
 * @param station name of the node when the ledger is new; an existing ledger keeps its own
 * @throws StoreError `store.key_wrong` when the key beside the database is not the one it was made with
 */
export function loadIdentity(database: WriteDatabase, key: KeyObject, station: string): NodeIdentity {
  const stored = database.get<IdentityRow>('SELECT node, epoch, verifier_key FROM node_identity');
  const node = stored?.node ?? station;
  const epoch = stored?.epoch ?? 1;
  const origin = `${node}/${epoch}`;
  if (!isKeyName(origin)) throw new TypeError(`not a station name: ${station}`);
  const { signer, verifierKey } = createSigner(origin, key);
  if (stored === undefined) {
    database.run('INSERT INTO node_identity VALUES (1, ?, ?, ?)', node, epoch, verifierKey);
  } else if (stored.verifier_key !== verifierKey) {
    throw new StoreError('store.key_wrong', 'the key of the node is not the one this ledger was made with', {
      detail: { node, epoch },
    });
  }
  return { node, epoch, origin, verifierKey, signer };
}

/**
 * Reads the node's Ed25519 key from `<folder>/keys`, or makes it, readable by its owner alone.
 *
 * @param make whether a missing key may be made; else undefined is returned
 * @throws StoreError `store.key_wrong` when the file holds no such key, `store.read_only`, `store.disk_full`
 */
export function loadNodeKey(folder: string, make: boolean): KeyObject | undefined {
  const file = path.join(folderLayout(folder).keys, 'node-ed25519.pem');
  try {
    if (existsSync(file)) return readKey(readFileSync(file));
    if (!make) return undefined;
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    const key = newNodeKey();
    writeFileSync(file, key.export({ format: 'pem', type: 'pkcs8' }), {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    });
    return key;
  } catch (error) {
    throw classifyError(error);
  }
}

function readKey(pem: Buffer): KeyObject {
  let key: KeyObject | undefined;
  try {
    key = createPrivateKey(pem);
  } catch {
    // OpenSSL's words for a file that is no key help nobody.
  }
  if (key?.asymmetricKeyType !== 'ed25519')
    throw new StoreError('store.key_wrong', 'the key file of the node holds no Ed25519 key');
  return key;
}

export function newNodeKey(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey;
}
