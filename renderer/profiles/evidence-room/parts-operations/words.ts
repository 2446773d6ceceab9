import type * as z from 'zod/mini';
import type { frame } from '../../../../main/contract/evidence-gate.ts';
import type { storyLine } from '../../../../main/contract/evidence-items.ts';
import { attachmentUrl } from '../../../client/index.ts';
import { formatTime, type PictureItem, type StoryEntry, t, textOr } from '../../../kit/index.ts';

type StoryLine = z.infer<typeof storyLine>;
export type Frame = z.infer<typeof frame>;

/** Ledger entries in plain words. */
export function storyEntries(lines: readonly StoryLine[]): StoryEntry[] {
  return lines.map((line) => ({
    id: String(line.seq),
    at: line.at,
    words: storyWords(line),
    by: [line.actor, textOr(`shell.method.${line.method}`, '')].filter((word) => word !== '').join(' · '),
    hash: line.hash,
    pictures: line.pictures.map((hash) => ({ src: attachmentUrl(hash), alt: t('common.picture') })),
    ...(line.type.includes('alarm-raised') ? { tone: 'alarm' as const } : {}),
  }));
}

export function storyWords(line: Pick<StoryLine, 'type' | 'words' | 'actor'>): string {
  const values = Object.fromEntries(
    Object.entries(line.words).map(([name, value]) => [name, value ?? t('common.none')]),
  );
  return textOr(`story.${line.type}`, line.type, { actor: line.actor, ...values });
}

/** Camera pictures of a passage, for a strip. */
export function framePictures(frames: readonly Frame[]): PictureItem[] {
  return frames.map(({ at, hash, camera }) => ({
    src: attachmentUrl(hash),
    alt: t('gate.frame_alt', { camera, time: formatTime(at, true) }),
    caption: t('gate.frame_alt', { camera, time: formatTime(at, true) }),
  }));
}

/** `93%` */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
