import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportMappingForm, ImportProfile } from '../../contract/imports.ts';
import { checkedMapping, wholeMapping } from './checked-mapping.ts';
import { previewOf } from './preview.ts';
import { ProfileShelf } from './profile-shelf.ts';

const weight = { code: 'Weight', name: 'weight', unit: 'kg', from: 1, to: 400 };
const mapping: ImportMappingForm = {
  form: 'csv',
  person: 'ID',
  date: 'Date',
  dateOrder: 'year-first',
  values: [weight],
};
const HEAD = 'ID,Date,Weight,Remark\n';

describe('a mapping from outside', () => {
  it.each([
    ['a name that is none', { ...weight, name: 'happiness' }],
    ['the unit of another value', { ...weight, unit: 'mm[Hg]' }],
    ['a range turned round', { ...weight, from: 9, to: 1 }],
    ['a word of the language', { ...weight, name: 'constructor' }],
  ])('is refused with %s, naming the column', (_what, value) => {
    expect(() => checkedMapping({ ...mapping, values: [value] })).toThrow(
      expect.objectContaining({ code: 'imports.mapping_invalid', detail: { code: 'Weight' } }),
    );
  });

  it('is kept only when person, time and a value are named', () => {
    expect(wholeMapping(mapping)).toEqual(mapping);
    for (const half of [
      { ...mapping, person: '' },
      { ...mapping, date: '' },
      { ...mapping, values: [] },
    ]) {
      expect(() => wholeMapping(half)).toThrow(
        expect.objectContaining({ code: 'imports.mapping_incomplete' }),
      );
    }
  });
});

describe('the preview', () => {
  it('tells results and refusals by row, the person masked, and what no mapping speaks of', () => {
    const text = `${HEAD}320106,2026-03-15 09:42,65.5,fine\n,2026-03-15 09:43,66,\n320107,2026-03-15 09:44,6550,\n`;
    const preview = previewOf(text, checkedMapping(mapping));
    expect(preview).toEqual({
      taken: 1,
      refused: 2,
      reasons: [
        { reason: 'person', where: 'ID', count: 1 },
        { reason: 'range', where: 'Weight', count: 1 },
      ],
      rows: [
        {
          source: '2',
          refused: null,
          person: '＊＊＊＊06',
          at: '2026-03-15T09:42',
          values: [{ name: 'weight', value: 65.5, unit: 'kg' }],
          unmapped: 1,
        },
        {
          source: '3',
          refused: { reason: 'person', where: 'ID' },
          person: '',
          at: '',
          values: [],
          unmapped: 0,
        },
        {
          source: '4',
          refused: { reason: 'range', where: 'Weight' },
          person: '',
          at: '',
          values: [],
          unmapped: 0,
        },
      ],
    });
  });

  it('shows the refusals of a long file first, and counts all of it', () => {
    const good = Array.from({ length: 300 }, (_, row) => `${row},2026-03-15 09:42,65,\n`).join('');
    const { taken, refused, rows } = previewOf(`${HEAD}${good}7,no date,65,\n`, checkedMapping(mapping));
    expect([taken, refused, rows.length]).toEqual([300, 1, 200]);
    expect(rows[0]).toMatchObject({ source: '302', refused: { reason: 'date' } });
  });
});

describe('profiles of a station', () => {
  let folder = '';
  const file = () => path.join(folder, 'import-profiles.json');
  const shelf = () => new ProfileShelf(file(), () => Date.UTC(2026, 2, 15));
  const profile: ImportProfile = { id: 'inbody-1', name: 'InBody 体检中心', mapping };
  const save = (target: ProfileShelf, base: number, change: Partial<ImportProfile> = {}) =>
    target.save({ commandId: crypto.randomUUID(), profile: { ...profile, ...change }, base, by: '安装员' });

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'imports-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are none at first', async () => {
    expect(await shelf().list()).toEqual([]);
  });

  it('are kept with every version, and read again by the next start', async () => {
    expect(await save(shelf(), 0)).toEqual({ id: 'inbody-1', version: 1 });
    const narrower = { ...mapping, values: [{ ...weight, to: 250 }] };
    expect(await save(shelf(), 1, { mapping: narrower })).toEqual({ id: 'inbody-1', version: 2 });
    expect(await shelf().list()).toEqual([
      {
        id: 'inbody-1',
        version: 2,
        name: 'InBody 体检中心',
        mapping: narrower,
        savedAt: '2026-03-15T00:00:00.000Z',
        savedBy: '安装员',
      },
    ]);
    expect(JSON.parse(await readFile(file(), 'utf8'))).toMatchObject({
      profiles: [{ versions: [{ version: 1, mapping }, { version: 2 }], ended: null }],
    });
  });

  it('are not overwritten by somebody who has an older one before him', async () => {
    const both = shelf();
    await save(both, 0);
    await save(both, 1);
    await expect(save(both, 1)).rejects.toMatchObject({ code: 'imports.profile_changed' });
    await expect(save(both, 0, { id: 'other' })).rejects.toMatchObject({ code: 'imports.name_taken' });
  });

  it('take a command that comes twice once', async () => {
    const one = shelf();
    const command = { commandId: crypto.randomUUID(), profile, base: 0, by: '安装员' };
    const answers = await Promise.all([one.save(command), one.save(command)]);
    expect(answers).toEqual([
      { id: 'inbody-1', version: 1 },
      { id: 'inbody-1', version: 1 },
    ]);
  });

  it('go out of use with a reason, stay in the file, and leave their name free', async () => {
    const one = shelf();
    await save(one, 0);
    await one.end('inbody-1', '安装员', '仪器已拆除');
    await one.end('inbody-1', '安装员', '仪器已拆除');
    expect(await one.list()).toEqual([]);
    expect(JSON.parse(await readFile(file(), 'utf8'))).toMatchObject({
      profiles: [{ ended: { reason: '仪器已拆除' }, versions: [{ version: 1 }] }],
    });
    await expect(save(one, 1)).rejects.toMatchObject({ code: 'imports.profile_changed' });
    expect(await save(one, 0, { id: 'inbody-2' })).toEqual({ id: 'inbody-2', version: 1 });
    await expect(one.end('nobody', '', '')).rejects.toMatchObject({ code: 'imports.profile_unknown' });
  });

  it('are never written over a file that cannot be read', async () => {
    await writeFile(file(), '{"version":1,"profiles":[{"id":"x"');
    await expect(save(shelf(), 0)).rejects.toMatchObject({ code: 'imports.file_malformed' });
    expect(await readFile(file(), 'utf8')).toBe('{"version":1,"profiles":[{"id":"x"');
  });
});
