/**
 * The frames of data formats 2 and 7: five bytes, 75 a second, 25 of which make a packet (Model 9560 specification).
 *
 * Format 2: `01 status wave value sum`; format 7: `status waveHigh waveLow value sum`. Bit 7 of the status is always set,
 * bit 0 on the first frame of a packet only. `sum` = low byte of the first four added.
 */
export const FRAME_LENGTH = 5;
export const FRAMES_IN_PACKET = 25;
export const PACKET_LENGTH = FRAME_LENGTH * FRAMES_IN_PACKET;
const START = 0x01;
const SYNC = 0x01;

export type StreamFormat = 2 | 7;

/** `missing`: the bytes there are all fit, but some are still to come. */
export type FrameState = 'good' | 'sum' | 'missing' | 'none';

/** Looks at one frame; `sum` = everything fits but the check. */
export function frameState(view: Uint8Array, at: number, format: StreamFormat): FrameState {
  const first = view[at];
  if (first === undefined) return 'missing';
  const status = format === 2 ? view[at + 1] : first;
  if (format === 2 && first !== START) return 'none';
  if (status === undefined) return 'missing';
  if ((status & 0x80) === 0) return 'none';
  const sum = view[at + 4];
  if (sum === undefined) return 'missing';
  return checkSum(view, at) === sum ? 'good' : 'sum';
}

export function checkSum(view: Uint8Array, at: number): number {
  return ((view[at] ?? 0) + (view[at + 1] ?? 0) + (view[at + 2] ?? 0) + (view[at + 3] ?? 0)) & 0xff;
}

export interface StreamFrame {
  readonly status: number;
  /** 0 to 255 (format 2) or 0 to 65,535 (format 7). */
  readonly wave: number;
  readonly value: number;
}

export function readFrame(view: Uint8Array, at: number, format: StreamFormat): StreamFrame {
  const [a = 0, b = 0, c = 0, value = 0] = view.subarray(at, at + 4);
  return format === 2 ? { status: b, wave: c, value } : { status: a, wave: (b << 8) | c, value };
}

export function isSync(frame: StreamFrame): boolean {
  return (frame.status & SYNC) !== 0;
}

/** What a status byte says. Perfusion of both colours at once is yellow: marginal. */
export function statusFlags(status: number): Readonly<Record<string, boolean>> {
  const red = (status & 0x04) !== 0;
  const green = (status & 0x02) !== 0;
  return {
    sensorDisconnect: (status & 0x40) !== 0,
    artifact: (status & 0x20) !== 0,
    outOfTrack: (status & 0x10) !== 0,
    sensorAlarm: (status & 0x08) !== 0,
    lowPerfusion: red && !green,
    marginalPerfusion: red && green,
  };
}
