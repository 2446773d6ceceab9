import { Refusal } from '../errors.ts';
import type { EventBus } from '../events/event-bus.ts';
import {
  checkedPasswordHash,
  checkedPinHash,
  type IdentityStore,
  sessionFor,
  verifyCredential,
} from './log-in.ts';
import { type Procedures, personOf } from './procedures.ts';
import type { Sessions } from './sessions.ts';
import { through } from './through.ts';

export interface IdentityServiceOptions {
  readonly os: Procedures;
  readonly store: IdentityStore;
  readonly sessions: Sessions;
  readonly bus: EventBus;
  readonly station: string;
  readonly now: () => number;
}

/** Implements `contract.identity`: log-in, and the people, posts and cards of the units. */
export function createIdentityService({ os, store, sessions, bus, station, now }: IdentityServiceOptions) {
  const instant = (): string => new Date(now()).toISOString();
  const { identity } = os;
  const pass = through(store);

  async function freshSession(host: string, post: string | undefined) {
    const session = sessions.of(host);
    if (session === undefined) throw new Refusal('identity.not_logged_in', {});
    return sessionFor(
      store,
      {
        person: session.person.id,
        name: session.person.name,
        badgeNumber: session.person.badgeNumber,
        mustChange: session.mustChangePassword,
        method: session.method,
      },
      post ?? session.post.id,
      session.since,
    );
  }

  /** People whose rights ended must not go on working with an old session. */
  function endSessions(person: string): void {
    if (sessions.endOf(person).length > 0) bus.publish({ kind: 'session-ended', reason: 'post-ended' });
  }

  const router = {
    logIn: identity.logIn.handler(async ({ input, context }) => {
      const verified = await verifyCredential(store, station, input.credential);
      const session = await sessionFor(store, verified, input.post, instant());
      await store.execute(
        'identity.loggedIn',
        { person: verified.person, post: session.post.id, method: verified.method },
        {
          actor: {
            person: verified.person,
            name: verified.name,
            post: session.post.id,
            method: verified.method,
            station,
          },
        },
      );
      sessions.begin(context.caller.host, session);
      return session;
    }),

    logOut: identity.logOut.handler(async ({ context }) => {
      const session = sessions.end(context.caller.host);
      if (session !== undefined) {
        await store.execute(
          'identity.loggedOut',
          { person: session.person.id, reason: 'logged-out' },
          { actor: sessions.actor(session) },
        );
      }
      return {};
    }),

    // The lock refuses every other call, so this one checks for itself who is locked out.
    unlock: identity.unlock.handler(async ({ input, context }) => {
      const verified = await verifyCredential(store, station, input.credential);
      const held = sessions.of(context.caller.host);
      const session = await sessionFor(store, verified, held?.post.id, held?.since ?? instant());
      sessions.unlock(context.caller.host, session);
      return session;
    }),

    whoAmI: identity.whoAmI.handler(({ context }) => context.caller.session),

    switchPost: identity.switchPost.handler(async ({ input, context }) => {
      const session = await freshSession(context.caller.host, input.post);
      sessions.begin(context.caller.host, session);
      return session;
    }),

    changePassword: identity.changePassword.handler(async ({ input, context }) => {
      const { session, actor } = personOf(context.caller);
      const person = await store.query('identity.person', { id: session.person.id });
      const account = person.account ?? '';
      await verifyCredential(store, station, { method: 'password', account, password: input.old });
      const hash = await checkedPasswordHash(input.new, account);
      await store.execute(
        'identity.changeCredential',
        { person: session.person.id, what: 'password', hash },
        { actor, commandId: input.commandId },
      );
      sessions.begin(context.caller.host, { ...session, mustChangePassword: false });
      return {};
    }),

    changePin: identity.changePin.handler(async ({ input, context }) => {
      const { session, actor } = personOf(context.caller);
      const person = await store.query('identity.person', { id: session.person.id });
      await verifyCredential(store, station, {
        method: 'password',
        account: person.account ?? '',
        password: input.password,
      });
      const hash = await checkedPinHash(input.pin);
      await store.execute(
        'identity.changeCredential',
        { person: session.person.id, what: 'pin', hash },
        { actor, commandId: input.commandId },
      );
      return {};
    }),

    units: identity.units.handler(pass.query('identity.units')),
    addUnit: identity.addUnit.handler(pass.command('identity.addUnit')),
    renameUnit: identity.renameUnit.handler(pass.command('identity.renameUnit')),
    departments: identity.departments.handler(pass.query('identity.departments')),
    addDepartment: identity.addDepartment.handler(pass.command('identity.addDepartment')),
    persons: identity.persons.handler(pass.query('identity.persons')),
    person: identity.person.handler(pass.query('identity.person')),
    addPerson: identity.addPerson.handler(pass.command('identity.addPerson')),
    personLeft: identity.personLeft.handler(async ({ input: { commandId, ...input }, context }) => {
      const { actor } = personOf(context.caller);
      const { output } = await store.execute('identity.personLeft', input, { actor, commandId });
      endSessions(input.person);
      return output;
    }),
    addCard: identity.addCard.handler(pass.command('identity.addCard')),
    endCard: identity.endCard.handler(pass.command('identity.endCard')),
    grantPost: identity.grantPost.handler(pass.command('identity.grantPost')),
    endPost: identity.endPost.handler(async ({ input: { commandId, ...input }, context }) => {
      const { actor } = personOf(context.caller);
      const { output, entries } = await store.execute('identity.endPost', input, { actor, commandId });
      const person = entries[0]?.aggregate.replace('person:', '');
      if (person !== undefined) endSessions(person);
      return output;
    }),
    openAccount: identity.openAccount.handler(async ({ input, context }) => {
      const { actor } = personOf(context.caller);
      const passwordHash = await checkedPasswordHash(input.password, input.account);
      const pinHash = input.pin === undefined ? null : await checkedPinHash(input.pin);
      const { output } = await store.execute(
        'identity.openAccount',
        { person: input.person, account: input.account, passwordHash, pinHash, mustChange: true },
        { actor, commandId: input.commandId },
      );
      return output;
    }),
    unlockAccount: identity.unlockAccount.handler(pass.command('identity.unlockAccount')),
  };

  return {
    router,
    /** Run every quarter of a minute by the node. */
    lockIdle(idleMinutes: number): void {
      if (sessions.lockIdle(idleMinutes).length > 0) bus.publish({ kind: 'session-ended', reason: 'idle' });
    },
  };
}
