import type { DecodedContent } from '../../decoded.ts';
import { contecValues, storedSecond } from '../contec.ts';
import { type FlagBits, flagsOf, oximeterContent } from '../oximeter-reading.ts';
import { COMMAND_TYPE, commandNamed } from './commands.ts';
import { eight, eighth } from './seven-bit.ts';

/** Type of the packets of the live stream, 60 a second. */
export const LIVE = 0x01;
const NO_PERFUSION = 0xffff;
/** First data byte, and second above it. */
const LIVE_FLAGS: FlagBits = [
  ['beep', 0x40],
  ['droppingSpo2', 0x20],
  ['fingerOut', 0x10],
  ['probeError', 0x80],
  ['searching', 0x8000],
];

/** What a packet other than `0F` says. Source: public decoders of protocol 7.0 in body-composition-glucose-spiro.md. */
export function describePacket(packet: Uint8Array): DecodedContent {
  const type = packet[0] ?? 0;
  if (type === LIVE) return live(packet);
  const data = eight(packet);
  switch (type) {
    case 0x02:
      return frame('model', { part: data[0], text: textOf(data.slice(1)) });
    case 0x03:
      return frame('vendor', { text: textOf(data) });
    case 0x04:
      return frame('user', { part: data[0], text: textOf(data.slice(1)) });
    case 0x09:
      return storedWithPerfusion(packet, data);
    case 0x0c:
      return frame('acknowledge', { data });
    case 0x0d:
      return frame('disconnect', { reason: data[0] });
    case COMMAND_TYPE: {
      const [code = 0, ...parameters] = data;
      return frame('command', {
        command: commandNamed(code) ?? `unknown${code.toString(16)}`,
        code,
        parameters,
      });
    }
    default:
      return frame('answer', { type, data });
  }
}

/** Bit 4 of the first byte is "finger out" on the older models and "searching too long" in protocol 7.0. */
function live(packet: Uint8Array): DecodedContent {
  const status = eighth(packet, 0);
  const wave = eighth(packet, 1);
  const fingerOut = (status & 0x10) !== 0;
  const probeError = (status & 0x80) !== 0;
  const searching = (wave & 0x80) !== 0;
  const beep = (status & 0x40) !== 0;
  const droppingSpo2 = (status & 0x20) !== 0;
  const perfusion = (eighth(packet, 6) << 8) | eighth(packet, 5);
  const usable = !fingerOut && !probeError && !searching;
  return oximeterContent({
    values: contecValues(eighth(packet, 4), eighth(packet, 3)),
    usable,
    type: 'live',
    flags: flagsOf(status | (wave << 8), LIVE_FLAGS),
    about: {
      beep,
      droppingSpo2,
      fingerOut,
      probeError,
      searching,
      signal: status & 0x0f,
      wave: wave & 0x7f,
      bar: eighth(packet, 2) & 0x0f,
      perfusionRaw: perfusionOf(perfusion),
    },
    raw: packet,
  });
}

/** Three pairs of saturation and pulse, one a second; pairs of zeros fill the last packet. */
export function storedReadings(packet: Uint8Array): DecodedContent[] {
  const data = eight(packet);
  const contents: DecodedContent[] = [];
  for (let at = 0; at < data.length; at += 2) {
    contents.push(storedSecond(data[at] ?? 0, data[at + 1] ?? 0, {}, packet));
  }
  return contents;
}

function storedWithPerfusion(packet: Uint8Array, data: readonly number[]): DecodedContent {
  const [spo2 = 0, pulse = 0, low = 0, high = 0] = data;
  return storedSecond(spo2, pulse, { perfusionRaw: perfusionOf((high << 8) | low) }, packet);
}

/** As sent; the unit of the number stands in no public source. */
function perfusionOf(raw: number): number | null {
  return raw === NO_PERFUSION ? null : raw;
}

/** Letters of names, padded with blanks; FF is no letter. */
function textOf(data: readonly number[]): string {
  return String.fromCharCode(...data.filter((byte) => byte >= 0x20 && byte < 0x7f)).trim();
}

function frame(type: string, fields: Readonly<Record<string, unknown>>): DecodedContent {
  return { kind: 'frame', type, fields };
}
