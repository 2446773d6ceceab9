import { ORPCError } from '@orpc/client';
import type { FailureData } from '../../main/contract/index.ts';
import { DisconnectedError } from './connection.ts';

/**
 * What a call's error says to a person. A refusal carries its own code; everything else is sorted here: not sent, no
 * answer, or not understood. Pure.
 */
export function failureOf(error: unknown): FailureData {
  if (error instanceof DisconnectedError) return { code: 'client.disconnected', detail: {} };
  if (error instanceof ORPCError) {
    const data: unknown = error.data;
    if (isFailureData(data)) return data;
    if (error.code === 'BAD_REQUEST') return { code: 'input.invalid', detail: {} };
    if (error.code === 'UNAUTHORIZED') return { code: 'identity.not_logged_in', detail: {} };
    if (error.code === 'FORBIDDEN') return { code: 'identity.not_permitted', detail: {} };
    return { code: 'generic', detail: {} };
  }
  // The line closed after the call was sent: it may have been done.
  return { code: 'client.no_answer', detail: {} };
}

/** True when nobody knows whether the act was done, so that a repeat must carry the same command id. Pure. */
export function isUndecided(failure: FailureData): boolean {
  return failure.code === 'client.no_answer' || failure.code === 'client.disconnected';
}

function isFailureData(value: unknown): value is FailureData {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    'detail' in value &&
    typeof value.detail === 'object' &&
    value.detail !== null
  );
}
