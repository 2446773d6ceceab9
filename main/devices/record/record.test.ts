import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DeviceError } from '../../../drivers/errors.ts';
import type { DevicePosition } from '../../contract/devices.ts';
import { openStoreInProcess } from '../../kernel/store/in-process.ts';
import { compareProjections } from '../../kernel/store/rebuild.ts';
import { TEST_ACTOR } from '../../kernel/store/testing/actor.ts';
import { DeviceRecord, type DeviceRecordOptions } from './device-record.ts';
import { devicesModule } from './module.ts';
import { changedFields, digestOf } from './position-digest.ts';

const cabinet: DevicePosition = {
  id: 'cabinet',
  title: '一号柜',
  role: 'lock-board',
  driver: 'lock-8a',
  url: 'tcp://192.0.2.9:9000',
  door: null,
  enabled: true,
  settings: { boards: [1] },
};
const camera: DevicePosition = {
  ...cabinet,
  id: 'camera',
  driver: 'network-camera',
  url: 'http://station:hidden@192.0.2.8/',
  settings: { password: 'hidden', username: 'station' },
};

let commands = 0;
const by = () => {
  commands += 1;
  return {
    actor: TEST_ACTOR,
    commandId: `01932c07-0000-7000-8000-${String(commands).padStart(12, '0')}`,
  };
};

function recording() {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'device-record-')), 'data');
  const inner = openStoreInProcess<{ readonly devices: typeof devicesModule }>({
    folder,
    modules: [devicesModule],
  });
  let positions: readonly DevicePosition[] = [cabinet];
  // The same engine behind the signatures of the threaded store.
  const store = {
    execute: async (...parameters: Parameters<typeof inner.execute>) => inner.execute(...parameters),
  } as unknown as DeviceRecordOptions['store'];
  return {
    folder,
    record: new DeviceRecord({
      store,
      hub: { positions: () => positions, isTraining: (id) => id.startsWith('training') },
    }),
    become: (next: readonly DevicePosition[]) => {
      positions = next;
    },
    told: () =>
      inner
        .entries()
        .map(({ type, aggregate, body, actor }) => ({ type, aggregate, ...body, by: actor.name })),
    close: () => inner.close(),
  };
}

const open = { kind: 'open', place: '1-5' } as const;

describe('device record', () => {
  it('has who opened a door in a trial before the door moves, and what the lock told afterwards', async () => {
    const { record, told } = recording();
    const facts = { acknowledged: true, boltMoved: true, doorOpen: true, attempts: 1 };
    const answer = await record.trial(by(), cabinet, open, async () => {
      expect(told()).toMatchObject([
        { type: 'devices.trial-begun', kind: 'open', place: '1-5', by: '测试员' },
      ]);
      return facts;
    });
    expect(answer).toBe(facts);
    expect(told()[1]).toMatchObject({
      type: 'devices.trial-ended',
      aggregate: 'device:cabinet',
      title: '一号柜',
      outcome: 'opened',
      code: '',
      acknowledged: true,
      boltMoved: true,
      doorOpen: true,
    });
  });

  it.each([
    [
      'lock.outcome_unknown',
      'unknown',
      new DeviceError('device.timeout', '', { detail: { reason: 'lock.outcome_unknown' } }),
    ],
    ['lock.refused', 'failed', new DeviceError('device.refused', '', { detail: { reason: 'lock.refused' } })],
    ['transport.closed', 'unknown', new DeviceError('transport.closed', '')],
    ['device.fault', 'unknown', new Error('anything')],
  ])('says after %s what is known of the door: %s', async (code, outcome, error) => {
    const { record, told } = recording();
    const trial = record.trial(by(), cabinet, open, () => Promise.reject(error));
    await expect(trial).rejects.toBe(error);
    expect(told()[1]).toMatchObject({ outcome, code, doorOpen: null });
  });

  it('tells a door that stayed shut from a device that has no contact', async () => {
    const { record, told } = recording();
    const shut = { acknowledged: true, boltMoved: false, doorOpen: false };
    await record.trial(by(), cabinet, open, () => Promise.resolve(shut));
    await record.trial(by(), cabinet, { kind: 'siren' }, () => Promise.resolve({}));
    expect(told().flatMap((entry) => ('outcome' in entry ? [entry.outcome] : []))).toEqual([
      'stayed-shut',
      'obeyed',
    ]);
  });

  it('moves nothing when the ledger cannot be written', async () => {
    const { record, close } = recording();
    close();
    let moved = false;
    const trial = record.trial(by(), cabinet, open, () => {
      moved = true;
      return Promise.resolve({});
    });
    await expect(trial).rejects.toThrow();
    expect(moved).toBe(false);
  });

  it('has nothing of training devices', async () => {
    const { record, told } = recording();
    const training = { ...cabinet, id: 'training-lock-8a' };
    await record.trial(by(), training, open, () => Promise.resolve({}));
    const found = { sense: 'closed-when-open', order: 'first-first' };
    await record.cabinetCommissioned(by(), training, found, { person: 'p', name: '王' });
    expect(told()).toEqual([]);
  });

  it('names what changed in a position, without the values of its settings', async () => {
    const { record, told } = recording();
    await record.positionSaved(by(), undefined, camera);
    await record.positionSaved(by(), camera, { ...camera, title: '门口', settings: { password: 'other' } });
    await record.positionSaved(by(), camera, { ...camera, enabled: false });
    await record.positionSaved(by(), camera, camera);
    await record.positionRemoved(by(), camera, '拆除');
    expect(told().map(({ type }) => type)).toEqual([
      'devices.position-added',
      'devices.position-changed',
      'devices.position-disabled',
      'devices.position-removed',
    ]);
    expect(told()[1]).toMatchObject({ changed: 'title, settings.password, settings.username' });
    expect(JSON.stringify(told())).not.toContain('hidden');
  });

  it('has the witness of a commissioning', async () => {
    const { record, told } = recording();
    const found = { sense: 'closed-when-locked', order: 'last-first' };
    await record.cabinetCommissioned(by(), cabinet, found, { person: 'w-1', name: '李建华' });
    expect(told()).toMatchObject([
      { type: 'devices.cabinet-commissioned', witness: 'w-1', witnessName: '李建华', ...found, by: '测试员' },
    ]);
  });

  it('notices a devices file that somebody else wrote, once, and its projection can be built anew', async () => {
    const { record, become, told, folder, close } = recording();
    expect(await record.noticeFile(TEST_ACTOR)).toBe(true);
    expect(await record.noticeFile(TEST_ACTOR)).toBe(false);
    become([cabinet, camera]);
    await record.positionSaved(by(), undefined, camera);
    expect(await record.noticeFile(TEST_ACTOR)).toBe(false);
    become([camera, { ...cabinet, url: 'tcp://192.0.2.66:9000' }]);
    expect(await record.noticeFile(TEST_ACTOR)).toBe(true);
    expect(told().at(-1)).toMatchObject({ aggregate: 'devices:file', positions: 2 });
    close();
    expect([...compareProjections(folder, [devicesModule])]).toEqual([{ rebuilt: 1, different: 0 }]);
  });

  it('does not depend on the order of lines, nor on secrets', () => {
    const other = { ...camera, settings: { username: 'station', password: 'x' } };
    expect(digestOf([cabinet, camera])).toBe(digestOf([other, cabinet]));
    expect(changedFields(cabinet, { ...cabinet, settings: { boards: [1] } })).toEqual([]);
  });
});
