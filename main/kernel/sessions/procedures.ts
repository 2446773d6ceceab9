import { implement, ORPCError } from '@orpc/server';
import { DeviceError } from '../../../drivers/errors.ts';
import type { ProcedureMeta } from '../../contract/common.ts';
import { contract, type FailureData } from '../../contract/index.ts';
import type { Session } from '../../contract/identity.ts';
import { Refusal, StoreError } from '../errors.ts';
import type { Actor } from '../module.ts';
import type { Sessions } from './sessions.ts';

/** What the hosts give a call. */
interface HostContext {
  readonly session: { readonly id: string; readonly kind: 'web' | 'electron' };
}

export interface ProcedureLog {
  error(detail: object, message: string): void;
  info(detail: object, message: string): void;
}

/** Detail of a device error, cut to what may cross to a renderer. */
function plainDetail(detail: Readonly<Record<string, unknown>>): FailureData['detail'] {
  const plain: Record<string, string | number | boolean | null> = {};
  for (const [key, value] of Object.entries(detail)) {
    if (
      value === null ||
      typeof value === 'string' ||
      typeof value === 'number' ||
      typeof value === 'boolean'
    )
      plain[key] = value;
  }
  return plain;
}

/** A refusal as it crosses to the renderer: a code that the message tables know, and values for its text. */
export function failureOf(error: unknown): ORPCError<string, FailureData> | undefined {
  if (error instanceof Refusal) {
    return new ORPCError('REFUSED', {
      status: 422,
      message: error.code,
      data: { code: error.code, detail: error.detail },
    });
  }
  if (error instanceof StoreError) {
    return new ORPCError('STORE', {
      status: 503,
      message: error.code,
      data: { code: error.code, detail: error.detail },
    });
  }
  if (error instanceof DeviceError) {
    return new ORPCError('DEVICE', {
      status: 502,
      message: error.code,
      data: { code: error.code, detail: plainDetail(error.detail) },
    });
  }
  return undefined;
}

/**
 * The implementer of the contract with the two things every call goes through: may this person do it, and what does a
 * failure look like outside. An unexpected error crosses as `kernel.unexpected` without its text.
 */
export function createProcedures(sessions: Sessions, log: ProcedureLog) {
  return implement(contract)
    .$context<HostContext>()
    .use(async ({ context, next, procedure, path }) => {
      const meta: ProcedureMeta = procedure['~orpc'].meta;
      const name = path.join('.');
      try {
        const person =
          meta.access === 'public'
            ? sessions.of(context.session.id)
            : sessions.require(context.session.id, meta.access);
        const caller: Caller = {
          host: context.session.id,
          session: person ?? null,
          actor: person === undefined ? undefined : sessions.actor(person),
        };
        return await next({ context: { caller } });
      } catch (error) {
        if (error instanceof ORPCError) throw error;
        const failure = failureOf(error);
        if (failure !== undefined) {
          log.info({ procedure: name, code: failure.message }, 'call refused');
          throw failure;
        }
        log.error(
          { procedure: name, error: error instanceof Error ? error.stack : String(error) },
          'call failed',
        );
        throw new ORPCError('INTERNAL', {
          status: 500,
          message: 'kernel.unexpected',
          data: { code: 'kernel.unexpected', detail: {} },
        });
      }
    });
}

export type Procedures = ReturnType<typeof createProcedures>;

/** Who makes a call: the renderer, and the person logged in there. */
export interface Caller {
  readonly host: string;
  readonly session: Session | null;
  readonly actor: Actor | undefined;
}

/** The person behind a call whose procedure asks for one. @throws Refusal `identity.not_logged_in` */
export function personOf(caller: Caller): { readonly session: Session; readonly actor: Actor } {
  if (caller.session === null || caller.actor === undefined) throw new Refusal('identity.not_logged_in', {});
  return { session: caller.session, actor: caller.actor };
}
