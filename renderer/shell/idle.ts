import { useEffect, useState } from 'react';

/** Outlives a reload, so that reloading is no way around the lock. */
const storageKey = 'locked';
const activity = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart'] as const;

/** Why the screen is locked: nobody touched the machine, or the person asked for it. */
export type LockCause = 'idle' | 'person';

/** Locks after so many minutes without a hand on the machine; `lock` at once. The node has its own, stricter clock. */
export function useIdleLock(minutes: number): {
  readonly locked: LockCause | undefined;
  readonly lock: () => void;
  readonly unlock: () => void;
} {
  const [locked, setLocked] = useState(storedCause);

  useEffect(() => {
    if (locked !== undefined) return undefined;
    let lastActivity = Date.now();
    function note(): void {
      lastActivity = Date.now();
    }
    for (const kind of activity) document.addEventListener(kind, note, { capture: true, passive: true });
    // Looked at in steps rather than by one timer: a computer that slept must be locked when it wakes.
    const timer = setInterval(() => {
      if (Date.now() - lastActivity >= minutes * 60_000) setLocked('idle');
    }, 5000);
    return () => {
      clearInterval(timer);
      for (const kind of activity) document.removeEventListener(kind, note, { capture: true });
    };
  }, [locked, minutes]);

  useEffect(() => {
    if (locked === undefined) sessionStorage.removeItem(storageKey);
    else sessionStorage.setItem(storageKey, locked);
  }, [locked]);

  return { locked, lock: () => setLocked('person'), unlock: () => setLocked(undefined) };
}

function storedCause(): LockCause | undefined {
  const stored = sessionStorage.getItem(storageKey);
  return stored === 'idle' || stored === 'person' ? stored : undefined;
}
