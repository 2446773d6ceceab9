import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { bytesFromBase64, sha256Hex } from './hash.ts';

/**
 * Signed notes after C2SP signed-note: a text ending in a newline, an empty line, and signature lines
 * `— <key name> <base64 of 4-byte key id ‖ signature>`. Key id = first 4 bytes of
 * SHA-256(name ‖ newline ‖ algorithm byte ‖ public key). Unknown keys are ignored; a failing signature of a known key
 * rejects the note (replication notes 5.1).
 */

/** Signature types of C2SP signed-note: 1 Ed25519, 4 timestamped Ed25519 witness cosignature (tlog-cosignature). */
export const ED25519 = 0x01;
export const COSIGNATURE_V1 = 0x04;
type Algorithm = typeof ED25519 | typeof COSIGNATURE_V1;

export interface Verifier {
  readonly name: string;
  /** 8 hex digits. */
  readonly keyId: string;
  verify(text: string, signature: Buffer): VerifiedSignature | undefined;
}

export interface Signer {
  readonly name: string;
  readonly keyId: string;
  /** @param unixSeconds time of a cosignature; a plain signature has none */
  sign(text: string, unixSeconds?: number): Buffer;
}

export interface VerifiedSignature {
  readonly name: string;
  readonly keyId: string;
  /** Only on cosignatures: seconds since 1970 at which the witness saw the checkpoint. */
  readonly unixSeconds?: number;
}

export type OpenedNote =
  | { readonly ok: true; readonly text: string; readonly signatures: readonly VerifiedSignature[] }
  | {
      readonly ok: false;
      readonly reason: 'malformed' | 'bad_signature' | 'no_known_signature';
    };

interface SignatureLine {
  readonly name: string;
  readonly keyId: string;
  readonly signature: Buffer;
}

const SEPARATOR = '\n\n';
const DASH = '\u2014 ';
/** C2SP signed-note: implementations must limit the number of signatures; 100 as in the Go implementation. */
const MOST_SIGNATURES = 100;
const RAW_KEY_LENGTH = 32;
/** DER prefix of an Ed25519 SubjectPublicKeyInfo (RFC 8410 section 4). */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** Opens a note with the keys that are known. Notes without any signature of a known key are refused. */
export function openNote(note: Uint8Array, verifiers: readonly Verifier[]): OpenedNote {
  const parsed = parseNote(note);
  if (parsed === undefined) return { ok: false, reason: 'malformed' };
  const signatures: VerifiedSignature[] = [];
  for (const line of parsed.lines) {
    const verifier = verifiers.find(({ name, keyId }) => name === line.name && keyId === line.keyId);
    if (verifier === undefined) continue;
    const verified = verifier.verify(parsed.text, line.signature);
    if (verified === undefined) return { ok: false, reason: 'bad_signature' };
    signatures.push(verified);
  }
  if (signatures.length === 0) return { ok: false, reason: 'no_known_signature' };
  return { ok: true, text: parsed.text, signatures };
}

/** Splits a note without checking any signature. */
export function parseNote(
  note: Uint8Array,
): { readonly text: string; readonly lines: readonly SignatureLine[] } | undefined {
  const content = Buffer.from(note).toString('utf8');
  if (!Buffer.from(content, 'utf8').equals(note) || hasControlCharacter(content)) return undefined;
  const split = content.lastIndexOf(SEPARATOR);
  if (split < 0 || !content.endsWith('\n')) return undefined;
  const text = content.slice(0, split + 1);
  const rows = content.slice(split + SEPARATOR.length, -1).split('\n');
  if (rows.length > MOST_SIGNATURES) return undefined;
  const lines: SignatureLine[] = [];
  for (const row of rows) {
    const line = parseSignatureLine(row);
    if (line === undefined) return undefined;
    lines.push(line);
  }
  return { text, lines };
}

/** A note of `text` with one signature by each signer. `text` must end in a newline. */
export function signNote(text: string, signers: readonly Signer[]): string {
  if (!text.endsWith('\n')) throw new RangeError('the text of a note ends in a newline');
  return `${text}\n${signers.map((signer) => signatureLine(signer, text)).join('')}`;
}

/** One signature line, to be added to the end of an existing note (a witness adds its own). */
export function signatureLine(signer: Signer, text: string, unixSeconds?: number): string {
  const bytes = Buffer.concat([Buffer.from(signer.keyId, 'hex'), signer.sign(text, unixSeconds)]);
  return `${DASH}${signer.name} ${bytes.toString('base64')}\n`;
}

/** Verifier key text `<name>+<key id>+<base64 of algorithm byte ‖ public key>`, or undefined when it is malformed. */
export function parseVerifierKey(text: string): Verifier | undefined {
  const [name = '', keyId = '', ...rest] = text.split('+');
  const key = bytesFromBase64(rest.join('+'));
  const algorithm = key?.[0];
  if (key === undefined || key.length !== RAW_KEY_LENGTH + 1) return undefined;
  if (algorithm !== ED25519 && algorithm !== COSIGNATURE_V1) return undefined;
  if (!isKeyName(name) || keyId !== computeKeyId(name, key)) return undefined;
  const publicKey = createPublicKey({
    key: Buffer.concat([SPKI_PREFIX, key.subarray(1)]),
    format: 'der',
    type: 'spki',
  });
  return {
    name,
    keyId,
    verify: (content, signature) => check(name, keyId, algorithm, publicKey, content, signature),
  };
}

/** @param key Ed25519 private key @param algorithm what the signatures are for */
export function createSigner(
  name: string,
  key: KeyObject | string,
  algorithm: Algorithm = ED25519,
): { readonly signer: Signer; readonly verifierKey: string } {
  const privateKey = typeof key === 'string' ? createPrivateKey(key) : key;
  if (!isKeyName(name)) throw new RangeError(`not a key name: ${name}`);
  const raw = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-RAW_KEY_LENGTH);
  const typed = Buffer.concat([Buffer.from([algorithm]), raw]);
  const keyId = computeKeyId(name, typed);
  return {
    verifierKey: `${name}+${keyId}+${typed.toString('base64')}`,
    signer: {
      name,
      keyId,
      sign(text, unixSeconds = 0) {
        if (algorithm === ED25519) return sign(null, Buffer.from(text, 'utf8'), privateKey);
        const time = Buffer.alloc(8);
        time.writeBigUInt64BE(BigInt(unixSeconds));
        return Buffer.concat([time, sign(null, cosignedMessage(unixSeconds, text), privateKey)]);
      },
    },
  };
}

/** Key names hold no white space and no plus sign (C2SP signed-note). */
export function isKeyName(name: string): boolean {
  return name !== '' && name.isWellFormed() && !/[\s+]/u.test(name);
}

function check(
  name: string,
  keyId: string,
  algorithm: Algorithm,
  publicKey: KeyObject,
  text: string,
  signature: Buffer,
): VerifiedSignature | undefined {
  if (algorithm === ED25519) {
    return verify(null, Buffer.from(text, 'utf8'), publicKey, signature) ? { name, keyId } : undefined;
  }
  if (signature.length < 8) return undefined;
  const time = signature.readBigUInt64BE();
  const message = cosignedMessage(time, text);
  return verify(null, message, publicKey, signature.subarray(8))
    ? { name, keyId, unixSeconds: Number(time) }
    : undefined;
}

/** C2SP tlog-cosignature: what a witness signs is the checkpoint under a header with the time. */
function cosignedMessage(unixSeconds: number | bigint, text: string): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${unixSeconds}\n${text}`, 'utf8');
}

function computeKeyId(name: string, typedKey: Uint8Array): string {
  return sha256Hex(Buffer.concat([Buffer.from(`${name}\n`, 'utf8'), typedKey])).slice(0, 8);
}

function parseSignatureLine(row: string): SignatureLine | undefined {
  if (!row.startsWith(DASH)) return undefined;
  const [name = '', encoded = '', ...rest] = row.slice(DASH.length).split(' ');
  const bytes = bytesFromBase64(encoded);
  if (rest.length > 0 || !isKeyName(name) || bytes === undefined || bytes.length < 5) return undefined;
  return { name, keyId: bytes.subarray(0, 4).toString('hex'), signature: bytes.subarray(4) };
}

function hasControlCharacter(content: string): boolean {
  for (let index = 0; index < content.length; index += 1) {
    const code = content.charCodeAt(index);
    if (code < 0x20 && code !== 0x0a) return true;
  }
  return false;
}
