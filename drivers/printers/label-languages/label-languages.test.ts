import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createPicture,
  decodePictures,
  encodeLabel,
  escposText,
  type Label,
  type LabelElement,
  type LabelPicture,
  labelLanguages,
  pictureCommand,
  stamp,
  trim,
  tsplText,
  zplTextField,
} from './index.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
const unspaced = (text: string): string => text.replaceAll(' ', '');
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

// Vectors: shared/protocols/vectors/devices.json, section `label`.
const diamond: LabelPicture = {
  widthDots: 16,
  heightDots: 8,
  rows: Uint8Array.from(Buffer.from('018003C007E00FF007E003C001800000', 'hex')),
};

describe('published vectors', () => {
  it('draws the diamond in ZPL, 1 = black', () => {
    expect(text(pictureCommand('zpl', diamond, 40, 40))).toBe(
      '^XA^FO40,40^GFA,16,16,2,018003C007E00FF007E003C001800000^FS^XZ',
    );
  });

  it('draws the diamond in TSPL, 0 = black', () => {
    expect(hex(pictureCommand('tspl', diamond, 40, 40))).toBe(
      unspaced(
        '42 49 54 4D 41 50 20 34 30 2C 34 30 2C 32 2C 38 2C 30 2C FE 7F FC 3F F8 1F F0 0F F8 1F FC 3F FE 7F FF FF 0D 0A',
      ),
    );
  });

  it('draws the diamond in EPL2, 0 = black', () => {
    expect(hex(pictureCommand('epl', diamond, 40, 40))).toBe(
      unspaced('47 57 34 30 2C 34 30 2C 32 2C 38 2C FE 7F FC 3F F8 1F F0 0F F8 1F FC 3F FE 7F FF FF 0A'),
    );
  });

  it('draws the diamond in ESC/POS, 1 = black', () => {
    expect(hex(pictureCommand('escpos', diamond, 40, 40))).toBe(
      unspaced('1D 76 30 00 02 00 08 00 01 80 03 C0 07 E0 0F F0 07 E0 03 C0 01 80 00 00'),
    );
  });

  it('writes Chinese in GB18030 with the built-in TSPL font', () => {
    expect(hex(tsplText('防疫', 40, 40))).toBe(
      unspaced(
        '54 45 58 54 20 34 30 2C 34 30 2C 22 54 53 53 32 34 2E 42 46 32 22 2C 30 2C 31 2C 31 2C 22 B7 C0 D2 DF 22 0D 0A',
      ),
    );
  });

  it('writes Chinese in GB18030 in ESC/POS', () => {
    expect(hex(escposText('防疫'))).toBe('1C26B7C0D2DF1C2E0A');
  });

  it('writes Chinese in ZPL by hexadecimal escapes of UTF-8', () => {
    expect(`^XA${zplTextField('防疫', 40, 40, 24)}^XZ`).toBe(
      '^XA^CI28^FO40,40^A@N,24,24,E:SIMSUN.TTF^FH^FD_E9_98_B2_E7_96_AB^FS^XZ',
    );
  });
});

const labelOf = (...elements: LabelElement[]): Label => ({
  widthDots: 480,
  heightDots: 320,
  widthMm: 60,
  heightMm: 40,
  gapMm: 2,
  copies: 1,
  elements,
});
const code128 = (content: string): LabelElement => ({
  kind: 'code128',
  x: 8,
  y: 16,
  picture: diamond,
  text: content,
  moduleDots: 2,
});

describe('a label', () => {
  it('is one ZPL format with size, native codes and copies', () => {
    const qr: LabelElement = {
      kind: 'qr',
      x: 300,
      y: 20,
      picture: diamond,
      text: 'A_1',
      moduleDots: 3,
      level: 'M',
    };
    expect(text(encodeLabel('zpl', { ...labelOf(code128('W1'), qr), copies: 2 }))).toBe(
      '^XA^CI28^LH0,0^PW480^LL320^BY2^FO8,16^BCN,8,N,N,N,A^FH^FDW1^FS' +
        '^BY2,2,1^FO300,19^BQN,2,3^FH^FDMA,A_5F1^FS^PQ2^XZ',
    );
  });

  it('is a TSPL page', () => {
    expect(text(encodeLabel('tspl', labelOf(code128('W1'))))).toBe(
      'SIZE 60 mm,40 mm\r\nGAP 2 mm,0\r\nDIRECTION 1\r\nCLS\r\nBARCODE 8,16,"128",8,0,0,2,2,"W1"\r\nPRINT 1,1\r\n',
    );
  });

  it('is an EPL2 form', () => {
    expect(text(encodeLabel('epl', labelOf(code128('W1'))))).toBe(
      '\nN\nq480\nQ320,16\nB8,16,0,1,2,2,8,N,"W1"\nP1\n',
    );
  });

  it('writes the EPC and asks for it back under the id of the job', () => {
    const bytes = encodeLabel('zpl', {
      ...labelOf(),
      rfid: { jobId: 'job-7', epc: 'e28011700000020f12ab34cd', retries: 2 },
    });
    expect(text(bytes)).toBe(
      '^XA^CI28^LH0,0^PW480^LL320^RS8,,,2^RFW,H^FDE28011700000020F12AB34CD^FS' +
        '^FN1^RFR,H^FS^FH_^HV1,24,EPC[job-7:,]_0D_0A,L^FS^PQ1^XZ',
    );
  });

  it('refuses RFID data that could carry a command, two tags with one EPC, and languages without RFID', () => {
    const withRfid = (jobId: string, epc: string): Label => ({ ...labelOf(), rfid: { jobId, epc } });
    const coded = (code: string): unknown => expect.objectContaining({ code });
    expect(() => encodeLabel('zpl', withRfid('a^XZ', 'E280'))).toThrow(coded('input.invalid') as Error);
    expect(() => encodeLabel('zpl', withRfid('a', 'E280^FS^XZ'))).toThrow(coded('input.invalid') as Error);
    expect(() => encodeLabel('zpl', { ...withRfid('a', 'E280'), copies: 2 })).toThrow(
      coded('input.invalid') as Error,
    );
    expect(() => encodeLabel('tspl', withRfid('a', 'E280'))).toThrow(coded('device.unsupported') as Error);
  });

  it('sends what a language cannot carry in a barcode as the picture of it', () => {
    for (const language of ['zpl', 'tspl', 'epl'] as const) {
      const [only] = decodePictures(language, encodeLabel(language, labelOf(code128('防疫'))));
      expect(only).toEqual({ x: 8, y: 16, picture: diamond });
    }
  });
});

const pictures = fc
  .record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 20 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: Math.ceil(width / 8) * height, maxLength: Math.ceil(width / 8) * height })
      .map((rows): LabelPicture => ({ widthDots: Math.ceil(width / 8) * 8, heightDots: height, rows })),
  );
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '^',
      '~',
      '_',
      '"',
      '\\',
      '\n',
      '\r',
      'X',
      'Z',
      'A',
      '[',
      '>',
      '防',
      'ئ',
      '😀',
      '\u0000',
    ),
  }),
);
const count = (haystack: string, needle: string): number => haystack.split(needle).length - 1;

describe('whatever the picture or text is', () => {
  it('the pictures of a job can be read back in every language', () => {
    fc.assert(
      fc.property(pictures, fc.integer({ min: 0, max: 400 }), (picture, x) => {
        for (const language of ['zpl', 'tspl', 'epl'] as const) {
          const bytes = encodeLabel(
            language,
            labelOf({ kind: 'picture', x, y: 3, picture }, { kind: 'picture', x: 0, y: 0, picture }),
          );
          expect(decodePictures(language, bytes)).toEqual([
            { x, y: 3, picture },
            { x: 0, y: 0, picture },
          ]);
        }
        const page = createPicture(480, 320);
        stamp(page, picture, x, 3);
        const [receipt] = decodePictures(
          'escpos',
          encodeLabel('escpos', labelOf({ kind: 'picture', x, y: 3, picture })),
        );
        expect(receipt?.picture).toEqual(page);
      }),
      { numRuns: 25 },
    );
  });

  it('no text can start another command', () => {
    const fixed = hex(encodeLabel('escpos', labelOf(code128('W1'))));
    fc.assert(
      fc.property(hostile, (content) => {
        const elements: LabelElement[] = [
          code128(content),
          { kind: 'gs1-128', x: 0, y: 0, picture: diamond, text: content, moduleDots: 2 },
          { kind: 'qr', x: 0, y: 30, picture: diamond, text: content, moduleDots: 2, level: 'M' },
          { kind: 'datamatrix', x: 0, y: 0, picture: diamond, text: content, moduleDots: 2 },
          { kind: 'text', x: 0, y: 0, picture: diamond, text: content, heightDots: 24 },
        ];
        const zpl = text(encodeLabel('zpl', { ...labelOf(...elements), printerFonts: true }));
        expect([count(zpl, '^XA'), count(zpl, '^XZ'), count(zpl, '^FS'), count(zpl, '~')]).toEqual([
          1, 1, 5, 0,
        ]);
        expect(zpl).toMatch(/^[\x20-\x7e]*$/);

        const picturesOnly = elements.filter((element) => element.kind !== 'text');
        for (const [language, line] of [
          ['tspl', /^(SIZE|GAP|DIRECTION|CLS|BARCODE|QRCODE|PRINT) ?[^\r\n]*$/],
          ['epl', /^([NqQBP][^\r\n]*)?$/],
        ] as const) {
          const commands = encodeLabel(language, labelOf(...picturesOnly));
          const raw = text(pictureCommand(language, diamond, 0, 0)).slice(-20);
          for (const one of text(commands).split(raw).join('\n').split(/\r?\n/)) {
            if (!/^(BITMAP|GW)/.test(one) && one !== '') expect(one).toMatch(line);
          }
        }
        expect(hex(encodeLabel('escpos', labelOf(code128(content))))).toBe(fixed);
      }),
    );
  });

  it('a quote, a backslash and a line end stay inside TSPL text', () => {
    expect(text(tsplText('a"b\nc', 0, 0))).toBe('TEXT 0,0,"TSS24.BF2",0,1,1,"a\\["]b c"\r\n');
    expect(hex(tsplText('\\', 0, 0))).toContain('A3DC');
  });
});

describe('a picture', () => {
  it('is trimmed to its black dots', () => {
    const page = createPicture(100, 60);
    stamp(page, diamond, 31, 17);
    const trimmed = trim(page);
    expect([trimmed?.x, trimmed?.y, trimmed?.picture.widthDots, trimmed?.picture.heightDots]).toEqual([
      35, 17, 8, 7,
    ]);
    expect(trim(createPicture(9, 9))).toBeUndefined();
  });

  it('is refused by the decoder when rows are missing', () => {
    for (const language of labelLanguages) {
      const whole = pictureCommand(language, diamond, 0, 0);
      const short =
        language === 'zpl' ? Buffer.from(text(whole).replace('0000^FS', '^FS')) : whole.subarray(0, -6);
      expect(() => decodePictures(language, short)).toThrow(
        expect.objectContaining({ code: 'protocol.length' }) as Error,
      );
    }
  });
});
