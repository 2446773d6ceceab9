import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { decodeHex, decodeInPieces, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { astmFrame, ETB, ETX, hidBlocks } from './commands.ts';
import { createAstmDecoder } from './frame.ts';

const decode = (...parts: readonly Uint8Array[]) =>
  decodeInPieces(createAstmDecoder(), [Buffer.concat(parts)]);
const characters = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

/** The frames of the vectors. */
const RESULT =
  '0233527C327C5E5E5E476C75636F73657C3130347C6D672F644C5E507C7C427C7C3230323630333135303934320D1734310D0A';
const TERMINATOR = '02344C7C317C7C4E0D0338330D0A';
const IN_HID = `41424333${RESULT}${'00'.repeat(9)}`;

const HEADER =
  'H|\\^&||a1B2|Contour7350^01.10\\01.02\\05.02.03^7358-2200417^0000-|A=1^C=00^G=zh^I=0200^R=0^S=01^U=1^V=11333^Z=1' +
  '|12|||||P|1|20260315094530';

describe('the vectors', () => {
  it('are read from a serial line', () => {
    expect(decodeHex(createAstmDecoder(), RESULT + TERMINATOR)).toEqual([
      {
        kind: 'reading',
        values: { glucose: 104 },
        units: { glucose: 'mg/dL' },
        flags: ['beforeMeal'],
        person: null,
        at: '2026-03-15T09:42',
        fields: { frame: 3, sequence: 2, marker: 'B', method: 'plasma' },
        raw: RESULT,
        offset: 0,
        length: 51,
      },
      {
        kind: 'frame',
        type: 'terminator',
        fields: { frame: 4, sequence: '1', code: 'N' },
        offset: 51,
        length: 14,
      },
    ]);
  });

  it('are read from a HID report', () => {
    expect(decodeHex(createAstmDecoder(), IN_HID)).toMatchObject([
      {
        kind: 'reading',
        values: { glucose: 104 },
        at: '2026-03-15T09:42',
        raw: RESULT,
        offset: 0,
        length: 64,
      },
    ]);
  });
});

describe('records', () => {
  it('tells the header with unit, limits and clock', () => {
    expect(decode(astmFrame(1, HEADER))).toMatchObject([
      {
        kind: 'frame',
        type: 'header',
        fields: {
          product: 'Contour7350',
          versions: ['01.10', '01.02', '05.02.03'],
          serialNumber: '7358-2200417',
          unit: 'mmol/L',
          lowBound: 11,
          highBound: 333,
          resultCount: 12,
          at: '2026-03-15T09:45:30',
        },
      },
    ]);
  });

  it('keeps the unit the meter sent and reads both forms of the time', () => {
    expect(decode(astmFrame(1, 'R|5|^^^Glucose|7.9|mmol/L^P||A/Z2||20260315094211'))).toMatchObject([
      {
        values: { glucose: 7.9 },
        units: { glucose: 'mmol/L' },
        flags: ['afterMeal', 'afterMeal30Minutes'],
        at: '2026-03-15T09:42:11',
      },
    ]);
  });

  it('takes the unit from the header where the result has none, and the person from the patient record', () => {
    const lines = decode(
      astmFrame(1, HEADER),
      astmFrame(2, 'P|1||320106'),
      astmFrame(3, 'O|1||||||||||Q'),
      astmFrame(4, 'R|1|^^^Glucose|5.6|||||202603150942'),
    );
    expect(lines.at(-1)).toMatchObject({
      values: { glucose: 5.6 },
      units: { glucose: 'mmol/L' },
      flags: ['controlSolution'],
      person: '320106',
    });
  });

  it('reads the marks of the serial meters: range, meal, control', () => {
    expect(decode(astmFrame(1, 'R|3|^^^Glucose|602|mg/dL^P|40|>|A|E|||202603150942'))).toMatchObject([
      { values: { glucose: 602 }, flags: ['aboveRange', 'afterMeal', 'controlSolution'] },
    ]);
    expect(decode(astmFrame(1, 'R|3|^^^Glucose|HI|mg/dL^P||>||202603150942'))).toMatchObject([
      { kind: 'reading', error: { code: 'HI' }, at: '2026-03-15T09:42' },
    ]);
  });

  it('tells results of other tests as frames', () => {
    expect(decode(astmFrame(1, 'R|1|^^^Average|6.1|mmol/L'))).toMatchObject([
      { kind: 'frame', type: 'result' },
    ]);
  });

  it.each([
    ['no time', 'R|2|^^^Glucose|104|mg/dL^P||B||', 'date'],
    ['a day that does not exist', 'R|2|^^^Glucose|104|mg/dL^P||B||202602300942', 'date'],
    ['no unit', 'R|2|^^^Glucose|104|||B||202603150942', 'field'],
    ['a foreign unit', 'R|2|^^^Glucose|104|g/L^P||B||202603150942', 'field'],
    ['a number that is none', 'R|2|^^^Glucose|1O4|mg/dL^P||B||202603150942', 'field'],
    ['a value that cannot be', 'R|2|^^^Glucose|1040|mg/dL^P||B||202603150942', 'range'],
  ])('refuses a result with %s', (_what, record, reason) => {
    expect(decode(astmFrame(2, record))).toMatchObject([{ kind: 'refused', reason }]);
  });

  it('puts a record together that is cut over two frames', () => {
    const cut = (number: number, text: string, end: number): Uint8Array => {
      const whole = `${number}${text}${String.fromCharCode(end)}`;
      const sum = Array.from(whole).reduce((total, letter) => (total + letter.charCodeAt(0)) & 0xff, 0);
      return characters(`\x02${whole}${sum.toString(16).toUpperCase().padStart(2, '0')}\r\n`);
    };
    expect(
      decode(cut(1, 'R|2|^^^Glucose|104|mg/dL^P||', ETB), cut(2, 'B||202603150942\r', ETX)),
    ).toMatchObject([
      { kind: 'frame', type: 'part' },
      { kind: 'reading', values: { glucose: 104 }, flags: ['beforeMeal'] },
    ]);
  });

  it('gives a line to each record of one frame', () => {
    const frame = astmFrame(1, 'P|1\rR|1|^^^Glucose|5.6|mmol/L^P||||202603150942\rL|1||N', ETX);
    const lines = decode(frame);
    expect(lines.map((line) => (line.kind === 'frame' ? line.type : line.kind))).toEqual([
      'patient',
      'reading',
      'terminator',
    ]);
    expect(lines.reduce((sum, line) => sum + line.length, 0)).toBe(frame.length);
  });
});

describe('link', () => {
  it('tells control characters and remote commands', () => {
    expect(
      decode(characters('\x15\x05\x06R|\rD|\r260315|\r\n\x04')).map((line) =>
        line.kind === 'frame' ? line.type : line.kind,
      ),
    ).toEqual(['refuse', 'enquiry', 'acknowledge', 'remote', 'remote', 'remote', 'endOfTransmission']);
  });

  it('drops a frame that is sent again at once, not one of the next transmission', () => {
    const frame = astmFrame(3, 'R|2|^^^Glucose|104|mg/dL^P||B||202603150942');
    const kinds = (...parts: Uint8Array[]) =>
      decode(...parts).map((line) => (line.kind === 'frame' ? line.type : line.kind));
    expect(kinds(frame, characters('\x15'), frame)).toEqual(['reading', 'refuse', 'repeat']);
    expect(kinds(frame, characters('\x04\x05'), frame)).toEqual([
      'reading',
      'endOfTransmission',
      'enquiry',
      'reading',
    ]);
  });

  it('refuses a wrong check and reads the repetition', () => {
    const good = decodeHex(createAstmDecoder(), RESULT.replace('34310D0A', '34320D0A') + RESULT);
    expect(good).toMatchObject([
      { kind: 'refused', reason: 'checksum', length: 51 },
      { kind: 'reading', offset: 51 },
    ]);
  });

  it('reads a header that takes three HID reports, with EOT before and ENQ behind it', () => {
    const message = Buffer.concat([characters('\x04'), astmFrame(1, HEADER), characters('\x05')]);
    const reports = hidBlocks(message, [0, 0, 0]);
    expect(reports.length).toBeGreaterThan(2);
    expect(decode(...reports)).toMatchObject([
      {
        kind: 'frame',
        type: 'header',
        fields: { controls: ['endOfTransmission', 'enquiry'] },
        length: reports.length * 64,
      },
    ]);
    expect(decode(...hidBlocks(characters('\x06')), ...hidBlocks(characters('R|')))).toMatchObject([
      { kind: 'frame', type: 'acknowledge', length: 64 },
      { kind: 'frame', type: 'remote', length: 64 },
    ]);
  });
});

describeDecoderProperties('glucose-astm', createAstmDecoder, {
  frames: [RESULT, `05${RESULT}`, TERMINATOR, IN_HID, toHex(Buffer.concat(hidBlocks(astmFrame(1, HEADER))))],
});
