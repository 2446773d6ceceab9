import type { Credential, Permission } from '../../contract/common.ts';
import type { Session } from '../../contract/identity.ts';
import { Refusal } from '../errors.ts';
import type { CredentialRow } from '../identity/queries.ts';
import { rolePermissions } from '../identity/roles.ts';
import { hashSecret, nobody, passwordProblem, pinProblem, verifySecret } from '../identity/secrets.ts';
import type { identityModule } from '../identity/module.ts';
import type { Actor } from '../module.ts';
import type { Store } from '../store/store.ts';

export type IdentityStore = Store<{ readonly identity: typeof identityModule }>;

/** A person who has just proved presence. */
export interface Verified {
  readonly person: string;
  readonly name: string;
  readonly badgeNumber: string;
  readonly mustChange: boolean;
  readonly method: 'password' | 'card-pin';
}

const systemActor = (station: string): Actor => ({
  person: null,
  name: '系统',
  post: null,
  method: 'system',
  station,
});

async function findCredential(store: IdentityStore, credential: Credential): Promise<CredentialRow | null> {
  if (credential.method === 'password') {
    return store.query('identity.credentialByAccount', { account: credential.account.trim() });
  }
  const owner = await store.query('identity.cardOwner', {
    cardId: credential.cardId.replace(/\s/g, '').toUpperCase(),
  });
  if (owner === null) return null;
  if (owner.left !== null) throw new Refusal('identity.card_of_person_who_left', {});
  if (owner.ended !== null) throw new Refusal('identity.card_ended', {});
  return store.query('identity.credentialByPerson', { person: owner.person });
}

/**
 * Checks account and password, or card and PIN. Unknown accounts cost the same time and give the same answer as wrong
 * secrets.
 * @throws Refusal `identity.wrong_secret`, `identity.account_locked`, `identity.person_left`, `identity.card_ended`,
 *   `identity.card_of_person_who_left`
 */
export async function verifyCredential(
  store: IdentityStore,
  station: string,
  credential: Credential,
): Promise<Verified> {
  const row = await findCredential(store, credential);
  const secret = credential.method === 'password' ? credential.password : credential.pin;
  const stored = credential.method === 'password' ? row?.password : row?.pin;
  const right = await verifySecret(secret, stored ?? nobody);
  if (row === null) throw new Refusal('identity.wrong_secret', {});
  if (row.lockedUntil !== null && Date.parse(row.lockedUntil) > Date.now()) {
    throw new Refusal('identity.account_locked', { until: row.lockedUntil });
  }
  if (!right) {
    const failed = await store.execute(
      'identity.logInFailed',
      { person: row.person },
      { actor: systemActor(station) },
    );
    throw new Refusal(failed.output.locked ? 'identity.account_locked_now' : 'identity.wrong_secret', {});
  }
  if (row.left !== null) throw new Refusal('identity.person_left', { name: row.name });
  return {
    person: row.person,
    name: row.name,
    badgeNumber: row.badgeNumber,
    mustChange: row.mustChange,
    method: credential.method,
  };
}

/** The post to act under: the one asked for, else the first one in force. */
export async function sessionFor(
  store: IdentityStore,
  verified: Verified,
  wanted: string | undefined,
  since: string,
): Promise<Session> {
  const posts = await store.query('identity.validPosts', { person: verified.person });
  const post = wanted === undefined ? posts[0] : posts.find((held) => held.id === wanted);
  if (post === undefined) throw new Refusal('identity.no_post', { name: verified.name });
  return {
    person: { id: verified.person, name: verified.name, badgeNumber: verified.badgeNumber },
    post,
    otherPosts: posts.filter((held) => held.id !== post.id),
    permissions: [...rolePermissions[post.role]] satisfies Permission[],
    method: verified.method,
    mustChangePassword: verified.mustChange,
    since,
  };
}

/** @throws Refusal `identity.password_…` with the rule that is not met */
export async function checkedPasswordHash(password: string, account: string): Promise<string> {
  const problem = passwordProblem(password, account);
  if (problem !== undefined) throw new Refusal(`identity.password_${problem.replaceAll('-', '_')}`, {});
  return hashSecret(password);
}

/** @throws Refusal `identity.pin_…` with the rule that is not met */
export async function checkedPinHash(pin: string): Promise<string> {
  const problem = pinProblem(pin);
  if (problem !== undefined) throw new Refusal(`identity.pin_${problem.replaceAll('-', '_')}`, {});
  return hashSecret(pin);
}
