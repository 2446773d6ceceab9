import type { Role } from '../../../../main/contract/identity.ts';
import type { FailureData } from '../../../../main/contract/index.ts';
import type { StationClient } from '../../../client/index.ts';
import { t, textOr } from '../../../kit/index.ts';

export type Person = Awaited<ReturnType<StationClient['identity']['person']>>;
export type Post = Person['posts'][number];
export type Unit = Awaited<ReturnType<StationClient['identity']['units']>>[number];
export type Department = Awaited<ReturnType<StationClient['identity']['departments']>>[number];

/** 岗位 by time: not begun, in force, or over. Pure. */
export function postState(
  post: Pick<Post, 'validFrom' | 'validUntil'>,
  now: number,
): 'coming' | 'valid' | 'over' {
  if (Date.parse(post.validFrom) > now) return 'coming';
  return post.validUntil !== null && Date.parse(post.validUntil) <= now ? 'over' : 'valid';
}

/** The posts in force as words for a list: `物证管理员、监督员`. */
export function postsInForce(posts: readonly Post[], now: number): readonly Role[] {
  return posts.filter((post) => postState(post, now) === 'valid').map(({ role }) => role);
}

/** Why two posts do not go together, in a sentence that names both; undefined = the refusal was another. */
export function conflictWords({ code, detail }: FailureData): string | undefined {
  if (code !== 'identity.role_conflict') return undefined;
  const role = (value: unknown): string => textOr(`identity.role.${String(value)}`, String(value));
  return t('people.conflict', {
    held: role(detail.held),
    wanted: role(detail.wanted),
    why: textOr(`people.conflict.${String(detail.conflict)}`, ''),
  });
}
