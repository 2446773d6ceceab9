import { describe, expect, it } from 'vitest';
import { toHex } from '../../framing/hexadecimal.ts';
import { decodeHex, decodeText, describeDecoderProperties } from '../../testing/decoder-properties.ts';
import { dataReport } from './commands.ts';
import { createScannerDecoder } from './frame.ts';

const decode = (hex: string) => decodeHex(createScannerDecoder(), hex);

/** `02 length ] C 0 text`, filled up with zeros to the data's end and `flag` last. */
function report(aim: string, text: string, options: { more?: boolean; length?: number } = {}): string {
  const data = Uint8Array.from(Buffer.from(text, 'latin1'));
  return toHex(dataReport({ aim, data, more: options.more ?? false, length: options.length ?? 62 }));
}

describe('reports of an HID POS scanner', () => {
  it('reads a scan of one report with its symbology', () => {
    const hex = `02 06 5D 43 30 48 2D 30 30 34 32 ${'00 '.repeat(51)}`;
    expect(decode(hex)).toEqual([
      {
        kind: 'frame',
        type: 'barcode',
        fields: { text: 'H-0042', symbology: 'code128', aim: ']C0', hex: '482D30303432' },
        offset: 0,
        length: 62,
      },
    ]);
  });

  it('puts a long code together from its reports, in both layouts', () => {
    const text = 'Q'.repeat(56) + 'R'.repeat(30);
    for (const length of [62, 64]) {
      const hex =
        report(']Q1', text.slice(0, 56), { more: true, length }) + report(']Q1', text.slice(56), { length });
      expect(decode(hex + hex)).toMatchObject([
        { fields: { text, symbology: 'qrCode' }, offset: 0, length: 2 * length },
        { fields: { text }, offset: 2 * length, length: 2 * length },
      ]);
    }
  });

  it('keeps group separators and names GS1 codes', () => {
    expect(decode(report(']C1', '0109521234543213\x1d10AB'))[0]).toMatchObject({
      fields: { text: '0109521234543213\x1d10AB', symbology: 'gs1-128' },
    });
    expect(decode(report(']d2', '0109521234543213'))[0]).toMatchObject({
      fields: { symbology: 'gs1DataMatrix' },
    });
  });

  it('reads UTF-8, and bytes that are none without losing them', () => {
    const chinese = Buffer.from('案件-7', 'utf8').toString('latin1');
    expect(decode(report(']Q1', chinese))[0]).toMatchObject({ fields: { text: '案件-7' } });
    expect(decode(report(']Q1', '\xb0\xb8'))[0]).toMatchObject({ fields: { hex: 'B0B8' } });
  });

  it('refuses a scan whose rest did not come, and a length that is none', () => {
    const first = report(']Q1', 'A'.repeat(56), { more: true });
    expect(decode(`${first}${report(']C0', 'WHOLE')}`)).toMatchObject([
      { kind: 'refused', reason: 'unfinished', length: 62 },
      { fields: { text: 'WHOLE' } },
    ]);
    expect(decode(`${first}FF00FF0000`)[0]).toMatchObject({ kind: 'refused', reason: 'unfinished' });
    expect(decode(`0239${report(']C0', 'x').slice(4)}`)[0]).toMatchObject({
      kind: 'refused',
      reason: 'length',
    });
  });

  it('reads the lines of a scanner in serial mode', () => {
    const lines = decodeText(createScannerDecoder(), ']C1010952123454321310AB\r\n6901234567892\r\nabc\r\n');
    expect(lines).toMatchObject([
      { fields: { text: '010952123454321310AB', symbology: 'gs1-128', aim: ']C1' } },
      { fields: { text: '6901234567892', symbology: null } },
      { kind: 'discarded' },
    ]);
  });
});

describeDecoderProperties('scanner-hid-pos', createScannerDecoder, {
  frames: [
    report(']C0', 'H-0042'),
    report(']Q1', 'EVIDENCE-0001', { length: 64 }),
    toHex(Buffer.from('H-0042\r\n')),
  ],
});
