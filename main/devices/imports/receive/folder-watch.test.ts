import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createManualClock } from '../../../../drivers/transport/manual-clock.ts';
import { StoreError } from '../../../kernel/errors.ts';
import type { ReceiveAnswer } from '../record/commands.ts';
import { createFolderDisk, type FolderDisk, folderReason, type Outbox } from './folder-disk.ts';
import { lookAt, type Seen } from './folder-plan.ts';
import { FolderWatch } from './folder-watch.ts';

const quiet = { info: () => {}, error: () => {} };
const taken: ReceiveAnswer = {
  id: 'r1',
  state: 'taken',
  reason: '',
  results: 1,
  known: 0,
  refused: 0,
  isRepeat: false,
};
const failure = (code: string): Error => Object.assign(new Error(code), { code });

/** A folder in memory that suffers what it is told to. */
function createFakeFolder() {
  const files = new Map<string, { bytes: Uint8Array; modifiedMs: number }>();
  const put: { name: string; to: Outbox; note: string | undefined }[] = [];
  const trouble: { list?: Error; read?: Error; put?: Error; hangs?: Promise<void> } = {};
  let time = 0;
  const disk: FolderDisk = {
    async list() {
      if (trouble.hangs !== undefined) await trouble.hangs;
      if (trouble.list !== undefined) throw trouble.list;
      return [...files].map(([name, { bytes, modifiedMs }]) => ({ name, size: bytes.length, modifiedMs }));
    },
    async read({ name }) {
      if (trouble.read !== undefined) throw trouble.read;
      return files.get(name)?.bytes;
    },
    async put({ name }, to, note) {
      if (trouble.put !== undefined) throw trouble.put;
      files.delete(name);
      put.push({ name, to, note });
      return true;
    },
  };
  const write = (name: string, text: string): void => {
    time += 1;
    files.set(name, { bytes: new Uint8Array(Buffer.from(text)), modifiedMs: time });
  };
  return { disk, files, put, trouble, write };
}

describe('a watched folder', () => {
  const clock = createManualClock();
  let folder = createFakeFolder();
  let received: string[] = [];
  let answer: () => ReceiveAnswer = () => taken;
  let watch: FolderWatch | undefined;

  const begin = (): FolderWatch => {
    watch = new FolderWatch({
      disk: folder.disk,
      endings: ['.csv'],
      clock,
      log: quiet,
      onChange: () => {},
      receive: async (bytes, name) => {
        const given = answer();
        received.push(`${name} ${Buffer.from(bytes).toString()}`);
        return given;
      },
    });
    return watch;
  };
  const looks = (count: number): Promise<void> => clock.advance(2000 * count);

  beforeEach(() => {
    folder = createFakeFolder();
    received = [];
    answer = () => taken;
  });
  afterEach(() => watch?.stop());

  it('takes a file once it has stopped growing, and then only', async () => {
    const running = begin();
    await looks(1);
    folder.write('a.csv', 'x');
    await looks(1);
    folder.write('a.csv', 'xy');
    await looks(1);
    expect([received, running.standing()]).toEqual([[], { state: 'open', reason: null, waiting: 1 }]);
    await looks(1);
    expect([received, folder.put]).toEqual([['a.csv xy'], [{ name: 'a.csv', to: 'taken', note: undefined }]]);
    expect(running.standing()).toEqual({ state: 'open', reason: null, waiting: 0 });
  });

  it('leaves other endings, hidden files and what office programs lay beside alone, and waits for content', async () => {
    begin();
    for (const name of ['a.pdf', '.a.csv', '~$a.csv', 'a.csv.tmp']) folder.write(name, 'x');
    folder.write('empty.CSV', '');
    await looks(4);
    expect(received).toEqual([]);
    folder.write('empty.CSV', 'y');
    await looks(3);
    expect(received).toEqual(['empty.CSV y']);
  });

  it('moves what is refused away with the reason in two languages beside it', async () => {
    answer = () => ({ ...taken, state: 'refused', reason: 'all-refused', refused: 3 });
    begin();
    folder.write('a.csv', 'x');
    await looks(3);
    expect(folder.put[0]).toMatchObject({ name: 'a.csv', to: 'refused' });
    expect(folder.put[0]?.note).toBe(
      '\uFEFF没有导入，原件已保存： 所有 3 条记录都不合对应关系\r\n' +
        'Not taken; the original is kept: No record fits the mapping; refused: 3\r\nr1\r\n',
    );
  });

  it('says of a second file with the same content that it was not taken twice', async () => {
    answer = () => ({ ...taken, isRepeat: true });
    begin();
    folder.write('a (1).csv', 'x');
    await looks(3);
    expect(folder.put[0]).toMatchObject({ to: 'taken', note: expect.stringContaining('没有再导入一次') });
  });

  it('leaves a file that cannot be stored where it lies, says why, and takes it when there is room', async () => {
    answer = () => {
      throw new StoreError('store.disk_full', 'full');
    };
    const running = begin();
    folder.write('a.csv', 'x');
    await looks(3);
    expect(running.standing()).toEqual({ state: 'fault', reason: 'store.disk_full', waiting: 1 });
    expect([received, folder.put]).toEqual([[], []]);
    answer = () => taken;
    await clock.advance(60_000);
    expect(received).toEqual(['a.csv x']);
    expect(running.standing().state).toBe('open');
  });

  it('receives a file of a read-only folder once, and moves it when that is possible', async () => {
    folder.trouble.put = failure('EROFS');
    const running = begin();
    folder.write('a.csv', 'x');
    await clock.advance(120_000);
    expect(received).toEqual(['a.csv x']);
    expect(running.standing()).toEqual({ state: 'fault', reason: 'imports.folder_read_only', waiting: 1 });
    delete folder.trouble.put;
    await clock.advance(30_000);
    expect([received.length, folder.put.length, running.standing().state]).toEqual([1, 1, 'open']);
  });

  it('waits for a file that its writer holds, and goes on with the others', async () => {
    folder.trouble.read = failure('EBUSY');
    const running = begin();
    folder.write('a.csv', 'x');
    await looks(3);
    expect(running.standing()).toEqual({ state: 'open', reason: 'imports.file_locked', waiting: 1 });
    delete folder.trouble.read;
    await looks(2);
    expect(received).toEqual(['a.csv x']);
  });

  it('says that the share is gone, asks ever more rarely, and goes on when it is back', async () => {
    folder.trouble.list = failure('ENOENT');
    const running = begin();
    await looks(1);
    expect(running.standing()).toEqual({ state: 'away', reason: 'imports.folder_away', waiting: 0 });
    await clock.advance(600_000);
    delete folder.trouble.list;
    folder.write('a.csv', 'x');
    await clock.advance(35_000);
    expect([received, running.standing().state]).toEqual([['a.csv x'], 'open']);
  });

  it('does not wait for ever for a share that hangs, and ends all the same', async () => {
    let goOn = (): void => {};
    folder.trouble.hangs = new Promise((resolve) => {
      goOn = resolve;
    });
    const running = begin();
    await clock.advance(25_000);
    expect(running.standing()).toMatchObject({ state: 'away', reason: 'imports.folder_away' });
    await running.stop();
    goOn();
    await clock.advance(60_000);
    expect([received, clock.pending]).toEqual([[], 0]);
  });

  it('takes the same name again when it holds something else', async () => {
    begin();
    folder.write('a.csv', 'x');
    await looks(3);
    folder.write('a.csv', 'z');
    await looks(3);
    expect(received).toEqual(['a.csv x', 'a.csv z']);
  });
});

describe('files that have stopped growing', () => {
  const file = (name: string, size: number, modifiedMs = 1): Seen => ({ name, size, modifiedMs });

  it('are the same in two looks, oldest first', () => {
    const files = [file('b.csv', 1, 2), file('a.csv', 1, 1), file('c.csv', 0)];
    const first = lookAt(files, new Map(), ['.csv']);
    expect([first.still, first.growing]).toEqual([[], 3]);
    const second = lookAt(files, first.seen, ['.csv']);
    expect([second.still.map(({ name }) => name), second.growing]).toEqual([['a.csv', 'b.csv'], 1]);
  });
});

describe('what a folder suffers from', () => {
  it.each([
    ['ESTALE', 'list', 'imports.folder_away'],
    ['EACCES', 'list', 'imports.folder_denied'],
    ['EBUSY', 'read', 'imports.file_locked'],
    ['ENOSPC', 'put', 'imports.folder_full'],
    ['EACCES', 'put', 'imports.folder_read_only'],
    ['EHOSTDOWN', 'put', 'imports.folder_away'],
  ] as const)('%s at %s is %s', (code, during, reason) => {
    expect(folderReason(failure(code), during)).toBe(reason);
  });
});

describe('a folder on the disk', () => {
  const all = (): boolean => true;
  let folder = '';
  const at = (...parts: string[]): string => path.join(folder, ...parts);
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'watched-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('lists files only, and of them the wanted: no folders, no links', async () => {
    await writeFile(at('a.csv'), 'x');
    await mkdir(at('b.csv'));
    await symlink(at('a.csv'), at('c.csv'));
    await writeFile(at('d.pdf'), 'x');
    expect((await createFolderDisk(folder).list((name) => name.endsWith('.pdf'))).length).toBe(1);
    await rm(at('d.pdf'));
    expect((await createFolderDisk(folder).list(all)).map(({ name, size }) => [name, size])).toEqual([
      ['a.csv', 1],
    ]);
  });

  it('reads nothing of a file that has changed or gone, and moves none of them', async () => {
    const disk = createFolderDisk(folder);
    await writeFile(at('a.csv'), 'x');
    const [seen] = await disk.list(all);
    if (seen === undefined) throw new Error('no file');
    expect(Buffer.from((await disk.read(seen)) ?? []).toString()).toBe('x');
    await utimes(at('a.csv'), 1, 1);
    expect([await disk.read(seen), await disk.put(seen, 'taken', undefined)]).toEqual([undefined, false]);
    await rm(at('a.csv'));
    expect([await disk.read(seen), await disk.put(seen, 'taken', undefined)]).toEqual([undefined, false]);
  });

  it('never moves one file over another, and lays the note beside its own', async () => {
    const disk = createFolderDisk(folder);
    for (const text of ['one', 'two', 'three']) {
      await writeFile(at('a.csv'), text);
      const [seen] = await disk.list(all);
      if (seen === undefined) throw new Error('no file');
      expect(await disk.put(seen, 'refused', `why ${text}`)).toBe(true);
    }
    expect((await readdir(at('refused'))).sort()).toEqual([
      'a (2).csv',
      'a (2).csv.reason.txt',
      'a (3).csv',
      'a (3).csv.reason.txt',
      'a.csv',
      'a.csv.reason.txt',
    ]);
    expect(await readFile(at('refused', 'a (3).csv.reason.txt'), 'utf8')).toBe('why three');
  });

  it('is away while it is renamed, as a share that is gone', async () => {
    const disk = createFolderDisk(folder);
    await rename(folder, `${folder}-gone`);
    const error = await disk.list(all).catch((thrown: unknown) => thrown);
    expect(folderReason(error, 'list')).toBe('imports.folder_away');
    await rename(`${folder}-gone`, folder);
    expect(await disk.list(all)).toEqual([]);
  });
});
