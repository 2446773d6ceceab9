import { QueryClient } from '@tanstack/react-query';
import { failureOf, isUndecided } from './failures.ts';

/** Answers stay good until an event says otherwise; only what was not answered is asked again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
        retry: (failures, error) => failures < 3 && isUndecided(failureOf(error)),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
