import { sum8 } from '../../framing/checksums.ts';
import { ETX, STX } from './commands.ts';
import { FRAMES_IN_PACKET, type StreamFormat } from './stream-frames.ts';

interface Values {
  /** Per minute; 511 = no value. */
  readonly pulse: number;
  /** Percent; 127 = no value. */
  readonly spo2: number;
  /** Bits of the format's status byte (formats 2, 7 and 8) or word (13). */
  readonly status: number;
}

/** A packet of 25 frames with a wave that rises and falls. */
export function streamPacket(values: Values & { readonly format: StreamFormat }): Uint8Array {
  const { format, pulse, spo2, status } = values;
  const high = (pulse >> 7) & 0x03;
  const low = pulse & 0x7f;
  const floats = [
    high,
    low,
    spo2,
    30,
    0,
    0,
    1,
    0,
    spo2,
    spo2,
    spo2,
    0,
    0,
    high,
    low,
    spo2,
    spo2,
    0,
    0,
    high,
    low,
    high,
    low,
  ];
  const bytes: number[] = [];
  for (let index = 0; index < FRAMES_IN_PACKET; index += 1) {
    const flags = 0x80 | status | (index === 0 ? 1 : 0);
    const wave = 60 + Math.abs(12 - index);
    const value = floats[index] ?? 0;
    const body = format === 2 ? [0x01, flags, wave, value] : [flags, wave, 0x10, value];
    bytes.push(...body, sum8(Uint8Array.from(body)));
  }
  return Uint8Array.from(bytes);
}

export function format8Frame({ pulse, spo2, status }: Values): Uint8Array {
  return Uint8Array.of(0x80 | status | ((pulse >> 7) & 0x03), pulse & 0x7f, spo2, 0);
}

/** @param at `YYYY-MM-DDTHH:MM:SS`, told digit by digit as BCD */
export function spotCheckFrame(values: Values & { readonly at: string }): Uint8Array {
  const digits = values.at.replace(/\D/g, '');
  const time = Array.from({ length: 7 }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
  const data = Uint8Array.of(
    ...time,
    0,
    values.status >> 8,
    values.status & 0xff,
    values.pulse >> 8,
    values.pulse & 0xff,
    0,
    values.spo2,
  );
  return Uint8Array.of(0x00, STX, 0x00, 0x0d, 0x00, data.length, ...data, sum8(data), ETX);
}
