import { type CsvMapping, csvTime } from './csv-results.ts';
import type { ValueMapping } from './imported-result.ts';
import { type ImportedName, measuredChoices } from './measured-choices.ts';
import { parseCsv } from './csv-table.ts';
import type { Survey, SurveyedField } from './survey.ts';
import { bodyCompositionMapping, spirometryMapping } from './usual-mappings.ts';

/** A mapping with the form it belongs to: what is looked at on the screen and kept as a profile. */
export type FormMapping =
  | { readonly form: 'hl7'; readonly values: readonly ValueMapping[] }
  | ({ readonly form: 'csv' } & CsvMapping);

/** Words of headings, Chinese and English, by what they mean. Tried in this order: `体脂` must not be taken for weight. */
const WORDS: readonly (readonly [ImportedName, RegExp])[] = [
  ['bodyFat', /^(?:pbf|percent body fat|body fat|体脂率|体脂百分比|体脂)/i],
  ['visceralFat', /^(?:vfl|visceral fat|内脏脂肪)/i],
  ['muscle', /^(?:smm|skeletal muscle mass|muscle|骨骼肌|肌肉)/i],
  ['water', /^(?:tbw|total body water|体水分|总水分|身体水分)/i],
  ['bone', /^(?:bmc|bone mineral|骨矿|骨量)/i],
  ['bmr', /^(?:bmr|basal metabolic|基础代谢)/i],
  ['bmi', /^(?:bmi|body mass index|体质指数|体重指数|身体质量指数)/i],
  ['weight', /^(?:weight|体重)/i],
  ['height', /^(?:height|身高)/i],
  ['waist', /^(?:waist circumference|waist|腰围)/i],
  ['hip', /^(?:hip circumference|hip|臀围)/i],
  ['systolic', /^(?:sys|systolic|收缩压|高压)/i],
  ['diastolic', /^(?:dia|diastolic|舒张压|低压)/i],
  ['pulse', /^(?:pulse|脉率|脉搏)/i],
  ['spo2', /^(?:spo2|血氧)/i],
  ['glucose', /^(?:glucose|血糖)/i],
  ['temperature', /^(?:temperature|体温)/i],
  ['fvc', /^(?:fvc|用力肺活量|肺活量)(?! *%)/i],
  ['fev1', /^(?:fev1(?:\.0)?|一秒量|第一秒用力呼气量)(?! *[%/])/i],
  ['pef', /^(?:pef|呼气峰流速|最大呼气流量)(?! *%)/i],
];
const PERSON = /^(?:id|patient id|user id|编号|登记号|体检号|学号|病人号|患者编号|用户编号|身份证号)$/i;
const DATE = /(?:test|exam|measure).*date|^date|日期|检测时间|测试时间|测量时间|检查时间|datetime/i;
const TIME = /^(?:(?:test |exam )?time|(?:检测|测试|测量|检查)?时间|时刻)$/i;
const BIRTH = /birth|dob|出生|生日/i;
const INSTRUMENT = /^(?:device|equipment|model|instrument|仪器|设备|型号)/i;

const usual = [...bodyCompositionMapping.values, ...spirometryMapping.values];

/** Where the mapping of this file may begin; everything in it is looked at by a person before it is used. */
export function suggestMapping(text: string, survey: Survey): FormMapping | undefined {
  if (survey.form === 'hl7') return { form: 'hl7', values: valuesOf(survey) };
  if (survey.form !== 'csv') return undefined;
  const codes = survey.fields.map(({ code }) => code);
  const person = codes.find((code) => PERSON.test(code)) ?? '';
  const date = codes.find((code) => DATE.test(code) && !BIRTH.test(code)) ?? '';
  const time = codes.find((code) => TIME.test(code) && code !== date);
  const instrument = codes.find((code) => INSTRUMENT.test(code));
  const taken = new Set([person, date, time, instrument]);
  const values = valuesOf({ ...survey, fields: survey.fields.filter(({ code }) => !taken.has(code)) });
  return {
    form: 'csv',
    person,
    date,
    ...(time === undefined ? {} : { time }),
    dateOrder: orderOf(text, date, time),
    ...(instrument === undefined ? {} : { instrument }),
    decimalComma: survey.fields.some(
      ({ isNumeric, samples }) => isNumeric && samples.some((sample) => sample.includes(',')),
    ),
    values,
  };
}

function valuesOf({ fields }: Survey): ValueMapping[] {
  const names = new Set<string>();
  return fields.flatMap((field) => {
    const value = valueOf(field);
    if (value === undefined || names.has(value.name)) return [];
    names.add(value.name);
    return [value];
  });
}

/** By the code where it is a usual one, else by the words of the heading; a column of words is no value. */
function valueOf(field: SurveyedField): ValueMapping | undefined {
  const { code, text } = field;
  const known = usual.find((value) => value.code === code);
  if (known !== undefined) return known;
  if (!field.isNumeric) return undefined;
  const name = WORDS.find(([, words]) => words.test(code) || (text !== '' && words.test(text)))?.[0];
  return name === undefined ? undefined : startingValue(code, name, `${code} ${field.unit}`);
}

/** A value with the unit that its heading names, else the usual one, and its plausible range. */
export function startingValue(code: string, name: ImportedName, words = code): ValueMapping {
  const [usualChoice, ...others] = measuredChoices[name];
  const named = [usualChoice, ...others].find(([unit]) => unit !== '1' && isWordOf(words, unit));
  const [unit, from, to] = named ?? usualChoice;
  return { code, name, unit, from, to };
}

function isWordOf(words: string, unit: string): boolean {
  return new RegExp(`(?:^|[^A-Za-z])${escaped(unit)}(?:$|[^A-Za-z])`).test(words);
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}

/** The order that reads the most dates of the column. */
function orderOf(text: string, date: string, time: string | undefined): CsvMapping['dateOrder'] {
  const [head = [], ...rows] = parseCsv(text) ?? [];
  const headings = head.map((heading) => heading.trim());
  const [place, timePlace] = [headings.indexOf(date), time === undefined ? -1 : headings.indexOf(time)];
  const orders = ['year-first', 'month-first', 'day-first'] as const;
  const counts = orders.map(
    (order) =>
      rows.filter((row) => {
        const whole = [row[place] ?? '', timePlace < 0 ? '' : (row[timePlace] ?? '')].join(' ').trim();
        return csvTime(whole, order) !== undefined;
      }).length,
  );
  return orders[counts.indexOf(Math.max(...counts))] ?? 'year-first';
}
