import { useEffect, useState } from 'react';

/** Which view of a list was chosen, for as long as the window is open. */
export function useStored<Value extends string>(
  key: string,
  first: Value,
  known: readonly Value[],
): [Value, (value: Value) => void] {
  const [value, setValue] = useState<Value>(
    () => known.find((candidate) => candidate === sessionStorage.getItem(key)) ?? first,
  );
  useEffect(() => {
    sessionStorage.setItem(key, value);
  }, [key, value]);
  return [value, setValue];
}
