import { type StationClient, useQuery } from '../../../client/index.ts';
import type { Option } from '../../../kit/index.ts';
import type { Department, Unit } from './people-words.ts';
import { unitTree } from './unit-tree.ts';

export function useUnits(): readonly Unit[] {
  const { data } = useQuery({
    key: ['units'],
    topics: ['identity'],
    ask: (client: StationClient) => client.identity.units({}),
  });
  return data ?? [];
}

export function useDepartments(): readonly Department[] {
  const { data } = useQuery({
    key: ['departments'],
    topics: ['identity'],
    ask: (client: StationClient) => client.identity.departments({}),
  });
  return data ?? [];
}

/** Units to choose from, each after the one it stands below. */
export function unitOptions(units: readonly Unit[]): readonly Option<string>[] {
  return unitTree(units)
    .filter(({ unit }) => unit.ended === null)
    .map(({ unit }) => ({ value: unit.code, label: unit.name, detail: unit.code }));
}
