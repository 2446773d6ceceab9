import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Permission } from '../../contract/common.ts';
import type { Session } from '../../contract/identity.ts';
import { createProcedures } from '../../kernel/sessions/procedures.ts';
import { Sessions } from '../../kernel/sessions/sessions.ts';
import { ProfileShelf } from './profile-shelf.ts';
import { createImportsService } from './service-imports.ts';

const quiet = { info: () => {}, error: () => {} };
const TEXT =
  '姓名,编号,测试日期,体重\n张三,320106,2026-03-15 09:42,65.5\n李四,320107,2026-03-15 09:50,6550\n';

function sessionOf(permissions: readonly Permission[]): Session {
  const since = '1970-01-01T00:00:00.000Z';
  return {
    person: { id: 'p1', name: '安装员', badgeNumber: '000001' },
    post: {
      id: 'post1',
      person: 'p1',
      role: 'unit-administrator',
      unit: '320106000000',
      unitName: '一号库',
      validFrom: since,
      validUntil: null,
    },
    otherPosts: [],
    permissions: [...permissions],
    method: 'password',
    mustChangePassword: false,
    since,
  };
}

describe('import by file, as a screen asks', () => {
  let folder = '';
  const sessions = new Sessions({ now: () => 0, station: 's1' });
  const clientOf = (host: string) =>
    createRouterClient(
      {
        imports: createImportsService({
          os: createProcedures(sessions, quiet),
          shelf: new ProfileShelf(path.join(folder, 'import-profiles.json'), () => Date.UTC(2026, 2, 15)),
          log: quiet,
        }),
      },
      { context: { session: { id: host, kind: 'web' } } },
    ).imports;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'imports-service-'));
    sessions.begin('engineer', sessionOf(['devices.manage', 'devices.read']));
    sessions.begin('officer', sessionOf(['devices.read']));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('names units and ranges of everything that can be mapped, and what is closed', async () => {
    const { names, closed } = await clientOf('engineer').choices({});
    expect(names.find(({ name }) => name === 'glucose')?.units).toEqual([
      { unit: 'mmol/L', from: 0.5, to: 60 },
      { unit: 'mg/dL', from: 9, to: 1080 },
    ]);
    expect(names.every(({ units }) => units.length > 0 && units.every(({ from, to }) => from <= to))).toBe(
      true,
    );
    expect(closed.map(({ id, wayIn }) => [id, wayIn])).toEqual([
      ['inbody', ['hl7', 'csv']],
      ['spirometer', ['hl7', 'csv']],
      ['ecg', []],
    ]);
  });

  it('goes from a file over its mapping to a profile, and keeps nothing of the file', async () => {
    const client = clientOf('engineer');
    const { form, mapping } = await client.look({ text: TEXT });
    expect(form).toBe('csv');
    if (mapping === null) throw new Error('no mapping');
    expect(await client.preview({ text: TEXT, mapping })).toMatchObject({
      taken: 1,
      refused: 1,
      reasons: [{ reason: 'range', where: '体重', count: 1 }],
    });
    const profile = { id: 'inbody-1', name: 'InBody 体检中心', mapping };
    const saved = await client.saveProfile({ commandId: crypto.randomUUID(), profile, base: 0 });
    expect(saved).toEqual({ id: 'inbody-1', version: 1 });
    expect(await client.profiles({})).toMatchObject([{ ...profile, version: 1, savedBy: '安装员' }]);
    const kept = await Promise.all(
      (await readdir(folder)).map((file) => readFile(path.join(folder, file), 'utf8')),
    );
    expect(kept.join('')).not.toMatch(/张三|李四|320106|65\.5/);
  });

  it('says what a file is that cannot be imported, with nothing to map', async () => {
    expect(await clientOf('engineer').look({ text: '%PDF-1.7' })).toMatchObject({
      form: 'pdf',
      fields: [],
      mapping: null,
    });
  });

  it('ends a profile only with a reason', async () => {
    const client = clientOf('engineer');
    const end = (reason: string) =>
      client.removeProfile({ commandId: crypto.randomUUID(), id: 'inbody-1', reason });
    await expect(end(' ')).rejects.toMatchObject({ data: { code: 'imports.reason_missing' } });
    expect(await end('仪器已更换')).toEqual({ id: 'inbody-1' });
    expect(await client.profiles({})).toEqual([]);
  });

  it('is for who manages devices', async () => {
    await expect(clientOf('officer').look({ text: TEXT })).rejects.toMatchObject({
      data: { code: 'identity.not_permitted' },
    });
    await expect(clientOf('nobody').profiles({})).rejects.toMatchObject({
      data: { code: 'identity.not_logged_in' },
    });
  });
});
