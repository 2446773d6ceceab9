import { type RefObject, useEffect, useRef, useState } from 'react';

/** Width of an element in CSS px, kept as it changes, so that a drawing to scale can keep its words readable. */
export function useWidth<Target extends Element>(): readonly [RefObject<Target | null>, number] {
  const target = useRef<Target>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = target.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [target, width];
}
