import type { Device, Driver } from './device-words.ts';

export interface LockPlaces {
  readonly boards: readonly number[];
  readonly cells: number;
  readonly commissioned: boolean;
}

/** Which boards and locks a position has: as set, else what its driver's form says is usual. Pure. */
export function lockPlaces(device: Pick<Device, 'settings'>, driver: Pick<Driver, 'settings'>): LockPlaces {
  const usual = (name: string): number =>
    Number(driver.settings?.find((setting) => setting.name === name)?.usual ?? 1);
  const { boards, cells, commissioned } = device.settings;
  const given = Array.isArray(boards)
    ? boards.filter((board): board is number => typeof board === 'number')
    : [];
  return {
    boards: given.length === 0 ? [usual('boards')] : given,
    cells: typeof cells === 'number' ? cells : usual('cells'),
    commissioned: commissioned === true,
  };
}
