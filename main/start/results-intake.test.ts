import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMllpReader, mllpFrame } from '../../drivers/imports/mllp.ts';
import { quietPort } from '../devices/imports/testing/quiet-port.ts';
import { compareProjections } from '../kernel/store/rebuild.ts';
import domains from './domains.ts';
import { startServices } from './services.ts';
import type { StationServices } from './station-handle.ts';
import {
  logInAdministrator,
  quietLog,
  type ScreenClient,
  screenOf,
  setUpStation,
  until as untilWithin,
} from './testing/station.ts';

/** A file is taken at the third look, two seconds apart; a machine that runs other things at once takes its time. */
const until = (condition: () => Promise<boolean>): Promise<void> => untilWithin(condition, undefined, 90_000);

const weight = { code: '体重', name: 'weight', unit: 'kg', from: 1, to: 400 };
const table = {
  id: 'inbody-table',
  name: 'InBody 表格',
  mapping: {
    form: 'csv' as const,
    person: '编号',
    date: '测试日期',
    dateOrder: 'year-first' as const,
    values: [weight],
  },
};
const messages = {
  id: 'inbody-messages',
  name: 'InBody 消息',
  mapping: { form: 'hl7' as const, values: [{ ...weight, code: 'WT' }] },
};
const HEAD = '姓名,编号,测试日期,体重\n';
const oru = (controlId: string, kilograms: string): string =>
  [
    `MSH|^~\\&|InBody|LB|HIS|PV|20260315094200||ORU^R01|${controlId}|P|2.3`,
    'PID|1||320109',
    'OBR|1|||InBody|||20260315094200',
    `OBX|1|NM|WT||${kilograms}|kg|||||F`,
    '',
  ].join('\r');

/** Sends one message as an instrument does. @returns MSA of the answer */
async function send(port: number, text: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port });
  const reader = createMllpReader(10_000);
  socket.end(mllpFrame(new Uint8Array(Buffer.from(text))));
  for await (const chunk of socket) {
    for (const event of reader.push(chunk as Uint8Array))
      if (event.kind === 'message') return Buffer.from(event.bytes).toString().split('\r')[1] ?? '';
  }
  return 'no answer';
}

describe('results of closed instruments at a station', { timeout: 200_000 }, () => {
  let root = '';
  let port = 0;
  let services: StationServices;
  let client: ScreenClient;
  const inbox = (...parts: string[]): string => path.join(root, 'inbox', ...parts);
  const command = () => ({ commandId: randomUUID() });

  async function start(): Promise<void> {
    services = await startServices({
      dataFolder: path.join(root, 'data'),
      profile: 'evidence-room',
      demo: false,
      port: 0,
      log: quietLog,
    });
    client = screenOf(services, 'screen');
  }
  const logIn = () => logInAdministrator(client);
  const stateOf = async (label: string) =>
    (await client.imports.received({})).rows.find((row) => row.label === label);

  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'results-intake-'));
    await mkdir(inbox());
    port = await quietPort();
    await start();
    await setUpStation(client, '体检中心');
    await logIn();
    for (const profile of [table, messages])
      await client.imports.saveProfile({ ...command(), profile, base: 0 });
    await client.imports.saveWay({
      ...command(),
      way: {
        id: 'folder',
        kind: 'folder',
        title: '体成分室文件夹',
        profile: table.id,
        enabled: true,
        folder: inbox(),
        endings: ['.csv'],
      },
    });
    await client.imports.saveWay({
      ...command(),
      way: {
        id: 'port',
        kind: 'mllp',
        title: '体成分室端口',
        profile: messages.id,
        enabled: true,
        host: '127.0.0.1',
        port,
      },
    });
    await until(async () => (await client.imports.ways({})).every(({ state }) => state === 'open'));
  }, 120_000);
  afterAll(async () => {
    await services?.stop();
    await rm(root, { recursive: true, force: true });
  });

  it('takes a file of a watched folder and moves it away', async () => {
    await writeFile(inbox('a.csv'), `${HEAD}张三,320106,2026-03-15 09:42,65.5\n`);
    await until(async () => (await readdir(inbox('taken')).catch((): string[] => [])).includes('a.csv'));
    expect(await stateOf('a.csv')).toMatchObject({
      state: 'taken',
      way: 'folder',
      wayTitle: '体成分室文件夹',
      results: 1,
      profile: { id: table.id, version: 1 },
    });
    expect(await readdir(inbox())).toEqual(['taken']);
  });

  it('leaves a file with a bad row to a person, who sees why, and takes the good one', async () => {
    await writeFile(
      inbox('b.csv'),
      `${HEAD}张三,320106,2026-03-16 09:42,65.5\n李四,320107,2026-03-16 09:50,6550\n`,
    );
    await until(async () => (await readdir(inbox('refused')).catch((): string[] => [])).includes('b.csv'));
    expect(await readFile(inbox('refused', 'b.csv.reason.txt'), 'utf8')).toContain('有 1 条记录不合对应关系');
    const waiting = await stateOf('b.csv');
    const { rows, shows } = await client.imports.receipt({ id: waiting?.id ?? '' });
    expect([waiting?.state, shows]).toEqual(['waiting', 'now']);
    expect(rows).toMatchObject([
      { source: '3', refused: { reason: 'range', where: '体重' } },
      { source: '2', person: '＊＊＊＊06', values: [{ name: 'weight', value: 65.5, unit: 'kg' }] },
    ]);
    const settled = await client.imports.acceptReceipt({
      ...command(),
      id: waiting?.id ?? '',
      profile: table.id,
      note: '第二行重测',
    });
    expect(settled).toMatchObject({ state: 'taken', results: 1, refused: 1 });
  });

  it('takes an HL7 message once, and answers it each time', async () => {
    expect(await send(port, oru('1', '71'))).toBe('MSA|AA|1');
    expect(await send(port, oru('1', '71'))).toBe('MSA|AA|1');
    expect(await send(port, oru('1', '6'))).toBe('MSA|AE|1|waiting number-reused');
    expect(await send(port, oru('2', '7100'))).toBe('MSA|AE|2|refused all-refused');
    const { rows } = await client.imports.received({});
    expect(
      rows.filter(({ way }) => way === 'mllp').map(({ label, state, reason }) => [label, state, reason]),
    ).toEqual([
      ['InBody LB · 2', 'refused', 'all-refused'],
      ['InBody LB · 1', 'waiting', 'number-reused'],
      ['InBody LB · 1', 'taken', ''],
    ]);
  });

  it('takes a file chosen on screen, and tries it again after the mapping was changed', async () => {
    const content = Buffer.from('编号,测试日期,重量\n320108,2026-03-15 10:00,58\n').toString('base64');
    const first = await client.imports.takeFile({ ...command(), name: 'c.csv', content, profile: table.id });
    expect(first).toMatchObject({ state: 'refused', reason: 'all-refused' });
    const wider = { ...table, mapping: { ...table.mapping, values: [weight, { ...weight, code: '重量' }] } };
    await client.imports.saveProfile({ ...command(), profile: wider, base: 1 });
    expect(await client.imports.receipt({ id: first.id })).toMatchObject({ newestVersion: 2, total: 1 });
    const again = await client.imports.retryReceipt({ ...command(), id: first.id, profile: table.id });
    expect(again).toMatchObject({ id: first.id, state: 'taken', results: 1 });
  });

  it('shows an original to who may see it, and writes down that it was seen', async () => {
    const a = await stateOf('a.csv');
    const seen = await client.imports.original({ ...command(), id: a?.id ?? '' });
    expect(seen.text).toBe(`${HEAD}张三,320106,2026-03-15 09:42,65.5\n`);
    expect(seen).toMatchObject({ name: 'a.csv', form: 'csv', encoding: 'utf-8' });
  });

  it('refuses folders that are not for instruments, and a place that is in use', async () => {
    const way = {
      id: 'other',
      kind: 'folder' as const,
      title: '另一个',
      profile: table.id,
      enabled: true,
      endings: ['.csv'],
    };
    const save = (folder: string) => client.imports.saveWay({ ...command(), way: { ...way, folder } });
    for (const folder of [
      '/',
      'inbox',
      path.join(root, 'data'),
      path.join(root, 'data', 'attachments'),
      root,
    ])
      await expect(save(folder)).rejects.toMatchObject({ data: { code: 'imports.folder_refused' } });
    await expect(save(`${inbox()}/`)).rejects.toMatchObject({ data: { code: 'imports.way_shared' } });
  });

  it('goes on after a restart: nothing is taken twice, and what lay there meanwhile is taken', async () => {
    await services.stop();
    await writeFile(inbox('a.csv'), `${HEAD}张三,320106,2026-03-15 09:42,65.5\n`);
    await writeFile(inbox('d.csv'), `${HEAD}王五,320110,2026-03-17 08:00,80\n`);
    const differences = [...compareProjections(path.join(root, 'data'), domains)];
    expect(differences.at(-1)).toMatchObject({ different: 0 });
    await start();
    await logIn();
    await until(async () => (await client.imports.ways({})).every(({ state }) => state === 'open'));
    await until(async () => (await stateOf('d.csv'))?.state === 'taken');
    await until(async () => (await readdir(inbox())).every((name) => name === 'taken' || name === 'refused'));
    expect((await readdir(inbox('taken'))).sort()).toEqual([
      'a (2).csv',
      'a (2).csv.reason.txt',
      'a.csv',
      'd.csv',
    ]);
    const { rows } = await client.imports.received({});
    expect(rows.filter(({ label }) => label === 'a.csv').length).toBe(1);
    expect(await send(port, oru('3', '72'))).toBe('MSA|AE|3|waiting changed');
  });
});
