import { createHash } from 'node:crypto';
import { DeviceError } from '../../errors.ts';

/** HTTP Digest access authentication, RFC 7616; cameras-and-signals.md section 1. Pure: nonces come in as arguments. */
export type DigestAlgorithm = 'MD5' | 'MD5-sess' | 'SHA-256' | 'SHA-256-sess';

export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly algorithm: DigestAlgorithm;
  /** True when the server takes `qop=auth`; old servers (RFC 2069) name no qop at all. */
  readonly qop: boolean;
  readonly opaque: string | undefined;
  /** The nonce was too old, the password may be right: one more try is allowed. */
  readonly stale: boolean;
}

export interface DigestRequest {
  readonly method: string;
  /** Path **with** query, exactly as it stands in the request line. */
  readonly uri: string;
  readonly username: string;
  readonly password: string;
  /** How often this nonce was used, this time included; from 1. */
  readonly nonceCount: number;
  readonly clientNonce: string;
}

const ALGORITHMS: readonly DigestAlgorithm[] = ['SHA-256', 'SHA-256-sess', 'MD5', 'MD5-sess'];

/** What a 401 offers: the strongest Digest challenge, Basic, or neither. */
export interface Offer {
  readonly digest: DigestChallenge | undefined;
  readonly basic: boolean;
}

/**
 * Reads WWW-Authenticate. Cameras send both algorithms in one 401, as several headers or joined by commas: the
 * strongest one is taken.
 */
export function readChallenges(headers: readonly string[]): Offer {
  const challenges = headers.flatMap(splitChallenges);
  const digests = challenges.flatMap(({ scheme, parameters }) =>
    scheme === 'digest' ? (toDigest(parameters) ?? []) : [],
  );
  digests.sort((a, b) => ALGORITHMS.indexOf(a.algorithm) - ALGORITHMS.indexOf(b.algorithm));
  return { digest: digests[0], basic: challenges.some((challenge) => challenge.scheme === 'basic') };
}

interface RawChallenge {
  readonly scheme: string;
  readonly parameters: Map<string, string>;
}

/** One token of the header: a parameter `name=value` or the name of a scheme that begins a new challenge. */
const TOKEN = /([A-Za-z0-9!#$%&'*+.^_`|~-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+)))?/g;

function splitChallenges(header: string): RawChallenge[] {
  const challenges: RawChallenge[] = [];
  for (const [, name = '', quoted, bare] of header.matchAll(TOKEN)) {
    const value = quoted?.replace(/\\(.)/g, '$1') ?? bare;
    if (value === undefined) challenges.push({ scheme: name.toLowerCase(), parameters: new Map() });
    else challenges.at(-1)?.parameters.set(name.toLowerCase(), value);
  }
  return challenges;
}

function toDigest(parameters: ReadonlyMap<string, string>): DigestChallenge[] | undefined {
  const nonce = parameters.get('nonce');
  const named = (parameters.get('algorithm') ?? 'MD5').toLowerCase();
  const algorithm = ALGORITHMS.find((known) => known.toLowerCase() === named);
  const qops = parameters
    .get('qop')
    ?.split(',')
    .map((one) => one.trim().toLowerCase());
  if (nonce === undefined || algorithm === undefined || qops?.includes('auth') === false) return undefined;
  return [
    {
      realm: parameters.get('realm') ?? '',
      nonce,
      algorithm,
      qop: qops !== undefined,
      opaque: parameters.get('opaque'),
      stale: parameters.get('stale')?.toLowerCase() === 'true',
    },
  ];
}

const nonceCountText = (count: number): string => count.toString(16).padStart(8, '0');

/** The `response` value, lower-case hex. */
export function digestResponse(challenge: DigestChallenge, request: DigestRequest): string {
  const name = challenge.algorithm.startsWith('SHA-256') ? 'sha256' : 'md5';
  const hash = (text: string): string => createHash(name).update(text, 'utf8').digest('hex');
  const { nonce } = challenge;
  let secret = hash(`${request.username}:${challenge.realm}:${request.password}`);
  if (challenge.algorithm.endsWith('-sess')) secret = hash(`${secret}:${nonce}:${request.clientNonce}`);
  const asked = hash(`${request.method}:${request.uri}`);
  if (!challenge.qop) return hash(`${secret}:${nonce}:${asked}`);
  return hash(
    `${secret}:${nonce}:${nonceCountText(request.nonceCount)}:${request.clientNonce}:auth:${asked}`,
  );
}

/** The whole Authorization header. @throws DeviceError `input.invalid` for a name or path that would break out of it. */
export function digestHeader(challenge: DigestChallenge, request: DigestRequest): string {
  for (const text of [request.username, request.uri]) {
    if (/["\\\r\n]/.test(text)) {
      throw new DeviceError('input.invalid', 'user name and path must not hold quotes or line ends');
    }
  }
  const parts = [
    `username="${request.username}"`,
    `realm="${challenge.realm.replace(/["\\]/g, '\\$&')}"`,
    `nonce="${challenge.nonce}"`,
    `uri="${request.uri}"`,
    `algorithm=${challenge.algorithm}`,
    `response="${digestResponse(challenge, request)}"`,
  ];
  if (challenge.qop || challenge.algorithm.endsWith('-sess')) parts.push(`cnonce="${request.clientNonce}"`);
  if (challenge.qop) parts.push('qop=auth', `nc=${nonceCountText(request.nonceCount)}`);
  if (challenge.opaque !== undefined) parts.push(`opaque="${challenge.opaque}"`);
  return `Digest ${parts.join(', ')}`;
}
