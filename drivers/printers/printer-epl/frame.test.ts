import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { decodeHex, decodeText, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createEplFramer } from './frame.ts';

const decode = (text: string) => decodeText(createEplFramer(), text);
const hex = (text: string) => toHex(Buffer.from(text, 'latin1'));

describe('answers of an EPL2 printer', () => {
  it.each([
    ['00', true, [], false],
    ['07', false, ['paper out', 'ribbon out'], false],
    ['11', false, ['head open'], false],
    ['12', false, ['paused'], false],
    ['50', true, [], true],
    ['81', false, ['cutter fault'], false],
    ['62', false, ['head too hot'], false],
    ['92', false, ['paused'], false],
    ['77', false, ['unknown error 77'], false],
  ])('code %s', (code, ready, faults, printing) => {
    expect(decode(`${code}\r\n`)).toMatchObject([{ kind: 'printer', ready, faults, printing, length: 4 }]);
  });

  it('reads how many labels are owed, ACK and NAK', () => {
    expect(decode('07P012L00345\r\n')[0]).toMatchObject({
      labelsLeft: 12,
      faults: ['paper out', 'ribbon out'],
    });
    expect(decode('\x06')[0]).toMatchObject({ type: 'ACK' });
    expect(decode('\x1507P002\r\n')).toMatchObject([
      { kind: 'printer', labelsLeft: 2, offset: 0, length: 9 },
    ]);
  });

  it('reads a code behind NAK that ends with XOFF, as emulations send it', () => {
    expect(decode('\x1562\x1307\r\n')).toMatchObject([
      { kind: 'printer', faults: ['head too hot'], offset: 0, length: 4 },
      { kind: 'printer', faults: ['paper out', 'ribbon out'], offset: 4, length: 4 },
    ]);
  });

  it('reads the configuration', () => {
    expect(decode('UKQ1935HLU     V4.29\r\nS/N: 42A000000000\r\nImage buffer size:0245K\r\n')).toMatchObject([
      { type: 'identification', fields: { model: 'UKQ1935HLU', firmware: '4.29' } },
      { type: 'serial', fields: { serial: '42A000000000' } },
      { type: 'configuration', fields: { name: 'Image buffer size', value: '0245K' } },
    ]);
  });
});

describe('jobs of a host', () => {
  it('reproduces the vector of a picture', () => {
    const picture = '47 57 34 30 2C 34 30 2C 32 2C 38 2C FE 7F FC 3F F8 1F F0 0F F8 1F FC 3F FE 7F FF FF 0A';
    expect(decodeHex(createEplFramer(), picture)).toMatchObject([
      { type: 'job', fields: { command: 'G', x: 40, y: 40, bytesPerRow: 2, height: 8 }, length: 29 },
    ]);
  });

  it('names requests and the lines of a label', () => {
    expect(decode('UQ\n^ee\nN\nq480\nQ320,24\nA50,0,0,1,1,1,N,"H-0042"\nP1\n')).toMatchObject([
      { type: 'command', fields: { command: 'UQ' } },
      { type: 'command', fields: { command: '^ee' } },
      { type: 'job', fields: { command: 'N' } },
      { type: 'job', fields: { command: 'q' } },
      { type: 'job', fields: { command: 'Q' } },
      { type: 'job', fields: { command: 'A', text: 'H-0042' } },
      { type: 'job', fields: { command: 'P' } },
    ]);
  });
});

describeDecoderProperties('printer-epl', createEplFramer, {
  frames: [hex('00\r\n'), hex('07P012L00345\r\n'), '06', hex('P1\n')],
  noise: '0001',
});
