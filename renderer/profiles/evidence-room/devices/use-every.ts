import { useEffect, useRef } from 'react';

/** Does something again and again while it is on screen, however often the screen is drawn meanwhile. */
export function useEvery(milliseconds: number, act: () => void, on = true): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!on) return undefined;
    const timer = setInterval(() => latest.current(), milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds, on]);
}
