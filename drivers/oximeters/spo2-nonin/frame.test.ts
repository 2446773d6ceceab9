import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { bytesOf, decodeHex, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { readTime, selectFormat, setTime } from './commands.ts';
import { createNoninDecoder } from './frame.ts';
import { format8Frame, spotCheckFrame, streamPacket } from './simulator.ts';

const decode = (hex: string) => decodeHex(createNoninDecoder(), hex);

/** The packet of the vectors. */
const PACKET =
  '01813C01BF01803D05C301803E612001803F00C001804000C101804100C201804200C301804300C401804400C501804500C601804600C7' +
  '01804700C801804800C901804900CA01804A00CB01804B00CC01804C00CD01804D00CE01804E00CF01804F00D001805000D101805100D2' +
  '01805200D301805300D401805400D5';

describe('format 2', () => {
  it('reads the packet of the vectors: pulse 133, saturation 97 %', () => {
    expect(decode(PACKET)).toMatchObject([
      {
        kind: 'reading',
        values: { pulseRate: 133, spo2: 97 },
        units: { pulseRate: '/min', spo2: '%' },
        flags: [],
        fields: { format: 2 },
        offset: 0,
        length: 125,
      },
    ]);
  });

  it('tells frames of a packet whose start was missed as waveform, then reads the next', () => {
    const lines = decode(PACKET.slice(220) + PACKET);
    expect(lines.map((line) => line.kind)).toEqual(['frame', 'frame', 'frame', 'reading']);
    expect(lines[0]).toMatchObject({
      type: 'wave',
      fields: { format: 2, wave: 0x52, value: 0, sync: false },
    });
  });

  it('makes no reading of a packet with one damaged frame', () => {
    const damaged = `${PACKET.slice(0, 28)}21${PACKET.slice(30)}`;
    const lines = decode(damaged);
    expect(lines.filter((line) => line.kind === 'refused')).toEqual([
      { kind: 'refused', reason: 'checksum', offset: 10, length: 5 },
    ]);
    expect(lines.filter((line) => line.kind === 'frame')).toHaveLength(24);
  });

  it('tells "no value" and a removed finger as frames', () => {
    const none = streamPacket({ format: 2, pulse: 511, spo2: 127, status: 0 });
    expect(decode(toHex(none))).toMatchObject([
      { kind: 'frame', type: 'packet', fields: { pulse: null, spo2: null } },
    ]);
    const removed = streamPacket({ format: 2, pulse: 71, spo2: 98, status: 0x08 });
    expect(decode(toHex(removed))).toMatchObject([{ kind: 'frame', fields: { flags: ['sensorAlarm'] } }]);
    const weak = streamPacket({ format: 2, pulse: 71, spo2: 98, status: 0x26 });
    expect(decode(toHex(weak))).toMatchObject([
      { kind: 'reading', flags: ['artifact', 'marginalPerfusion'] },
    ]);
  });
});

describe('format 7', () => {
  it('reads a packet, told from format 2 by its bytes', () => {
    const packet = toHex(streamPacket({ format: 7, pulse: 133, spo2: 97, status: 0 }));
    expect(decode(packet + packet)).toMatchObject([
      { kind: 'reading', values: { pulseRate: 133, spo2: 97 }, fields: { format: 7 }, length: 125 },
      { kind: 'reading', offset: 125 },
    ]);
  });

  it('makes no reading of a packet with one damaged frame', () => {
    const packet = streamPacket({ format: 7, pulse: 133, spo2: 97, status: 0 });
    packet[52] = (packet[52] ?? 0) ^ 0x10;
    const lines = decode(toHex(packet));
    expect(lines.filter((line) => line.kind === 'reading')).toEqual([]);
    expect(lines.filter((line) => line.kind === 'refused')).toMatchObject([
      { reason: 'checksum', offset: 50 },
    ]);
  });
});

describe('format 8', () => {
  it('reads four bytes a second with all flags', () => {
    expect(decode('814A6100 A44B6120')).toMatchObject([
      { kind: 'reading', values: { pulseRate: 202, spo2: 97 }, flags: [], fields: { format: 8 }, length: 4 },
      { kind: 'reading', values: { pulseRate: 75 }, flags: ['outOfTrack', 'artifact', 'smartPoint'] },
    ]);
    expect(decode('837F7F00')).toMatchObject([{ kind: 'frame', fields: { pulse: null, spo2: null } }]);
    expect(decode('804A6108')).toMatchObject([{ kind: 'frame', fields: { flags: ['sensorAlarm'] } }]);
    expect(decode('804A6500')).toMatchObject([{ kind: 'refused', reason: 'range' }]);
  });

  it('is not seen inside the frames of other formats', () => {
    for (let cut = 1; cut < 5; cut += 1) {
      const lines = decode(PACKET.slice(cut * 2));
      expect(lines.filter((line) => line.kind === 'reading')).toEqual([]);
    }
  });
});

describe('format 13', () => {
  const frame = spotCheckFrame({ at: '2026-03-15T09:42:00', pulse: 72, spo2: 97, status: 0x0200 });

  it('reads a spot check with its time', () => {
    expect(toHex(frame)).toBe('0002000D000E2026031509420000020000480061' + '54' + '03');
    expect(decode(toHex(frame))).toMatchObject([
      {
        kind: 'reading',
        values: { pulseRate: 72, spo2: 97 },
        flags: ['smartPoint'],
        at: '2026-03-15T09:42:00',
        fields: { format: 13 },
        length: 22,
      },
    ]);
  });

  it('says when the check comes from memory, and when there is none', () => {
    const memory = spotCheckFrame({ at: '2026-03-15T09:42:00', pulse: 72, spo2: 97, status: 0x0211 });
    expect(decode(toHex(memory))).toMatchObject([{ flags: ['smartPoint', 'fromMemory', 'lowBattery'] }]);
    const none = spotCheckFrame({ at: '2026-03-15T09:42:00', pulse: 511, spo2: 127, status: 0x0100 });
    expect(decode(toHex(none))).toMatchObject([
      { kind: 'frame', type: 'spotCheck', fields: { pulse: null } },
    ]);
  });

  it('refuses a wrong sum, a wrong end and a day that does not exist', () => {
    const broken = (at: number, value: number): string => {
      const bytes = frame.slice();
      bytes[at] = value;
      return toHex(bytes);
    };
    expect(decode(broken(20, 0))).toMatchObject([{ kind: 'refused', reason: 'checksum' }]);
    expect(decode(broken(21, 0))).toMatchObject([{ kind: 'refused', reason: 'length' }]);
    const april31 = spotCheckFrame({ at: '2026-04-31T09:42:00', pulse: 72, spo2: 97, status: 0 });
    expect(decode(toHex(april31))).toMatchObject([{ kind: 'refused', reason: 'date' }]);
  });
});

describe('commands and answers', () => {
  it('are built and read as the specification says', () => {
    expect(toHex(selectFormat(13))).toBe('027002020D03');
    expect(toHex(readTime())).toBe('02720003');
    expect(toHex(setTime(new Date(2050, 11, 31, 14, 30, 15)))).toBe('027206320C1F0E1E0F03');
    expect(decode('027002020803 06 02720003 02F2061A030F092A0003 15 027002020903')).toMatchObject([
      { kind: 'frame', type: 'selectFormat', fields: { format: 8 } },
      { kind: 'frame', type: 'acknowledge' },
      { kind: 'frame', type: 'readTime' },
      { kind: 'frame', type: 'time', fields: { at: '2026-03-15T09:42:00' } },
      { kind: 'frame', type: 'refuse' },
      { kind: 'discarded' },
    ]);
  });
});

describeDecoderProperties('spo2-nonin', createNoninDecoder, {
  frames: [
    PACKET,
    toHex(format8Frame({ pulse: 74, spo2: 97, status: 0 })),
    '027002020803',
    '0180491 0DA'.replaceAll(' ', ''),
  ],
});

it('keeps the vector as it was', () => {
  expect(bytesOf(PACKET)).toHaveLength(125);
});
