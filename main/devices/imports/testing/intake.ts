import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ImportMappingForm } from '../../../contract/imports.ts';
import { type Attachments, openAttachments } from '../../../kernel/attachments/attachments.ts';
import type { Actor } from '../../../kernel/module.ts';
import { openStoreInProcess } from '../../../kernel/store/in-process.ts';
import { ProfileShelf } from '../profile-shelf.ts';
import { importsModule } from '../record/module.ts';
import { createReceiver, type ImportsStore } from '../receive/receiver.ts';

export const instrument: Actor = {
  person: null,
  name: 'InBody 体检中心',
  post: null,
  method: 'device',
  station: 'test',
};
export const quiet = { info: () => {}, error: () => {} };

const weight = { code: 'Weight', name: 'weight', unit: 'kg', from: 1, to: 400 };
export const csvMapping: Extract<ImportMappingForm, { form: 'csv' }> = {
  form: 'csv',
  person: 'ID',
  date: 'Date',
  dateOrder: 'year-first',
  values: [weight],
};
export const hl7Mapping: ImportMappingForm = {
  form: 'hl7',
  values: [{ ...weight, code: 'WT' }],
};
export const HEAD = 'ID,Date,Weight\n';
export const row = (person: string, kilograms: string, minute = 42): string =>
  `${person},2026-03-15 09:${minute},${kilograms}\n`;
export const bytesOfText = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf8'));

export function oru(
  controlId: string,
  kilograms: string,
  person = '320106',
  sentAt = '20260315094200',
): string {
  return [
    `MSH|^~\\&|InBody|LB|HIS|PV|${sentAt}||ORU^R01|${controlId}|P|2.3`,
    `PID|1||${person}`,
    'OBR|1|||InBody|||20260315094200',
    `OBX|1|NM|WT^Weight||${kilograms}|kg|||||F`,
    '',
  ].join('\r');
}

/** A store in memory, attachments and profiles in a folder, and the receiver on top. */
export async function createTestIntake() {
  const folder = await mkdtemp(path.join(tmpdir(), 'intake-'));
  const inner = openStoreInProcess<{ readonly imports: typeof importsModule }>({
    folder: ':memory:',
    modules: [importsModule],
    station: 'test',
    now: () => Date.UTC(2026, 2, 15, 2),
  });
  /** Failures of the disk to come, oldest first. */
  const failures: Error[] = [];
  // The same engine behind the signatures of the threaded store.
  const store = {
    execute: async (...parameters: Parameters<typeof inner.execute>) => {
      const failure = failures.shift();
      if (failure !== undefined) throw failure;
      return inner.execute(...parameters);
    },
    query: async (...parameters: Parameters<typeof inner.query>) => inner.query(...parameters),
  } as unknown as ImportsStore;
  const kept = openAttachments(path.join(folder, 'attachments'));
  let puts = 0;
  const attachments: Attachments = {
    ...kept,
    put: (bytes) => {
      puts += 1;
      return kept.put(bytes);
    },
  };
  const profiles = new ProfileShelf(path.join(folder, 'profiles.json'), () => 0);
  let version = 0;
  const saveProfile = async (id: string, mapping: ImportMappingForm, base = 0): Promise<void> => {
    version += 1;
    const commandId = `00000000-0000-4000-8000-${String(version).padStart(12, '0')}`;
    await profiles.save({ commandId, profile: { id, name: id, mapping }, base, by: '安装员' });
  };
  await saveProfile('table', csvMapping);
  await saveProfile('messages', hl7Mapping);
  return {
    folder,
    inner,
    store,
    attachments,
    profiles,
    saveProfile,
    failures,
    puts: () => puts,
    receiver: createReceiver({ store, attachments, profiles }),
    receipts: () => inner.query('imports.receipts', {}).rows,
  };
}
export type TestIntake = Awaited<ReturnType<typeof createTestIntake>>;
