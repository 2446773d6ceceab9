import { createHmac } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSealedAttachment, sealAttachment } from '../../../kernel/attachments/sealed-attachment.ts';
import { StoreError } from '../../../kernel/errors.ts';
import { digestsWith } from '../record/digests.ts';
import {
  bytesOfText,
  createTestIntake,
  csvMapping,
  HEAD,
  instrument,
  oru,
  row,
  type TestIntake,
} from '../testing/intake.ts';

let intake: TestIntake;
beforeEach(async () => {
  intake = await createTestIntake();
});
afterEach(async () => {
  intake.inner.close();
  await rm(intake.folder, { recursive: true, force: true });
});

const file = (text: string, name = 'result.csv') =>
  intake.receiver.receive({
    bytes: bytesOfText(text),
    name,
    way: 'folder',
    wayId: 'way-1',
    profile: 'table',
    actor: instrument,
  });
const message = (text: string) =>
  intake.receiver.receive({
    bytes: bytesOfText(text),
    name: '',
    way: 'mllp',
    wayId: 'way-2',
    profile: 'messages',
    actor: instrument,
  });
const settle = (id: string, act: 'retry' | 'accept' | 'refuse', profile = 'table') =>
  intake.receiver.settle({
    id,
    act,
    note: '已核对',
    profile,
    actor: instrument,
    commandId: crypto.randomUUID(),
  });
const resultsOf = (id: string) =>
  intake.inner.query('imports.receipt', { id })?.results.map(({ person, values }) => [person, values.weight]);

describe('what instruments send', () => {
  it('is on record with its results, its original, and nothing personal in the ledger', async () => {
    const text = HEAD + row('320106', '65.5') + row('320107', '71');
    const answer = await file(text, '张三 320106.csv');
    expect(answer).toMatchObject({ state: 'taken', results: 2, refused: 0, isRepeat: false });
    expect(resultsOf(answer.id)).toEqual([
      ['320106', 65.5],
      ['320107', 71],
    ]);
    const original = await intake.receiver.original(answer.id);
    expect(Buffer.from(original.bytes).toString('utf8')).toBe(text);
    expect(original.name).toBe('张三 320106.csv');
    expect(JSON.stringify(intake.inner.entries())).not.toMatch(/张三|320106|320107|65\.5/);
  });

  it('is taken once: the same bytes again leave nothing behind', async () => {
    const text = HEAD + row('320106', '65.5');
    const first = await file(text);
    const entries = intake.inner.entries().length;
    expect(await file(text, 'copy.csv')).toEqual({ ...first, isRepeat: true });
    expect(intake.inner.entries().length).toBe(entries);
    expect(intake.puts()).toBe(1);
  });

  it('adds only what is new when an export holds the rows of the one before', async () => {
    await file(HEAD + row('320106', '65.5'));
    const second = await file(HEAD + row('320106', '65.5') + row('320107', '71'));
    expect(second).toMatchObject({ state: 'taken', results: 1, known: 1 });
    expect(resultsOf(second.id)).toEqual([['320107', 71]]);
  });

  it('waits for a person when a part of it is refused, and takes nothing until then', async () => {
    const answer = await file(HEAD + row('320106', '65.5') + row('320107', '6550'));
    expect(answer).toMatchObject({ state: 'waiting', reason: 'some-refused', results: 0, refused: 1 });
    expect(resultsOf(answer.id)).toEqual([]);
    expect(await settle(answer.id, 'accept')).toMatchObject({ state: 'taken', results: 1, refused: 1 });
    expect(resultsOf(answer.id)).toEqual([['320106', 65.5]]);
    expect(intake.receipts()[0]?.settled).toMatchObject({ act: 'accept', note: '已核对' });
    await expect(settle(answer.id, 'refuse')).rejects.toMatchObject({ code: 'imports.receipt_taken' });
  });

  it('is tried again with the mapping of today', async () => {
    const answer = await file('Nr,Date,Weight\n320106,2026-03-15 09:42,65.5\n');
    expect(answer).toMatchObject({ state: 'refused', reason: 'all-refused' });
    await intake.saveProfile('table', { ...csvMapping, person: 'Nr' }, 1);
    expect(await settle(answer.id, 'retry')).toMatchObject({ state: 'taken', results: 1 });
    expect(resultsOf(answer.id)).toEqual([['320106', 65.5]]);
  });

  it('that was refused is tried again when the same file comes after the mapping was changed', async () => {
    const text = 'Nr,Date,Weight\n320106,2026-03-15 09:42,65.5\n';
    await file(text);
    expect(await file(text)).toMatchObject({ state: 'refused', isRepeat: true });
    await intake.saveProfile('table', { ...csvMapping, person: 'Nr' }, 1);
    expect(await file(text)).toMatchObject({ state: 'taken', results: 1, isRepeat: true });
    expect(intake.receipts().length).toBe(1);
  });

  it('that says otherwise than the record waits, and replaces it when a person takes it', async () => {
    await file(HEAD + row('320106', '65.5'));
    const other = await file(HEAD + row('320106', '56.5'));
    expect(other).toMatchObject({ state: 'waiting', reason: 'changed' });
    expect(await settle(other.id, 'accept')).toMatchObject({ state: 'taken', results: 1 });
    expect(await file(`${HEAD}${row('320106', '56.5')}\n`)).toMatchObject({ state: 'taken', known: 1 });
  });

  it('that a person refused stays refused', async () => {
    const text = HEAD + row('320106', '65.5') + row('320107', '6550');
    const answer = await file(text);
    expect(await settle(answer.id, 'refuse')).toMatchObject({ state: 'refused', reason: 'by-person' });
    expect(await file(text)).toMatchObject({ state: 'refused', reason: 'by-person', isRepeat: true });
  });

  it.each([
    ['%PDF-1.7 nothing', 'form-pdf'],
    ['only words', 'form-text'],
    [oru('1', '65.5'), 'other-form'],
    [HEAD, 'empty'],
  ])('is refused as a whole with a reason: %j', async (text, reason) => {
    expect(await file(text)).toMatchObject({ state: 'refused', reason });
    const [receipt] = intake.receipts();
    expect(Buffer.from((await intake.receiver.original(receipt?.id ?? '')).bytes).toString('utf8')).toBe(
      text,
    );
  });

  it('is refused when its mapping is out of use', async () => {
    await intake.profiles.end('table', '安装员', '仪器已拆除');
    expect(await file(HEAD + row('320106', '65.5'))).toMatchObject({
      state: 'refused',
      reason: 'no-profile',
    });
  });

  it('leaves nothing on record when the disk fails, and keeps one original however often it is tried', async () => {
    const text = HEAD + row('320106', '65.5');
    intake.failures.push(
      new StoreError('store.disk_full', 'full'),
      new StoreError('store.disk_full', 'full'),
    );
    for (const _try of [1, 2]) await expect(file(text)).rejects.toMatchObject({ code: 'store.disk_full' });
    expect(intake.receipts()).toEqual([]);
    expect(await file(text)).toMatchObject({ state: 'taken', isRepeat: false });
    expect(intake.puts()).toBe(1);
  });
});

describe('a large export', () => {
  const rows = (count: number, personOf: (n: number) => number): string =>
    Array.from({ length: count }, (_, n) => {
      const day = new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString().slice(0, 16).replace('T', ' ');
      return `${personOf(n)},${day},${50 + (n % 40)}\n`;
    }).join('');

  it('of many persons and of one person goes on record in entries that are not too long', async () => {
    const many = await file(HEAD + rows(1000, (n) => 100_000 + n));
    expect(many).toMatchObject({ state: 'taken', results: 1000 });
    const one = await file(HEAD + rows(1000, () => 7));
    expect(one).toMatchObject({ state: 'taken', results: 1000 });
    expect(resultsOf(one.id)?.length).toBe(1000);
    const kept = intake.inner.entries().filter(({ type }) => type === 'imports.results-kept');
    expect(kept.length).toBe(10);
  });

  it('of a whole archive is refused with the way out', async () => {
    expect(await file(HEAD + rows(5_001, () => 7))).toMatchObject({ state: 'refused', reason: 'too-many' });
  });
});

describe('digests', () => {
  it('are HMAC-SHA-256 of what they are made of', () => {
    const key = Buffer.alloc(32, 7);
    const expected = createHmac('sha256', key).update('["person","320106"]').digest('hex').slice(0, 32);
    expect(digestsWith(key).of('person', '320106')).toBe(expected);
  });
});

describe('messages', () => {
  it('sent once more with another time in the header bring nothing new', async () => {
    expect(await message(oru('7', '65.5'))).toMatchObject({ state: 'taken', results: 1 });
    expect(await message(oru('7', '65.5'))).toMatchObject({ isRepeat: true });
    expect(await message(oru('7', '65.5', '320106', '20260315100000'))).toMatchObject({
      state: 'taken',
      results: 0,
      known: 1,
    });
  });

  it('with the number of another message wait for a person', async () => {
    await message(oru('1', '65.5'));
    const other = await message(oru('1', '71', '320107'));
    expect(other).toMatchObject({ state: 'waiting', reason: 'number-reused' });
    expect(await settle(other.id, 'accept', 'messages')).toMatchObject({ state: 'taken', results: 1 });
  });
});

describe('the record', () => {
  it('says who has seen an original', async () => {
    const { id } = await file(HEAD + row('320106', '65.5'));
    intake.inner.execute('imports.viewOriginal', { id }, { actor: instrument });
    expect(intake.inner.entries().at(-1)).toMatchObject({ type: 'imports.original-viewed', body: { id } });
  });
});

describe('a sealed attachment', () => {
  it('opens with its key, and with no other, nor after a change', () => {
    const { sealed, key } = sealAttachment(bytesOfText('体重 65.5'));
    expect(Buffer.from(openSealedAttachment(sealed, key)).toString('utf8')).toBe('体重 65.5');
    expect(Buffer.from(sealed).includes('65.5')).toBe(false);
    const changed = Uint8Array.from(sealed);
    changed[changed.length - 20] = (changed[changed.length - 20] ?? 0) ^ 1;
    for (const [bytes, with_] of [
      [changed, key],
      [sealed, sealAttachment(bytesOfText('')).key],
      [sealed.subarray(0, 10), key],
    ] as const)
      expect(() => openSealedAttachment(bytes, with_)).toThrow(
        expect.objectContaining({ code: 'store.corrupt' }),
      );
  });
});
