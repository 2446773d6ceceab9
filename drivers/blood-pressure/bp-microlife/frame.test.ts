import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { decodeHex, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { answerReports, clockDataReports, commandReport } from './commands.ts';
import { createMicrolifeDecoder } from './frame.ts';

const decode = (hex: string) => decodeHex(createMicrolifeDecoder(), hex);
const answer = (digits: string): string => answerReports(digits).map(toHex).join('');

/** Patient `KIOSK7` behind eight digits of count and unknown. */
const HEADER = '00020001' + '4B494F534B37000000000000';
/** 131/84, pulse 66 (`protocols/vectors/devices.json`), and 118/76, pulse 71. */
const RECORDS = `26031509420000000421508300000000${'26031418050000000471307600000000'}`;
const MEMORY = answer(HEADER + RECORDS);
const ACK = '0106000000000000';

describe('Microlife messages', () => {
  it('writes and reads the command of the vectors', () => {
    expect(toHex(commandReport('GET_CLOCK'))).toBe('0412161826000000');
    expect(decode('04 12 16 18 26 00 00 00')).toMatchObject([
      { type: 'GET_CLOCK', fields: { code: 0x26 }, length: 8 },
    ]);
  });

  it('reads the memory: a header and a reading a record, which together cover the reports', () => {
    const lines = decode(`${toHex(commandReport('READ_RECORDS'))}${MEMORY}`);
    expect(lines).toMatchObject([
      { type: 'READ_RECORDS', offset: 0, length: 8 },
      { type: 'MEMORY', fields: { count: 2, id: 'KIOSK7' }, offset: 8 },
      {
        kind: 'reading',
        values: { systolic: 131, diastolic: 84, pulse: 66 },
        units: { systolic: 'mm[Hg]', diastolic: 'mm[Hg]', pulse: '/min' },
        flags: [],
        person: 'KIOSK7',
        at: '2026-03-15T09:42',
      },
      { kind: 'reading', values: { systolic: 118, diastolic: 76, pulse: 71 }, at: '2026-03-14T18:05' },
    ]);
    const told = lines.reduce((sum, line) => sum + line.length, 0);
    expect(told).toBe(8 + MEMORY.length / 2);
    expect(decode(MEMORY).map((line) => line.kind)).toEqual(['frame', 'reading', 'reading']);
  });

  it('reads the memory however the bridge cuts it, with any line state in the upper half of the count', () => {
    const payload = [...Buffer.from(MEMORY, 'hex')].filter((_, index) => index % 8 !== 0).slice(0, 99);
    const threes: string[] = [];
    for (let at = 0; at < payload.length; at += 3) {
      const report = [0xf3, ...payload.slice(at, at + 3), 0x11, 0x11, 0x11, 0x11];
      threes.push(toHex(Uint8Array.from(report)));
    }
    expect(decode(threes.join(''))).toMatchObject([
      { type: 'MEMORY' },
      { values: { systolic: 131 } },
      { values: { systolic: 118 } },
    ]);
  });

  it('reads clock, patient and what the host sets', () => {
    const talk =
      toHex(commandReport('GET_CLOCK')) +
      answer('03152026094207') +
      toHex(commandReport('GET_ID')) +
      answer('4B494F534B37'.padEnd(64, '0')) +
      toHex(commandReport('SET_CLOCK')) +
      ACK +
      clockDataReports('2026-03-15T09:42:30').map(toHex).join('');
    expect(decode(talk)).toMatchObject([
      { type: 'GET_CLOCK' },
      { type: 'CLOCK', fields: { clock: '2026-03-15T09:42:07' } },
      { type: 'GET_ID' },
      { type: 'PATIENT', fields: { id: 'KIOSK7' } },
      { type: 'SET_CLOCK' },
      { type: 'ACK' },
      { type: 'CLOCK', fields: { clock: '2026-03-15T09:42:30' } },
    ]);
    expect(decode(answer('03152026094207'))).toMatchObject([{ type: 'CLOCK' }]);
  });

  it('refuses a wrong check as a whole and a record with an impossible date or number alone', () => {
    const broken = `${MEMORY.slice(0, 40)}32${MEMORY.slice(42)}`;
    expect(decode(broken)).toMatchObject([{ kind: 'refused', reason: 'checksum', offset: 0 }]);
    const odd = answer(HEADER + RECORDS.replace('2603141805', '2613141805'));
    expect(decode(odd)).toMatchObject([
      { type: 'MEMORY' },
      { kind: 'reading' },
      { kind: 'refused', reason: 'date' },
    ]);
    const high = answer(HEADER + RECORDS.replace('04713076', '0471307F'));
    expect(decode(high)).toMatchObject([{ type: 'MEMORY' }, { kind: 'reading' }, { kind: 'reading' }]);
    const none = answer(HEADER + RECORDS.replace('04713076', '00000000'));
    expect(decode(none)).toMatchObject([{}, {}, { kind: 'refused', reason: 'range' }]);
  });
});

describeDecoderProperties('bp-microlife', createMicrolifeDecoder, {
  frames: ['0412161826000000', MEMORY, answer('03152026094207')],
});
