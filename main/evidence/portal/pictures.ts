import type { Attachments } from '../../kernel/attachments/attachments.ts';
import { type DeviceAccess, positionFor } from '../../kernel/device-access.ts';

export interface PassageFrame {
  readonly at: string;
  readonly hash: string;
  readonly camera: string;
}

interface CameraFrame {
  readonly at: number;
  readonly jpeg: Uint8Array;
}

function framesOf(answer: unknown): CameraFrame[] {
  const frames = answer !== null && typeof answer === 'object' && 'frames' in answer ? answer.frames : answer;
  if (!Array.isArray(frames)) return [];
  return frames.filter(isFrame);
}

function isFrame(frame: unknown): frame is CameraFrame {
  return (
    frame !== null &&
    typeof frame === 'object' &&
    'at' in frame &&
    typeof frame.at === 'number' &&
    'jpeg' in frame &&
    frame.jpeg instanceof Uint8Array
  );
}

/**
 * Frames of the door's camera around a moment, kept by hash before anybody speaks of them. A picture that could not be
 * had is a fact with a reason, and the passage does not wait for it (cameras brief section 1).
 */
export async function takePictures(options: {
  readonly devices: DeviceAccess;
  readonly attachments: Attachments;
  readonly door: string;
  /** UTC milliseconds. */
  readonly at: number;
  readonly beforeMs: number;
  readonly afterMs: number;
}): Promise<{ readonly frames: PassageFrame[]; readonly noPicture: string | null }> {
  const camera = positionFor(options.devices, 'portal-camera', options.door);
  if (camera === undefined) return { frames: [], noPicture: 'camera.none' };
  try {
    const answer = await options.devices.request(camera.id, 'framesAround', {
      at: options.at,
      beforeMs: options.beforeMs,
      afterMs: options.afterMs,
    });
    const frames: PassageFrame[] = [];
    for (const frame of framesOf(answer)) {
      const { hash } = await options.attachments.put(frame.jpeg);
      frames.push({ at: new Date(frame.at).toISOString(), hash, camera: camera.title });
    }
    return { frames, noPicture: frames.length === 0 ? 'camera.no_frames' : null };
  } catch (error) {
    const code =
      error instanceof Error && 'code' in error && typeof error.code === 'string'
        ? error.code
        : 'camera.failed';
    return { frames: [], noPicture: code };
  }
}
