import type { Access } from '../../contract/common.ts';
import type { Session } from '../../contract/identity.ts';
import { Refusal } from '../errors.ts';
import type { Actor } from '../module.ts';

interface Kept {
  session: Session;
  /** UTC milliseconds of the last touch. */
  lastActive: number;
  locked: boolean;
}

/**
 * 登录会话: who is logged in at which renderer. In memory only: a restart of the station logs everybody out. The idle
 * lock keeps the session and refuses calls until the same person proves presence again.
 */
export class Sessions {
  readonly #kept = new Map<string, Kept>();
  readonly #now: () => number;
  readonly #station: string;

  constructor(options: { readonly now: () => number; readonly station: string }) {
    this.#now = options.now;
    this.#station = options.station;
  }

  begin(host: string, session: Session): void {
    this.#kept.set(host, { session, lastActive: this.#now(), locked: false });
  }

  end(host: string): Session | undefined {
    const kept = this.#kept.get(host);
    this.#kept.delete(host);
    return kept?.session;
  }

  /** Ends the sessions of a person whose post, card or account ended. @returns the renderers concerned */
  endOf(person: string): string[] {
    const hosts = [...this.#kept]
      .filter(([, kept]) => kept.session.person.id === person)
      .map(([host]) => host);
    for (const host of hosts) this.#kept.delete(host);
    return hosts;
  }

  touched(host: string): void {
    const kept = this.#kept.get(host);
    if (kept !== undefined && !kept.locked) kept.lastActive = this.#now();
  }

  /** Locks what has been idle too long. @returns the renderers concerned */
  lockIdle(idleMinutes: number): string[] {
    const limit = this.#now() - idleMinutes * 60_000;
    const locked: string[] = [];
    for (const [host, kept] of this.#kept) {
      if (kept.locked || kept.lastActive > limit) continue;
      kept.locked = true;
      locked.push(host);
    }
    return locked;
  }

  unlock(host: string, session: Session): void {
    const kept = this.#kept.get(host);
    if (kept === undefined) throw new Refusal('identity.not_logged_in', {});
    if (kept.session.person.id !== session.person.id)
      throw new Refusal('identity.other_person_locked', { name: kept.session.person.name });
    this.#kept.set(host, { session: kept.session, lastActive: this.#now(), locked: false });
  }

  of(host: string): Session | undefined {
    return this.#kept.get(host)?.session;
  }

  isLocked(host: string): boolean {
    return this.#kept.get(host)?.locked === true;
  }

  /** @throws Refusal `identity.not_logged_in`, `identity.locked`, `identity.post_not_valid`, `identity.not_permitted` */
  require(host: string, access: Exclude<Access, 'public'>): Session {
    const kept = this.#kept.get(host);
    if (kept === undefined) throw new Refusal('identity.not_logged_in', {});
    if (kept.locked) throw new Refusal('identity.locked', {});
    const { session } = kept;
    if (session.post.validUntil !== null && Date.parse(session.post.validUntil) <= this.#now()) {
      throw new Refusal('identity.post_not_valid', {});
    }
    if (access !== 'person' && !session.permissions.includes(access))
      throw new Refusal('identity.not_permitted', { permission: access });
    return session;
  }

  actor(session: Session): Actor {
    return {
      person: session.person.id,
      name: session.person.name,
      post: session.post.id,
      method: session.method,
      station: this.#station,
    };
  }
}
