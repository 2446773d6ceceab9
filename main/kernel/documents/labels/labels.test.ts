import fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodePictures } from '../../../../drivers/printers/label-languages/index.ts';
import { blackDots, printZpl, readCodes } from './reading.testing.ts';
import { renderLabel } from './render.ts';
import type { LabelTemplate } from './template.ts';
import { labelTemplate, labelTemplateIds } from './templates.ts';

const code = 'W330102000000260010001X';
const item = {
  code,
  name: '黑色手机一部',
  caseNumber: 'A3301020000002026010001',
  category: 'C',
  unitCode: '330102000000',
  unitName: '示例县公安局',
  digest: '0123456789ABCDEF',
  sealNumber: 'S000123',
  quantity: '1 部',
  marks: ['flammable', 'cold', 'secret'],
};
const qrContent = `${code}/0123456789ABCDEF/330102000000`;
const zplText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');
const refusal = (wanted: string): Error => expect.objectContaining({ code: wanted }) as Error;
const render = (template: string | LabelTemplate, data: unknown) =>
  renderLabel({ template, data, language: 'zpl' });

const required: Record<string, Record<string, unknown>> = {
  'evidence-item': item,
  'evidence-item-small': item,
  'storage-cell': { code: 'L0101B07', name: 'B-07', path: '一号物证室 三号柜' },
  'person-card': { code: 'P0000123X', name: '示例人员', post: '物证管理员' },
};

describe('an evidence label on paper', () => {
  it('carries the code as Code 128 and code, digest and unit as QR', async () => {
    const label = await render('evidence-item', item);
    const printed = await printZpl(label.bytes, label.widthMm, label.heightMm);
    const wanted = [
      { identifier: ']C0', text: code },
      { identifier: ']Q1', text: qrContent },
    ];
    expect(await readCodes(printed)).toEqual(wanted);
    expect(await readCodes(label.png)).toEqual(wanted);
    expect([label.widthMm, label.heightMm]).toEqual([60, 40]);
  });

  it('looks on paper as the preview shows it, dot for dot outside of the QR code, whose mask the printer chooses', async () => {
    const label = await render('evidence-item', item);
    const preview = await blackDots(label.png);
    const printed = await blackDots(await printZpl(label.bytes, label.widthMm, label.heightMm));
    expect([printed.width, printed.height]).toEqual([preview.width, preview.height]);
    const differing = preview.black.filter((black, index) => {
      const x = index % preview.width;
      const y = Math.floor(index / preview.width);
      const inQr = x >= 340 && y >= 80 && y < 210;
      return !inQr && black !== printed.black[index];
    });
    expect(differing).toHaveLength(0);
    const inName = preview.black.filter((black, index) => black && index < preview.width * 80);
    expect(inName.length).toBeGreaterThan(500);
  });

  it('says nothing that its template does not ask for, such as a suspect', async () => {
    const plain = await render('evidence-item', item);
    const named = await render('evidence-item', {
      ...item,
      suspect: '某某',
      suspectName: '某某',
      note: ['x'],
    });
    expect(named.bytes).toEqual(plain.bytes);
    expect(Object.keys(labelTemplate('evidence-item').fields)).not.toContain('suspect');
  });

  it('leaves the areas of absent fields empty and still carries the code', async () => {
    const label = await render('evidence-item', { code });
    expect(await readCodes(label.png)).toEqual([
      { identifier: ']C0', text: code },
      { identifier: ']Q1', text: code },
    ]);
  });

  it('holds the same pictures in every language', async () => {
    for (const template of labelTemplateIds()) {
      const data = required[template] ?? {};
      const [zpl, tspl] = await Promise.all(
        (['zpl', 'tspl'] as const).map((language) => renderLabel({ template, data, language })),
      );
      expect(decodePictures('tspl', tspl?.bytes ?? new Uint8Array())).toEqual(
        decodePictures('zpl', zpl?.bytes ?? new Uint8Array()),
      );
      const receipt = await renderLabel({ template, data, language: 'escpos' });
      const [page] = decodePictures('escpos', receipt.bytes);
      expect(await readCodes(receipt.png)).not.toHaveLength(0);
      expect(page?.picture.heightDots).toBe(receipt.heightMm * 8);
      const old = await renderLabel({ template, data, language: 'epl' });
      expect(decodePictures('epl', old.bytes)).toEqual(
        expect.arrayContaining(decodePictures('tspl', tspl?.bytes ?? new Uint8Array())),
      );
    }
  });

  it('writes the EPC when asked, with the id of the job in the answer', async () => {
    const rfid = { jobId: '0199-a', epc: '300000000000000000000001' };
    const label = await renderLabel({ template: 'evidence-item', data: item, language: 'zpl', rfid });
    expect(zplText(label.bytes)).toContain('^RFW,H^FD300000000000000000000001^FS');
    expect(zplText(label.bytes)).toContain('^HV1,24,EPC[0199-a:,]_0D_0A,L^FS');
  });

  it('shrinks and wraps a long name and ends it with an ellipsis', async () => {
    const long = await render('evidence-item', { code, name: '很长的名称'.repeat(24) });
    const cutAt = await render('evidence-item', { code, name: `${'很长的名称'.repeat(23)}一二三四五` });
    expect(long.bytes).toEqual(cutAt.bytes);
  });

  it('names characters that no font can draw', async () => {
    const label = await render('evidence-item', { code, name: '钥匙\u{10FFFD}' });
    expect(label.missingGlyphs).toEqual(['\u{10FFFD}']);
    expect((await render('evidence-item', item)).missingGlyphs).toEqual([]);
  });
});

describe('every shipped template', () => {
  it('is of the form, named after its file, and prints codes that can be read', async () => {
    expect(labelTemplateIds()).toEqual([
      'evidence-item',
      'evidence-item-small',
      'person-card',
      'storage-cell',
    ]);
    for (const id of labelTemplateIds()) {
      expect(labelTemplate(id).id).toBe(id);
      const data = required[id] ?? {};
      const label = await render(id, data);
      const codes = await readCodes(await printZpl(label.bytes, label.widthMm, label.heightMm));
      expect(codes.map(({ text }) => text.split('/')[0])).toContain(data['code']);
      const onPreview = await readCodes(label.png);
      expect(onPreview).toEqual(codes);
    }
  });

  it('documents each of its fields in the README', () => {
    const readme = readFileSync(
      path.join(import.meta.dirname, '../../../../resources/labels/README.md'),
      'utf8',
    );
    for (const id of labelTemplateIds()) {
      for (const field of Object.keys(labelTemplate(id).fields)) expect(readme).toContain(`\`${field}\``);
    }
  });
});

describe('a label is refused', () => {
  it.each([
    ['label.unknown_template', 'no-such', {}],
    ['label.unknown_template', '../../package', {}],
    ['label.unknown_template', '/nowhere/label.json', {}],
    ['label.missing_field', 'evidence-item', { name: '手机' }],
    ['label.missing_field', 'evidence-item', { code: ' \n ' }],
    ['label.bad_field', 'evidence-item', { code: { a: 1 } }],
    ['label.bad_field', 'evidence-item', { code, marks: 'cold' }],
    ['label.unknown_mark', 'evidence-item', { code, marks: ['lukewarm'] }],
    ['label.too_long', 'evidence-item', { code: '8'.repeat(33) }],
    ['label.too_long', 'evidence-item', { code: 'Ww'.repeat(16) }],
    ['label.bad_barcode', 'evidence-item', { code: '物证一号' }],
    ['label.bad_data', 'evidence-item', null],
    ['label.bad_data', 'evidence-item', [code]],
  ])('%s: %s %j', async (wanted, template, data) => {
    await expect(render(template, data)).rejects.toThrow(refusal(wanted));
  });

  it('label.bad_template for a file of another form, and a good file of one’s own is taken', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'label-'));
    try {
      const own = path.join(folder, 'own.json');
      writeFileSync(own, JSON.stringify({ ...labelTemplate('storage-cell'), id: 'own', heightMm: 45 }));
      const label = await render(own, { code: 'L1', name: 'A' });
      expect(label.heightMm).toBe(45);
      for (const text of ['{', '{}', JSON.stringify({ ...labelTemplate('storage-cell'), fields: {} })]) {
        writeFileSync(own, text);
        await expect(render(own, { code: 'L1', name: 'A' })).rejects.toThrow(refusal('label.bad_template'));
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('other symbols', () => {
  it('GS1-128 and DataMatrix can be read back from paper and preview', async () => {
    const template: LabelTemplate = {
      ...labelTemplate('storage-cell'),
      elements: [
        { kind: 'gs1-128', value: '(01)09521234543213(10){code}', x: 0, y: 2, width: 60, height: 10 },
        { kind: 'datamatrix', value: '{code}', x: 20, y: 18, size: 12 },
        { kind: 'box', x: 1, y: 1, width: 58, height: 38, thickness: 0.25 },
        { kind: 'icon', name: 'fragile', x: 45, y: 20, size: 8 },
      ],
    };
    const label = await render(template, { code: 'AB1', name: '-' });
    const wanted = [
      { identifier: ']C1', text: '010952123454321310AB1' },
      { identifier: ']d1', text: 'AB1' },
    ];
    expect(await readCodes(label.png)).toEqual(wanted);
    expect(await readCodes(await printZpl(label.bytes, 60, 40))).toEqual(wanted);
  });
});

describe('whatever is written into a field', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({
      unit: fc.constantFrom(
        '^',
        '~',
        '_',
        '"',
        '\\',
        '\n',
        '\r',
        '>',
        'X',
        'Z',
        'A',
        '防',
        'ئۇ',
        '😀',
        '\u0007',
        '\u2028',
      ),
      maxLength: 30,
    }),
  );
  const count = (text: string, part: string): number => text.split(part).length - 1;

  it('stays one label without further commands', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (name, other) => {
        const data = { ...item, name, caseNumber: other, sealNumber: other, unitCode: other.slice(0, 20) };
        const zpl = zplText((await render('evidence-item', data)).bytes);
        expect([count(zpl, '^XA'), count(zpl, '^XZ'), count(zpl, '~'), count(zpl, '^PQ')]).toEqual([
          1, 1, 0, 1,
        ]);
        expect(zpl).toMatch(/^[\x20-\x7e]+$/);
        expect(count(zpl, '^FS')).toBe(count(zpl, '^FO'));
      }),
      { numRuns: 40 },
    );
  });

  it('keeps a code of hostile but printable characters readable', async () => {
    const odd = '^XA~HS_"\\>8{}';
    const label = await render('evidence-item-small', { code: odd });
    expect(await readCodes(await printZpl(label.bytes, 40, 20))).toEqual([{ identifier: ']Q1', text: odd }]);
  });
});
