import { createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** scrypt with 32 MiB of memory: about a tenth of a second on the reference PC, so guessing stays slow. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 } as const;
const keyLength = 32;

function derive(secret: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(secret.normalize('NFC'), salt, keyLength, cost, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

/** `scrypt$N$r$p$salt$key`, both in base64. */
export async function hashSecret(secret: string, salt: Uint8Array = randomBytes(16)): Promise<string> {
  const key = await derive(secret, salt);
  return [
    'scrypt',
    cost.N,
    cost.r,
    cost.p,
    Buffer.from(salt).toString('base64'),
    key.toString('base64'),
  ].join('$');
}

/** Constant-time; false for a stored text of another form. */
export async function verifySecret(secret: string, stored: string): Promise<boolean> {
  const [scheme, , , , salt, key] = stored.split('$');
  if (scheme !== 'scrypt' || salt === undefined || key === undefined) return false;
  const expected = Buffer.from(key, 'base64');
  const actual = await derive(secret, Buffer.from(salt, 'base64'));
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** A hash that no secret has: verifying against it costs the same as for a real account, so names cannot be probed by time. */
export const nobody = [
  'scrypt',
  cost.N,
  cost.r,
  cost.p,
  Buffer.alloc(16).toString('base64'),
  Buffer.alloc(keyLength).toString('base64'),
].join('$');

/** Why a new password is refused; undefined = good. At least 8 characters of three kinds, without the account's name. */
export function passwordProblem(
  password: string,
  account: string,
): 'too-short' | 'too-few-kinds' | 'contains-account' | undefined {
  if (Array.from(password).length < 8) return 'too-short';
  if (account.length > 0 && password.toLowerCase().includes(account.toLowerCase())) return 'contains-account';
  const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((kind) => kind.test(password)).length;
  return kinds >= 3 ? undefined : 'too-few-kinds';
}

/** Six digits that are neither all the same nor a plain run upwards or downwards. */
export function pinProblem(pin: string): 'not-six-digits' | 'too-simple' | undefined {
  if (!/^\d{6}$/.test(pin)) return 'not-six-digits';
  const digits = Array.from(pin, Number);
  const steps = new Set(digits.slice(1).map((digit, position) => digit - (digits[position] ?? 0)));
  const [step] = steps;
  return steps.size === 1 && step !== undefined && Math.abs(step) <= 1 ? 'too-simple' : undefined;
}

/** Keyed hash of a canonical card number: finds the card, does not reveal it. */
export function cardLookup(key: Uint8Array, canonical: string): string {
  return createHmac('sha256', key).update(canonical).digest('hex');
}
