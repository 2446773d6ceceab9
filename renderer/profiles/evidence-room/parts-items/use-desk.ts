import { useEffect, useState } from 'react';
import type { FailureData } from '../../../../main/contract/index.ts';
import { failureOf, type StationClient, useClient } from '../../../client/index.ts';

export type DeskTag = Awaited<ReturnType<StationClient['evidence']['readDesk']>>[number];

/** Pause between two readings, ms; after one that failed, ms. */
const pauseMs = 900;
const pauseAfterFailureMs = 4000;

export interface Desk {
  /** Undefined until the first reading. */
  readonly tags: readonly DeskTag[] | undefined;
  readonly failure: FailureData | undefined;
}

/**
 * 发卡台: what lies on the desk reader, read again and again while the component is mounted and in sight. The reader is
 * silent otherwise: only a screen that asks makes it send.
 */
export function useDesk(active = true): Desk {
  const client = useClient();
  const [desk, setDesk] = useState<Desk>({ tags: undefined, failure: undefined });
  useEffect(() => {
    if (!active) return undefined;
    let ended = false;
    let timer: ReturnType<typeof setTimeout>;
    async function read(): Promise<void> {
      let pause = pauseMs;
      if (document.visibilityState === 'visible') {
        try {
          const tags = await client.evidence.readDesk({});
          if (!ended) setDesk((before) => (sameTags(before, tags) ? before : { tags, failure: undefined }));
        } catch (error) {
          pause = pauseAfterFailureMs;
          if (!ended) setDesk({ tags: undefined, failure: failureOf(error) });
        }
      }
      if (!ended) timer = setTimeout(() => void read(), pause);
    }
    void read();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [active, client]);
  return desk;
}

function sameTags(before: Desk, tags: readonly DeskTag[]): boolean {
  return before.failure === undefined && JSON.stringify(before.tags) === JSON.stringify(tags);
}

/** What the tags on the desk mean for one item. Pure. */
export function deskVerdict(
  item: string,
  tags: readonly DeskTag[],
): 'empty' | 'several' | 'this' | 'other' | 'no-chip' | 'blank' | 'free' {
  const [tag, ...more] = tags;
  if (tag === undefined) return 'empty';
  if (more.length > 0) return 'several';
  if (tag.item !== null) return tag.item === item ? 'this' : 'other';
  if (tag.tid === null) return 'no-chip';
  // A number that begins like a chip's or is all zeros came from the box (main/evidence/items/decide.ts).
  return tag.epc.startsWith('E2') || /^0+$/.test(tag.epc) ? 'blank' : 'free';
}
