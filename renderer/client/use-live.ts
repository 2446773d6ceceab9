import { useSyncExternalStore } from 'react';
import { useStation } from './client.ts';
import type { Live } from './live.ts';

/** Lamps, doors and open alarms as they are now. */
export function useLive(): Live {
  const { live } = useStation();
  return useSyncExternalStore(live.subscribe, live.get);
}
