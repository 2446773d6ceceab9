import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { indexText } from '../../../kernel/search/bigrams.ts';
import { pinyinInitials } from '../../../kernel/search/pinyin.ts';
import { type Connection, openWritable } from '../../../kernel/store/database.ts';
import { folderLayout } from '../../../kernel/store/folder.ts';
import { type InProcessStore, openStoreInProcess } from '../../../kernel/store/in-process.ts';
import domains, { type StationDomains } from '../../domains.ts';
import type { Benchmark, BenchmarkResult } from '../benchmarks.ts';
import { benchmarkResult, percentile } from './result.ts';

const ITEMS = 1_000_000;
const CASES = 1000;
const ROWS_A_TRANSACTION = 50_000;
const SEARCHES = 400;

const colours = ['黑色', '白色', '银灰', '深蓝', '红色', '墨绿', '金色', '棕色', '透明', '紫色'];
const makers = ['华星', '东方', '长河', '北斗', '新光', '远航', '金鼎', '四海', '云山', '天工'];
const things = ['手机', '电脑', '菜刀', '钱包', '硬盘', '账本', '银行卡', '摩托车', '手表', '项链'];
const places = ['现场', '住所', '车内', '仓库', '店铺'];
/** Words of two characters a person types: of one item in ten, of one in a few thousand, and of none. */
const words = [
  ...colours,
  ...makers,
  '手机',
  '电脑',
  '住所',
  '车内',
  '卡深',
  '机新',
  '表北',
  '星手',
  '飞机',
  '古董',
];

const nameOf = (index: number): string => {
  const pick = (list: readonly string[], divisor: number): string =>
    list[Math.floor(index / divisor) % list.length] ?? '';
  return `${pick(colours, 1)}${pick(makers, 10)}${pick(things, 100)}${pick(places, 1000)}${Math.floor(index / 5000)}号`;
};

/** The search of the items screen over a million items; the reference is a LIKE for the same words in the same file. Both are p99. */
async function itemSearch(): Promise<BenchmarkResult> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'station-bench-'));
  try {
    openStoreInProcess({ folder, modules: domains }).close();
    fill(folderLayout(folder).database);
    const store = openStoreInProcess<StationDomains>({ folder, modules: domains });
    const times = timesOf(SEARCHES, (word) => void search(store, word));
    store.close();
    const connection = openWritable(folderLayout(folder).database);
    const scans = timesOf(words.length, (word) => void scan(connection, word));
    connection.close();
    return benchmarkResult('search', percentile(times, 0.99), 'ms', percentile(scans, 0.99));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function timesOf(count: number, work: (word: string) => void): number[] {
  return Array.from({ length: count }, (_, index) => {
    const from = performance.now();
    work(words[index % words.length] ?? '');
    return performance.now() - from;
  });
}

function search(store: InProcessStore<StationDomains>, word: string): unknown {
  return store.query('evidence.items', { words: word });
}

function scan(connection: Connection, word: string): unknown {
  return connection.all(
    "select ordinal, name from evidence_item where name like '%' || ? || '%' order by ordinal desc limit 50",
    word,
  );
}

function fill(database: string): void {
  const connection = openWritable(database);
  // The file is thrown away; only its shape counts.
  connection.execute('pragma synchronous = off; begin');
  for (let index = 0; index < CASES; index += 1) insertCase(connection, index);
  for (let index = 0; index < ITEMS; index += 1) {
    insertItem(connection, index);
    if (index % ROWS_A_TRANSACTION === 0) connection.execute('commit; begin');
  }
  connection.execute('commit');
  connection.close();
}

const AT = '2026-03-15T08:00:00.000Z';

function insertCase(connection: Connection, index: number): void {
  connection.run(
    `insert into evidence_case (ordinal, id, number, name, kind, unit, officers, occurred_at, occurred_place, summary, opened_at)
     values (?, ?, ?, ?, 'criminal', '330102000000', '[]', ?, '', '', ?)`,
    index + 1,
    `case-${index}`,
    caseNumber(index),
    `盗窃案${index}`,
    AT,
    AT,
  );
}

const caseNumber = (index: number): string => `A3301020000002026${String(index % CASES).padStart(6, '0')}`;
const initials = new Map<string, string>();

/** The initials of a name without its running number, each made once: the library would take most of the minute. */
function initialsOf(name: string): string {
  const [stem = ''] = /^\D*/.exec(name) ?? [];
  const known = initials.get(stem) ?? pinyinInitials(stem);
  initials.set(stem, known);
  return known + name.slice(stem.length).replace(/\D/g, '');
}

function insertItem(connection: Connection, index: number): void {
  const ordinal = index + 1;
  const name = nameOf(index);
  const code = `W330102000000${String(index).padStart(10, '0')}X`;
  connection.run(
    `insert into evidence_item (ordinal, id, code, case_id, name, category, scene_category, quantity, measure_unit, features,
       measure, organ, legal_since, list_number, seized_at, seized_place, seal_number, flags, custody, holder_name,
       holder_since, record, registered_at, registered_by)
     values (?, ?, ?, ?, ?, 'C', '01', '1', '件', '', 'seized', 'police', ?, ?, ?, '', '', '[]', 'in-store', '', ?, 'active', ?, '')`,
    ordinal,
    `item-${index}`,
    code,
    `case-${index % CASES}`,
    name,
    AT,
    `K${index}`,
    AT,
    AT,
    AT,
  );
  connection.run(
    'insert into evidence_item_search (rowid, words) values (?, ?)',
    ordinal,
    `${indexText(name, `K${index}`, code, caseNumber(index))} ${initialsOf(name)}`,
  );
}

export const benchmarks: readonly Benchmark[] = [{ name: 'search', run: itemSearch }];
