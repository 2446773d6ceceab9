import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAttachments } from './attachments.ts';

const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

describe('attachments', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'attachments-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keeps a picture under its hash, once', async () => {
    const attachments = openAttachments(folder);
    const first = await attachments.put(jpeg);
    const second = await attachments.put(jpeg);
    expect(second).toEqual(first);
    expect(first.type).toBe('image/jpeg');
    expect(Buffer.from((await attachments.get(first.hash))?.bytes ?? [])).toEqual(jpeg);
  });

  it('notices a picture that was exchanged on the disk', async () => {
    const attachments = openAttachments(folder);
    const { hash } = await attachments.put(jpeg);
    await writeFile(path.join(folder, hash.slice(0, 2), hash), Buffer.concat([jpeg, Buffer.from([0])]));
    await expect(attachments.get(hash)).rejects.toMatchObject({ code: 'attachment.altered' });
  });

  it('refuses what is no picture and no document, whatever it calls itself', async () => {
    await expect(openAttachments(folder).put(Buffer.from('<html>'))).rejects.toMatchObject({
      code: 'attachment.kind',
    });
  });

  it('does not read outside its folder', async () => {
    expect(await openAttachments(folder).get('../../etc/passwd')).toBeUndefined();
  });
});
