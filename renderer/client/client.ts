import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createContext, useContext, useSyncExternalStore } from 'react';
import type { StationContract } from '../../main/contract/index.ts';
import { type Connection, type ConnectionState, keepConnected } from './connection.ts';
import { createEventFeed, type EventFeed } from './events.ts';
import { openLineOf } from './line.ts';
import { createLiveStore, type LiveStore } from './live.ts';

/** The node's procedures with their types, for example `client.evidence.item({ id })`. */
export type StationClient = ContractRouterClient<StationContract>;

export interface Station {
  readonly client: StationClient;
  readonly connection: Connection;
  readonly events: EventFeed;
  readonly live: LiveStore;
}

/** The one station of this page; connects at once. */
export function connectStation(): Station {
  const connection = keepConnected(openLineOf(window.location));
  const client: StationClient = createORPCClient(connection.link);
  // No signal goes with the call: a closed line ends the stream by itself, and an abort could not be sent any more.
  const events = createEventFeed((after) => client.system.events(after === undefined ? {} : { after }));
  connection.onLine((signal) => {
    void events.follow(signal);
  });
  return { client, connection, events, live: createLiveStore(events) };
}

const StationContext = createContext<Station | undefined>(undefined);
export const StationProvider = StationContext.Provider;

export function useStation(): Station {
  const station = useContext(StationContext);
  if (station === undefined) throw new Error('used outside of StationProvider');
  return station;
}

export function useClient(): StationClient {
  return useStation().client;
}

export function useConnectionState(): ConnectionState {
  const { connection } = useStation();
  return useSyncExternalStore(connection.subscribe, connection.state);
}
