import { useQuery } from '../../../client/index.ts';
import type { CellView, Place } from './types.ts';

/** Sites, rooms and cabinets of this station; undefined until the first answer. */
export function usePlaces(): readonly Place[] | undefined {
  return useQuery({
    key: ['places'],
    topics: ['places', 'items'],
    ask: (client) => client.storage.places({}),
  }).data;
}

export interface CabinetView {
  readonly path: string;
  readonly cells: readonly CellView[];
}

/** One cabinet with its cells. */
export function useCabinet(id: string | undefined): CabinetView | undefined {
  const { data } = useQuery({
    key: ['cabinet', id],
    topics: ['places', 'items'],
    ask: (client) => client.storage.cabinet({ id: id ?? '' }),
    enabled: id !== undefined,
  });
  return id !== undefined && data?.cabinet.id === id ? data : undefined;
}
