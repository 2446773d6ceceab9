import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Credential } from '../../main/contract/common.ts';
import type { Session } from '../../main/contract/identity.ts';
import type { FailureData } from '../../main/contract/index.ts';
import { clearNotices } from '../kit/index.ts';
import { failureOf, useClient, useEvents, useStation } from '../client/index.ts';

export type SessionEnd = 'idle' | 'logged-out' | 'post-ended' | 'account-locked' | 'restarted';

export interface SessionHandle {
  readonly session: Session | null;
  /** Why the last session ended; undefined = there was none. */
  readonly ended: SessionEnd | undefined;
  readonly logIn: (credential: Credential) => Promise<FailureData | undefined>;
  readonly unlock: (credential: Credential) => Promise<FailureData | undefined>;
  readonly logOut: () => Promise<void>;
  readonly switchPost: (post: string) => Promise<FailureData | undefined>;
  /** The node was started again and knows of nobody: back to the log-in, on the same page. */
  readonly forget: () => void;
  /** Asks the node who is logged in, after something about the session changed. */
  readonly refresh: () => Promise<void>;
}

/** Who is logged in at this station. What one person has seen is forgotten when another comes. */
export function useSession(initial: Session | null): SessionHandle {
  const client = useClient();
  const { events } = useStation();
  const queries = useQueryClient();
  const [session, setSession] = useState(initial);
  const [ended, setEnded] = useState<SessionEnd | undefined>(undefined);

  const end = useCallback(
    (reason: SessionEnd) => {
      queries.clear();
      clearNotices();
      setSession(null);
      setEnded(reason);
    },
    [queries],
  );
  useEvents(events, 'session-ended', (event) => end(event.reason));

  async function become(ask: () => Promise<Session>): Promise<FailureData | undefined> {
    try {
      const next = await ask();
      queries.clear();
      setEnded(undefined);
      setSession(next);
      return undefined;
    } catch (error) {
      return failureOf(error);
    }
  }

  return {
    session,
    ended,
    logIn: (credential) => become(() => client.identity.logIn({ credential })),
    unlock: (credential) => become(() => client.identity.unlock({ credential })),
    switchPost: (post) => become(() => client.identity.switchPost({ post })),
    forget: () => end('restarted'),
    async refresh() {
      const now = await client.identity.whoAmI({}).catch(() => undefined);
      if (now !== undefined) setSession(now);
    },
    async logOut() {
      // Gone from the screen first: a line that is down must not keep a person logged in here.
      end('logged-out');
      // The next person begins at his own work, not where this one looked.
      window.location.hash = '';
      await client.identity.logOut({}).catch(() => undefined);
    },
  };
}
