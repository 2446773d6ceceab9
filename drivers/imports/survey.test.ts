import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importFile } from './import-file.ts';
import { masked, shownSample } from './masking.ts';
import { startingValue, suggestMapping } from './suggestion.ts';
import { formOf, surveyFile } from './survey.ts';

const TABLE = [
  '姓名,编号,出生日期,测试日期,测试时间,体重,BMI,体脂率(%),肌肉量,备注',
  '张小明,320106199001011234,1990-01-01,2026-03-15,09:42,65.5,22.1,18.4,30.2,良好',
  '李华,320107,1985-07-09,2026-03-15,09:50,70,24.0,-,31,',
].join('\r\n');

const MESSAGE = [
  'MSH|^~\\&|SPIRO|LAB|HIS|PV|20260315095000||ORU^R01|77|P|2.5.1',
  'PID|1||320106^^^ID||Zhang^San||19900101',
  'OBR|1|||PRE^before|||20260315094200',
  'OBX|1|NM|FVC^Forced vital capacity||4.12|L|||||F',
  'OBX|2|NM|FET^Expiratory time||6.5|s|||||F',
].join('\r');

describe('what a file is', () => {
  it.each([
    ['hl7', MESSAGE],
    ['hl7', `\x0b${MESSAGE}\r\x1c\r`],
    ['csv', TABLE],
    ['csv', '\uFEFFID;Datum;Gewicht\n1;15.03.2026;70,5\n'],
    ['pdf', '%PDF-1.7\n…'],
    ['xml', '<?xml version="1.0"?><AnnotatedECG/>'],
    ['dicom', `${'\0'.repeat(128)}DICM…`],
    ['edf', `0       X X X X${' '.repeat(300)}`],
    ['scp-ecg', `\x12\x34\0\0\0\0\0\0\0\0\0\0\0\0\0\0SCPECG`],
    ['binary', 'PK\x03\x04 zip'],
    ['text', 'Ergebnis der Messung\nGewicht 70 kg\n'],
    ['empty', ' \r\n'],
  ] as const)('is told as %s', (form, text) => {
    expect(formOf(text)).toBe(form);
  });

  it('never throws, and names no field of a file that cannot be imported', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        const survey = surveyFile(text);
        expect(survey.fields.length === 0 || ['hl7', 'csv'].includes(survey.form)).toBe(true);
      }),
    );
  });
});

describe('what a person sees of a file', () => {
  it('shows columns with measures and times as they are, and nothing that tells who it was', () => {
    const { records, fields } = surveyFile(TABLE);
    expect(records).toBe(2);
    const shown = Object.fromEntries(fields.map(({ code, samples }) => [code, samples]));
    expect(shown).toEqual({
      姓名: ['张＊＊', '李＊'],
      编号: ['＊＊＊＊＊＊34', '＊＊＊＊07'],
      出生日期: ['＊＊＊＊-＊＊-＊＊'],
      测试日期: ['2026-03-15'],
      测试时间: ['09:42', '09:50'],
      体重: ['65.5', '70'],
      BMI: ['22.1', '24.0'],
      '体脂率(%)': ['18.4'],
      肌肉量: ['30.2', '31'],
      备注: ['良＊'],
    });
    expect(JSON.stringify(fields)).not.toMatch(/小明|1990|3201/);
  });

  it('shows codes of messages with text and unit, and counts segments', () => {
    expect(surveyFile(MESSAGE)).toEqual({
      form: 'hl7',
      records: 1,
      sender: 'SPIRO',
      segments: [
        { name: 'MSH', count: 1 },
        { name: 'PID', count: 1 },
        { name: 'OBR', count: 1 },
        { name: 'OBX', count: 2 },
      ],
      fields: [
        {
          code: 'FVC',
          text: 'Forced vital capacity',
          unit: 'L',
          filled: 1,
          samples: ['4.12'],
          isNumeric: true,
        },
        { code: 'FET', text: 'Expiratory time', unit: 's', filled: 1, samples: ['6.5'], isNumeric: true },
      ],
    });
  });

  it('masks whatever is neither measure nor time, whatever the column is called', () => {
    expect(shownSample('A', 'Zhang San')).toBe('Z＊＊＊＊＊＊＊＊');
    expect(shownSample('A', '13812345678')).toBe('＊＊＊＊＊＊78');
    expect(shownSample('A', '18.4 %')).toBe('18.4 %');
    expect(shownSample('A', '2026.03.15 09:42:00')).toBe('2026.03.15 09:42:00');
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{2,12}$/), (word) => {
        expect(masked(word).slice(1)).not.toMatch(/[a-z]/);
      }),
    );
  });
});

describe('where a mapping begins', () => {
  it('reads a Chinese table without a touch', () => {
    const mapping = suggestMapping(TABLE, surveyFile(TABLE));
    expect(mapping).toMatchObject({
      form: 'csv',
      person: '编号',
      date: '测试日期',
      time: '测试时间',
      dateOrder: 'year-first',
      decimalComma: false,
    });
    if (mapping === undefined) throw new Error('no mapping');
    expect(mapping.values.map(({ code, name, unit }) => [code, name, unit])).toEqual([
      ['体重', 'weight', 'kg'],
      ['BMI', 'bmi', 'kg/m2'],
      ['体脂率(%)', 'bodyFat', '%'],
      ['肌肉量', 'muscle', 'kg'],
    ]);
    expect(importFile(TABLE, mapping)).toMatchObject([
      { result: { at: '2026-03-15T09:42', values: { weight: 65.5, bodyFat: 18.4 } } },
      { result: { values: { weight: 70, bmi: 24 } } },
    ]);
  });

  it('finds the order of dates and the comma of decimals', () => {
    const text = 'ID;Datum;Date;Weight\n7;x;25.03.2026 9:42;65,5\n8;x;01.04.2026 9:50;70,25\n';
    expect(suggestMapping(text, surveyFile(text))).toMatchObject({
      date: 'Date',
      dateOrder: 'day-first',
      decimalComma: true,
    });
  });

  it('knows the usual codes of messages, and takes nothing for what it is not', () => {
    expect(suggestMapping(MESSAGE, surveyFile(MESSAGE))).toMatchObject({
      form: 'hl7',
      values: [{ code: 'FVC', name: 'fvc', unit: 'L' }],
    });
    expect(suggestMapping('%PDF-1.7', surveyFile('%PDF-1.7'))).toBeUndefined();
  });

  it('takes the unit from the heading, with the range of that unit', () => {
    expect(startingValue('Glucose [mg/dL]', 'glucose')).toMatchObject({ unit: 'mg/dL', to: 1080 });
    expect(startingValue('身高(m)', 'height')).toMatchObject({ unit: 'm', to: 2.6 });
    expect(startingValue('Height', 'height')).toMatchObject({ unit: 'cm' });
  });

  it('refuses a row in which two columns are the same value', () => {
    const mapping = { form: 'csv', person: 'ID', date: 'T', dateOrder: 'year-first' } as const;
    const values = [startingValue('A', 'weight'), startingValue('B', 'weight')];
    const text = 'ID,T,A,B\n7,2026-03-15 09:42,65,66\n8,2026-03-15 09:42,65,\n';
    expect(importFile(text, { ...mapping, values })).toMatchObject([
      { refused: { reason: 'duplicate', where: 'B' } },
      { result: { values: { weight: 65 } } },
    ]);
  });
});
