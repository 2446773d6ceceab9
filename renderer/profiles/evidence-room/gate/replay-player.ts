import { useEffect, useRef, useState } from 'react';

export const speeds = [0.25, 0.5, 1, 2, 4, 8] as const;
export type Speed = (typeof speeds)[number];

export interface Player {
  /** Milliseconds since the first moment. */
  readonly at: number;
  readonly playing: boolean;
  readonly speed: Speed;
  readonly setSpeed: (speed: Speed) => void;
  readonly toggle: () => void;
  readonly seek: (at: number) => void;
}

/** The next place of the replay after some real time; the end is the end. Pure. */
export function advanced(at: number, elapsedMs: number, speed: number, lengthMs: number): number {
  return Math.min(lengthMs, at + elapsedMs * speed);
}

/** Plays a length of time at any speed, by the frames of the screen. */
export function usePlayer(lengthMs: number): Player {
  const [at, setAt] = useState(0);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>(1);
  const last = useRef<number | undefined>(undefined);
  const place = useRef(0);
  const seek = (to: number): void => {
    place.current = Math.max(0, Math.min(lengthMs, to));
    setAt(place.current);
  };
  useEffect(() => {
    if (!playing) return undefined;
    let frame = requestAnimationFrame(function step(now) {
      const elapsed = now - (last.current ?? now);
      last.current = now;
      place.current = advanced(place.current, elapsed, speed, lengthMs);
      setAt(place.current);
      if (place.current >= lengthMs) setPlaying(false);
      else frame = requestAnimationFrame(step);
    });
    return () => {
      cancelAnimationFrame(frame);
      last.current = undefined;
    };
  }, [playing, speed, lengthMs]);
  return {
    at,
    playing,
    speed,
    setSpeed,
    toggle: () => {
      if (!playing && at >= lengthMs) seek(0);
      setPlaying(!playing);
    },
    seek,
  };
}
