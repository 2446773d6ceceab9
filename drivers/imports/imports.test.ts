import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../testing/decoder-properties.ts';
import { importCsv, type CsvMapping } from './csv-results.ts';
import { parseCsv } from './csv-table.ts';
import { importOru } from './hl7-oru.ts';
import { bodyCompositionMapping, spirometryMapping } from './usual-mappings.ts';

/** The MLLP block of the vectors. */
const BLOCK = Buffer.from(
  bytesOf(
    '0B4D53487C5E7E5C267C496E426F64797C4C427C4849537C50567C32303236303331353039343230307C7C4F52555E5230317C317C507C322E33' +
      '0D5049447C317C7C3332303130360D4F42527C317C7C7C496E426F64790D4F42587C317C4E4D7C57545E5765696768747C7C36352E357C6B67' +
      '7C7C7C7C7C460D4F42587C327C4E4D7C5042465E50657263656E7420426F6479204661747C7C31382E347C257C7C7C7C7C460D1C0D',
  ),
).toString('latin1');

describe('HL7 ORU^R01', () => {
  it('reads the block of the vectors', () => {
    expect(importOru(BLOCK, bodyCompositionMapping)).toEqual([
      {
        kind: 'result',
        result: {
          person: '320106',
          at: '2026-03-15T09:42:00',
          instrument: 'InBody',
          values: { weight: 65.5, bodyFat: 18.4 },
          units: { weight: 'kg', bodyFat: '%' },
          unmapped: [],
          source: '1',
        },
      },
    ]);
  });

  const message = (lines: readonly string[]): string =>
    ['MSH|^~\\&|SPIRO|LAB|HIS|PV|20260315095000||ORU^R01|77|P|2.5.1', 'PID|1||320106^^^ID', ...lines].join(
      '\r',
    );

  it('keeps what no mapping speaks of, and makes a result of each group', () => {
    const outcomes = importOru(
      message([
        'OBR|1|||PRE^before|||20260315094200',
        'OBX|1|NM|FVC^FVC||4.12|L|||||F',
        'OBX|2|NM|FET||6.5|s|||||F',
        'OBR|2|||POST^after|||20260315095500',
        'OBX|1|NM|FEV1||3.30|L|||||F',
      ]),
      spirometryMapping,
    );
    expect(outcomes).toMatchObject([
      {
        result: {
          at: '2026-03-15T09:42:00',
          values: { fvc: 4.12 },
          unmapped: [{ code: 'FET', value: '6.5' }],
        },
      },
      { result: { at: '2026-03-15T09:55:00', instrument: 'POST', values: { fev1: 3.3 } } },
    ]);
  });

  it.each([
    ['no person', message(['OBX|1|NM|FVC||4.12|L']).replace('320106^^^ID', ''), 'person'],
    ['a day that does not exist', message(['OBR|1||||||20260231', 'OBX|1|NM|FVC||4.12|L']), 'date'],
    ['another unit', message(['OBX|1|NM|FVC||4120|mL']), 'unit'],
    ['a value that cannot be', message(['OBX|1|NM|FVC||41.2|L']), 'range'],
    ['a value that is no number', message(['OBX|1|NM|FVC||>4|L']), 'field'],
    ['a cancelled observation', message(['OBX|1|NM|FVC||4.12|L|||||X']), 'status'],
    ['the same value twice', message(['OBX|1|NM|FVC||4.12|L', 'OBX|2|NM|19868-9||4.2|L']), 'duplicate'],
    ['nothing the mapping knows', message(['OBX|1|NM|FET||6.5|s']), 'empty'],
    ['another message', message(['OBX|1|NM|FVC||4.12|L']).replace('ORU^R01', 'ADT^A01'), 'structure'],
    ['no message at all', 'hello', 'structure'],
  ])('refuses %s as a whole', (_what, text, reason) => {
    expect(importOru(text, spirometryMapping)).toMatchObject([{ kind: 'refused', refused: { reason } }]);
  });

  it('resolves escapes and reads several messages of a file', () => {
    const text = `${message(['OBX|1|NM|A\\T\\B^x||1']).replace('320106^^^ID', 'A\\F\\7')}\r\n${message(['OBX|1|NM|FVC||4.12|L'])}`;
    const mapping = { values: [{ code: 'A&B', name: 'count', unit: '1', from: 0, to: 9 } as const] };
    expect(importOru(text, mapping)).toMatchObject([
      { result: { person: 'A|7', values: { count: 1 } } },
      { refused: { reason: 'empty' } },
    ]);
  });

  it('never throws, whatever the file holds', () => {
    const part = fc.constantFrom(
      'MSH|^~\\&',
      'PID|',
      'OBR|',
      'OBX|1|NM|FVC||4',
      '\r',
      '\n',
      '\x0b',
      '\x1c',
      '|',
      '^',
      '\\',
      'x',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string({ maxLength: 5 })), { maxLength: 30 }), (parts) => {
        expect(Array.isArray(importOru(parts.join(''), spirometryMapping))).toBe(true);
      }),
    );
  });
});

describe('CSV of results', () => {
  const mapping: CsvMapping = {
    person: 'ID',
    date: 'Test Date / Time',
    dateOrder: 'year-first',
    values: [
      { code: 'Weight', name: 'weight', unit: 'kg', from: 1, to: 400 },
      { code: 'PBF (%)', name: 'bodyFat', unit: '%', from: 0, to: 100 },
    ],
  };
  const head = 'ID,Test Date / Time,Weight,PBF (%),Remark\r\n';

  it('reads a row for each measurement, quotes and empty cells included', () => {
    expect(
      importCsv(
        `\uFEFF${head}320106,2026.03.15 09:42:00,65.5,18.4,"good, ""still"""\r\n320107,2026.03.15 09:50,70,-,\r\n`,
        mapping,
      ),
    ).toMatchObject([
      {
        result: {
          person: '320106',
          at: '2026-03-15T09:42:00',
          values: { weight: 65.5, bodyFat: 18.4 },
          unmapped: [{ code: 'Remark', value: 'good, "still"' }],
          source: '2',
        },
      },
      { result: { person: '320107', values: { weight: 70 }, units: { weight: 'kg' } } },
    ]);
  });

  it('reads semicolons, decimal commas and split dates', () => {
    const german: CsvMapping = {
      ...mapping,
      date: 'Datum',
      time: 'Zeit',
      dateOrder: 'day-first',
      decimalComma: true,
    };
    expect(importCsv('ID;Datum;Zeit;Weight\n7;15.03.2026;9:42;65,5\n', german)).toMatchObject([
      { result: { at: '2026-03-15T09:42', values: { weight: 65.5 } } },
    ]);
    expect(
      importCsv('ID,Datum,Zeit,Weight\n7,03/15/2026,12:05 AM,65\n', { ...german, dateOrder: 'month-first' }),
    ).toMatchObject([{ result: { at: '2026-03-15T00:05' } }]);
  });

  it.each([
    ['no person', `${head},2026-03-15 09:42,65.5,18.4,\n`, 'person'],
    ['a date in another order', `${head}7,15-03-2026 09:42,65.5,18.4,\n`, 'date'],
    ['a number that is none', `${head}7,2026-03-15 09:42,65.5kg,18.4,\n`, 'field'],
    ['a value that cannot be', `${head}7,2026-03-15 09:42,65.5,184,\n`, 'range'],
    ['a row of nothing', `${head}7,2026-03-15 09:42,,,\n`, 'empty'],
    ['too many cells', `${head}7,2026-03-15 09:42,65.5,18.4,,,9\n`, 'structure'],
    ['a missing column', 'ID,Weight\n7,65\n', 'structure'],
    ['a heading that comes twice', 'ID,Test Date / Time,Weight,Weight\n', 'duplicate'],
    ['a quote that never ends', `${head}7,"2026`, 'structure'],
  ])('refuses %s as a whole', (_what, text, reason) => {
    expect(importCsv(text, mapping)).toMatchObject([{ kind: 'refused', refused: { reason } }]);
  });

  it('brings back every table that is written with quotes', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', '\r', ';', ' '),
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        (rows) => {
          const text = rows
            .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
            .join('\r\n');
          // The heading row decides the separator; a row of blanks only is none.
          fc.pre(
            rows.every((row) => row.some((one) => one.trim() !== '')) &&
              !/[;\r\n]/.test(rows[0]?.join('') ?? ''),
          );
          expect(parseCsv(text)).toEqual(rows);
        },
      ),
    );
  });
});
