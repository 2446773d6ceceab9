import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { decodeText, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { createZplDecoder } from './host-commands.ts';

const decode = (text: string) => decodeText(createZplDecoder(), text);
const hex = (text: string) => toHex(Buffer.from(text, 'latin1'));

describe('what a host sends to a ZPL printer', () => {
  it('reproduces the vector of a picture as one format', () => {
    expect(decode('^XA^FO40,40^GFA,16,16,2,018003C007E00FF007E003C001800000^FS^XZ')).toMatchObject([
      { kind: 'frame', type: 'format', fields: { copies: 1 }, offset: 0 },
    ]);
  });

  it('names questions, copies and the EPC to be written', () => {
    expect(decode('~HS\r\n~HQES~HI\r\n^XA^RS8^RFW,H^FD3008AB^FS^PQ3^XZ')).toMatchObject([
      { type: 'command', fields: { command: '~HS', name: 'hostStatus' }, length: 5 },
      { type: 'command', fields: { command: '~HQES' }, length: 5 },
      { type: 'command', fields: { command: '~HI' } },
      { type: 'format', fields: { copies: 3, epc: '3008AB' } },
    ]);
  });

  it('reads the answer behind the question', () => {
    const answer =
      '\x02\r\nPRINTER STATUS\r\n ERRORS:         1 00000000 00000003\r\n WARNINGS:       0 00000000 00000000\r\n\x03';
    expect(decode(`~HQES${answer}`)).toMatchObject([
      { type: 'command' },
      { kind: 'printer', ready: false, faults: ['media out', 'ribbon out'] },
    ]);
  });
});

describe('pictures with raw rows', () => {
  it('may hold what would end the format', () => {
    const job = '^XA^FO0,0^GFB,8,8,1,\x01\x02^XZ~\x05\x06^FS^PQ2^XZ';
    expect(decodeText(createZplDecoder(), job)).toMatchObject([
      { type: 'format', fields: { copies: 2 }, length: job.length },
    ]);
  });

  it('that are shorter than they claim wait for the rest and end as unfinished', () => {
    expect(decodeText(createZplDecoder(), '^XA^GFB,800,800,1,\x01^XZ')).toMatchObject([
      { kind: 'incomplete' },
    ]);
  });
});

describeDecoderProperties('printer-zpl, both directions', createZplDecoder, {
  frames: [hex('~HS\r\n'), hex('^XA^FO1,1^FDx^FS^XZ')],
});
