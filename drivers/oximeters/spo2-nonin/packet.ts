import type { DecodedContent } from '../../decoded.ts';
import { oximeterContent, setFlags } from '../oximeter-reading.ts';
import { readFrame, statusFlags, type StreamFormat, type StreamFrame } from './stream-frames.ts';

/** "No value" of every format (Model 9560 specification). */
export const NO_PULSE = 511;
export const NO_SPO2 = 127;

/** Nine bits over two bytes of seven: two high bits in the first. */
function pulseOf(high: number, low: number): number {
  return ((high & 0x03) << 7) | (low & 0x7f);
}

const known = (value: number, none: number): number | undefined => (value === none ? undefined : value);

/**
 * A whole packet of 25 frames in format 2 or 7. The values are those of frames 1 to 3 (four-beat averages for recording);
 * the other averages, timer, revision and waveform go with it.
 */
export function packetContent(packet: Uint8Array, format: StreamFormat, length: number): DecodedContent {
  const frames: StreamFrame[] = [];
  for (let at = 0; at < packet.length; at += length) frames.push(readFrame(packet, at, format));
  const value = (frame: number): number => frames[frame - 1]?.value ?? 0;
  const spo2 = (frame: number): number | null => known(value(frame) & 0x7f, NO_SPO2) ?? null;
  const pulse = (frame: number): number | null =>
    known(pulseOf(value(frame), value(frame + 1)), NO_PULSE) ?? null;
  const status = frames.reduce((all, frame) => all | frame.status, 0);
  const flags = { ...statusFlags(status), ...perfusionOf(frames) };
  const status2 = value(8);
  return oximeterContent({
    values: { spo2: spo2(3) ?? undefined, pulse: pulse(1) ?? undefined },
    usable: flags['sensorAlarm'] !== true && flags['sensorDisconnect'] !== true,
    type: 'packet',
    flags: setFlags({ ...flags, smartPoint: (status2 & 0x20) !== 0, lowBattery: (status2 & 0x01) !== 0 }),
    about: {
      format,
      revision: value(4),
      timer: ((value(6) & 0x7f) << 7) | (value(7) & 0x7f),
      spo2Display: spo2(9),
      spo2Fast: spo2(10),
      spo2BeatToBeat: spo2(11),
      pulseExtended: pulse(14),
      spo2Extended: spo2(16),
      spo2ExtendedDisplay: spo2(17),
      pulseDisplay: pulse(20),
      pulseExtendedDisplay: pulse(22),
      wave: frames.map((frame) => frame.wave),
    },
    raw: packet,
  });
}

/** Perfusion is told for twelve frames a pulse: the worst of the packet counts. */
function perfusionOf(frames: readonly StreamFrame[]): Readonly<Record<string, boolean>> {
  const lowPerfusion = frames.some(({ status }) => statusFlags(status)['lowPerfusion']);
  const marginal = frames.some(({ status }) => statusFlags(status)['marginalPerfusion']);
  return { lowPerfusion, marginalPerfusion: marginal && !lowPerfusion };
}

/** One frame that belongs to no whole packet: waveform and status only. */
export function frameContent(frame: StreamFrame, format: StreamFormat): DecodedContent {
  return {
    kind: 'frame',
    type: 'wave',
    fields: {
      format,
      wave: frame.wave,
      value: frame.value,
      sync: (frame.status & 1) !== 0,
      flags: setFlags(statusFlags(frame.status)),
    },
  };
}

/** Format 8: status with two pulse bits, pulse, saturation, second status. */
export function format8Content(packet: Uint8Array): DecodedContent {
  const [status = 0, low = 0, spo2 = 0, status2 = 0] = packet;
  const sensorAlarm = (status2 & 0x08) !== 0;
  const sensorDisconnect = (status & 0x40) !== 0;
  return oximeterContent({
    values: { spo2: known(spo2, NO_SPO2), pulse: known(pulseOf(status, low), NO_PULSE) },
    usable: !sensorAlarm && !sensorDisconnect,
    type: 'measurement',
    flags: setFlags({
      sensorDisconnect,
      outOfTrack: (status & 0x20) !== 0,
      lowPerfusion: (status & 0x10) !== 0,
      marginalPerfusion: (status & 0x08) !== 0,
      artifact: (status & 0x04) !== 0,
      smartPoint: (status2 & 0x20) !== 0,
      sensorAlarm,
      lowBattery: (status2 & 0x01) !== 0,
    }),
    about: { format: 8 },
    raw: packet,
  });
}
