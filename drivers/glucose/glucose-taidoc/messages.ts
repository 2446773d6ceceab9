import type { DecodedContent } from '../../decoded.ts';
import { toHex } from '../../framing/hexadecimal.ts';
import { deviceTime } from '../../measurement/reading.ts';
import { glucoseContent, rangeFlags } from '../glucose-reading.ts';
import { COMMANDS } from './commands.ts';
import type { TaidocFrame } from './frame.ts';

/** Bits 2 to 5 of the last byte: what was measured; 0 = glucose (Tidepool, GlucoRx driver). */
const ANALYTES: ReadonlyMap<number, string> = new Map([
  [6, 'haematocrit'],
  [7, 'ketone'],
  [8, 'uricAcid'],
  [9, 'cholesterol'],
  [11, 'haemoglobin'],
  [12, 'lactate'],
  [13, 'triglycerides'],
]);
const NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(COMMANDS).map(([name, code]) => [code, name]),
);
/** Bits 6 and 7 of the last byte. */
const MARKS: readonly (string | undefined)[] = [undefined, 'beforeMeal', 'afterMeal', 'controlSolution'];

/**
 * A record comes as two answers: its time (25), then its value (26). Remembers the time until the value of the same
 * record comes; anything lost in between forgets it.
 */
export class TaidocConversation {
  #time: { readonly at: string; readonly index: number | undefined; readonly bytes: Uint8Array } | undefined;
  #askedTime: number | undefined;
  #askedValue: number | undefined;

  lost(): void {
    this.#time = undefined;
    this.#askedTime = undefined;
    this.#askedValue = undefined;
  }

  take(frame: TaidocFrame): DecodedContent {
    return frame.fromHost ? this.#request(frame) : this.#answer(frame);
  }

  #request({ code, data }: TaidocFrame): DecodedContent {
    const index = u16(data);
    if (code === COMMANDS.readRecordTime) {
      this.#askedTime = index;
      this.#time = undefined;
      return command(code, { index });
    }
    if (code === COMMANDS.readRecordValue) {
      this.#askedValue = index;
      return command(code, { index });
    }
    if (code !== COMMANDS.setClock)
      return command(code, data.every((byte) => byte === 0) ? {} : { data: [...data] });
    const at = timeOf(data);
    return at === undefined ? { kind: 'refused', reason: 'date' } : command(code, { at });
  }

  #answer(frame: TaidocFrame): DecodedContent {
    const { code, data } = frame;
    switch (code) {
      case COMMANDS.readClock:
      case COMMANDS.setClock: {
        const at = timeOf(data);
        return at === undefined ? { kind: 'refused', reason: 'date' } : told('clock', { at });
      }
      case COMMANDS.readModel:
        return told('model', { model: `TD-${hex(data[1])}${hex(data[0])}` });
      case COMMANDS.readSerialLow:
      case COMMANDS.readSerialHigh:
        return told('serial', {
          part: code === COMMANDS.readSerialLow ? 'low' : 'high',
          text: toHex(data.slice().reverse()),
        });
      case COMMANDS.readRecordCount:
        return told('recordCount', { count: u16(data) });
      case COMMANDS.readRecordTime:
        return this.#recordTime(frame);
      case COMMANDS.readRecordValue:
        return this.#recordValue(frame);
      case COMMANDS.communicating:
        return told('communicating', {});
      default:
        return told('answer', { code, data: [...data] });
    }
  }

  #recordTime({ data, bytes }: TaidocFrame): DecodedContent {
    const index = this.#askedTime;
    this.#askedTime = undefined;
    const at = timeOf(data);
    if (at === undefined) {
      this.#time = undefined;
      return { kind: 'refused', reason: 'date' };
    }
    this.#time = { at, index, bytes };
    return told('recordTime', { at, ...(index === undefined ? {} : { index }) });
  }

  #recordValue({ data, bytes }: TaidocFrame): DecodedContent {
    const time = this.#time;
    const index = this.#askedValue ?? time?.index;
    this.lost();
    const last = data[3] ?? 0;
    const analyte = (last >> 2) & 0x0f;
    const mark = MARKS[last >> 6];
    const value = u16(data);
    const isSame = time?.index === undefined || index === undefined || time.index === index;
    const at = isSame ? (time?.at ?? null) : null;
    const about = index === undefined ? {} : { index };
    if (analyte !== 0) {
      const fields = { ...about, analyte: ANALYTES.get(analyte) ?? analyte, value, at, mark: mark ?? null };
      return told('otherRecord', fields);
    }
    const raw = time !== undefined && isSame ? Uint8Array.from([...time.bytes, ...bytes]) : bytes;
    const flags = [...rangeFlags(value), ...(mark === undefined ? [] : [mark])];
    return glucoseContent({
      value,
      unit: 'mg/dL',
      flags,
      at,
      fields: { ...about, detail: data[2] ?? 0 },
      raw,
    });
  }
}

/** 16 bits, low byte first: year since 2000 (7), month (4), day (5); then minute and hour. */
export function timeOf(data: Uint8Array): string | undefined {
  const day = u16(data);
  return deviceTime(
    2000 + (day >> 9),
    (day >> 5) & 0x0f,
    day & 0x1f,
    (data[3] ?? 0) & 0x1f,
    (data[2] ?? 0) & 0x3f,
  );
}

/** @param at local wall time, year 2000 to 2127 */
export function timeBytes(at: Date): number[] {
  const day = ((at.getFullYear() - 2000) << 9) | ((at.getMonth() + 1) << 5) | at.getDate();
  return [day & 0xff, day >> 8, at.getMinutes(), at.getHours()];
}

function command(code: number, fields: Readonly<Record<string, unknown>>): DecodedContent {
  return told('command', { command: NAMES.get(code) ?? `unknown${hex(code)}`, ...fields });
}

function told(type: string, fields: Readonly<Record<string, unknown>>): DecodedContent {
  return { kind: 'frame', type, fields };
}

function hex(byte: number | undefined): string {
  return (byte ?? 0).toString(16).toUpperCase().padStart(2, '0');
}

function u16(data: Uint8Array): number {
  return (data[0] ?? 0) | ((data[1] ?? 0) << 8);
}
