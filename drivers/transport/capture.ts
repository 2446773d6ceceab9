import { DeviceError } from '../errors.ts';

/** One stretch of bytes of a recorded conversation, seen from the driver: `in` came from the device. */
export interface CaptureLine {
  /** Milliseconds since the line was opened. */
  readonly t: number;
  readonly direction: 'in' | 'out';
  readonly bytes: Uint8Array;
}

/** `{"t":12,"direction":"in","hex":"0203"}` without line end. */
export function formatCaptureLine(line: CaptureLine): string {
  return JSON.stringify({
    t: Math.round(line.t * 1000) / 1000,
    direction: line.direction,
    hex: Buffer.from(line.bytes).toString('hex'),
  });
}

/**
 * Reads a recording: JSON Lines, blank lines ignored, times not going back.
 *
 * @throws DeviceError `input.invalid` with `detail.line` (1-based) for the first line that is not of the format
 */
export function parseCapture(text: string): CaptureLine[] {
  const lines: CaptureLine[] = [];
  for (const [index, row] of text.split('\n').entries()) {
    if (row.trim() === '') continue;
    const line = readRow(row);
    const previous = lines.at(-1);
    if (line === undefined || (previous !== undefined && line.t < previous.t)) {
      throw new DeviceError('input.invalid', `recording: line ${index + 1} cannot be read`, {
        detail: { line: index + 1 },
      });
    }
    lines.push(line);
  }
  return lines;
}

function readRow(row: string): CaptureLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(row);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('t' in value && 'direction' in value && 'hex' in value)) return undefined;
  const { t, direction, hex } = value;
  if (typeof t !== 'number' || !Number.isFinite(t) || t < 0) return undefined;
  if (direction !== 'in' && direction !== 'out') return undefined;
  if (typeof hex !== 'string' || !/^([0-9a-f]{2})*$/i.test(hex)) return undefined;
  return { t, direction, bytes: Uint8Array.from(Buffer.from(hex, 'hex')) };
}
