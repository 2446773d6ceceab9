import type * as z from 'zod/mini';
import type { frame } from '../../../../main/contract/evidence-gate.ts';
import { attachmentUrl } from '../../../client/index.ts';
import { formatTime, type PictureItem, t } from '../../../kit/index.ts';

export type Frame = z.infer<typeof frame>;

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
