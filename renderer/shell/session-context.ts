import { createContext, useContext } from 'react';
import type { Permission } from '../../main/contract/common.ts';
import type { Session } from '../../main/contract/identity.ts';
import type { Startup } from '../../main/contract/system.ts';

export interface SessionInfo {
  readonly session: Session;
  readonly startup: Startup;
}

const SessionInfoContext = createContext<SessionInfo | undefined>(undefined);
export const SessionInfoProvider = SessionInfoContext.Provider;

/** Who is logged in and at which station; for screens, which stand behind the log-in. */
export function useSessionInfo(): SessionInfo {
  const info = useContext(SessionInfoContext);
  if (info === undefined) throw new Error('used outside of a logged-in page');
  return info;
}

/** For hiding what a post never does. What it may not do to one thing is said by the thing's `actions`. */
export function useMay(): (permission: Permission) => boolean {
  const { session } = useSessionInfo();
  return (permission) => session.permissions.includes(permission);
}
