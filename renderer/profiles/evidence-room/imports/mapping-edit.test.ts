import { describe, expect, it } from 'vitest';
import type { ImportMappingForm } from '../../../../main/contract/imports.ts';
import { textOfFile } from './file-text.ts';
import { mappingProblems, mappingRows, roleOf, withName, withRole, withValue } from './mapping-edit.ts';
import { profileFileText, readProfileFile } from './profile-file.ts';

const weight = { code: '体重', name: 'weight', unit: 'kg', from: 1, to: 400 };
const table: ImportMappingForm = {
  form: 'csv',
  person: '编号',
  date: '日期',
  time: '时间',
  dateOrder: 'year-first',
  values: [weight],
};
const field = (code: string, unit = '') => ({
  code,
  text: '',
  unit,
  filled: 3,
  samples: ['1'],
  isNumeric: true,
});
const height = {
  name: 'height',
  units: [
    { unit: 'cm', from: 30, to: 260 },
    { unit: 'm', from: 0.3, to: 2.6 },
  ],
};

describe('a mapping on the screen', () => {
  it('gives each column one role, and takes the role from the column that had it', () => {
    const moved = withRole(table, '登记号', 'person');
    expect([roleOf(moved, '登记号'), roleOf(moved, '编号')]).toEqual(['person', 'none']);
    const weightAsTime = withRole(table, '体重', 'time');
    expect([roleOf(weightAsTime, '体重'), weightAsTime.values]).toEqual(['time', []]);
    expect(withRole(table, '时间', 'none')).not.toHaveProperty('time');
    expect(roleOf(withRole(table, '编号', 'none'), '编号')).toBe('none');
  });

  it('takes a field for a value in the unit of the file, with the range of that unit', () => {
    expect(withName(table, field('身高', 'm'), height).values.at(-1)).toEqual({
      code: '身高',
      name: 'height',
      unit: 'm',
      from: 0.3,
      to: 2.6,
    });
    expect(withName(table, field('身高', 'furlong'), height).values.at(-1)).toMatchObject({ unit: 'cm' });
    const twice = withName(withName(table, field('A'), height), field('A'), height);
    expect(twice.values.filter(({ code }) => code === 'A')).toHaveLength(1);
  });

  it('changes a value without touching the others', () => {
    expect(withValue(table, '体重', { to: 250 }).values).toEqual([{ ...weight, to: 250 }]);
    expect(withValue(table, '身高', { to: 250 }).values).toEqual([weight]);
  });

  it('shows what the mapping misses in the file behind what the file has', () => {
    const rows = mappingRows([field('编号'), field('体重'), field('备注')], table);
    expect(rows.map(({ code, role, isAbsent }) => [code, role, isAbsent])).toEqual([
      ['编号', 'person', false],
      ['体重', 'value', false],
      ['备注', 'none', false],
      ['日期', 'date', true],
      ['时间', 'time', true],
    ]);
  });

  it('names what must be settled before it is kept', () => {
    expect(mappingProblems(table)).toEqual([]);
    expect(mappingProblems({ ...table, person: '', date: '', values: [] })).toEqual([
      'person',
      'date',
      'values',
    ]);
    expect(mappingProblems({ ...table, values: [weight, { ...weight, code: 'W' }] })).toEqual(['twice']);
    expect(mappingProblems({ ...table, values: [{ ...weight, from: 9, to: 1 }] })).toEqual(['range']);
    const messages: ImportMappingForm = { form: 'hl7', values: [weight, { ...weight, code: '29463-7' }] };
    expect(mappingProblems(messages)).toEqual([]);
  });
});

describe('a profile as a file', () => {
  const profile = { id: 'inbody-1', name: 'InBody 体检中心', mapping: table };

  it('comes back as it was', () => {
    expect(readProfileFile(profileFileText(profile))).toEqual(profile);
  });

  it('is nothing else', () => {
    for (const text of ['', '{}', '[1]', profileFileText(profile).replace('import-profile', 'devices')])
      expect(readProfileFile(text)).toBeUndefined();
  });
});

describe('text of a file', () => {
  it('is read as it was written', () => {
    const utf8 = new TextEncoder().encode('姓名,体重');
    expect(textOfFile(utf8)).toEqual({ text: '姓名,体重', encoding: 'utf-8' });
    expect(textOfFile(Uint8Array.of(0xd0, 0xd5, 0xc3, 0xfb, 0x2c, 0xcc, 0xe5, 0xd6, 0xd8))).toEqual({
      text: '姓名,体重',
      encoding: 'gb18030',
    });
    expect(textOfFile(Uint8Array.of(0xff, 0xfe, 0xd3, 0x59, 0x2c, 0x00))).toEqual({
      text: '姓,',
      encoding: 'utf-16le',
    });
    expect(textOfFile(Uint8Array.of(0, 1, 0x44))).toEqual({ text: '\0\x01D', encoding: 'bytes' });
  });
});
