import { describe, expect, it } from 'vitest';
import { READ, startRig } from './testing.ts';

const TID = 'E2801160600002084A3B1C55';
const OTHER_TID = 'E2801160600002084A3B1C56';
const NEW_EPC = '2D16451FD400003039000000';
const desk = { settings: { role: 'desk', antennas: [1] } };

async function settle<Value>(
  rig: Awaited<ReturnType<typeof startRig>>,
  work: Promise<Value>,
): Promise<Value> {
  const outcome = work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  await rig.clock.advance(10_000);
  const result = await outcome;
  if ('error' in result) throw result.error;
  return result.value;
}

describe('an LLRP reader at the desk', () => {
  it('reads every tag in the field with its TID, and only when asked', async () => {
    const rig = await startRig(desk);
    rig.simulator.placeTag({ epc: READ.epc, tid: TID });
    rig.simulator.placeTag({ epc: READ.epc, tid: OTHER_TID });
    await rig.clock.advance(1_000);
    expect(rig.simulator.inventory.isRunning).toBe(false);
    const tags = await settle(rig, rig.device.request('readTags', { milliseconds: 500 }));
    expect(tags).toMatchObject([
      { epc: READ.epc, epcBits: 96, tid: TID, antenna: 1, rssi: -45 },
      { epc: READ.epc, epcBits: 96, tid: OTHER_TID, antenna: 1, rssi: -45 },
    ]);
    expect(rig.of('tags')).toEqual([]);
    expect(rig.simulator.inventory.roSpecs.size).toBe(0);
    expect(rig.simulator.inventory.accessSpecs.size).toBe(0);
  });

  it('writes only the tag with the TID and reads it back', async () => {
    const rig = await startRig(desk);
    const wanted = rig.simulator.placeTag({ epc: READ.epc, tid: TID });
    const other = rig.simulator.placeTag({ epc: READ.epc, tid: OTHER_TID });
    const result = await settle(rig, rig.device.request('writeEpc', { tid: TID, epcHex: NEW_EPC }));
    expect(result).toEqual({ epc: NEW_EPC, tid: TID, verified: true });
    expect([wanted.epc, other.epc]).toEqual([NEW_EPC, READ.epc]);
  });

  it('writes an EPC of another length together with its PC word', async () => {
    const rig = await startRig(desk);
    const tag = rig.simulator.placeTag({ epc: READ.epc, tid: TID });
    await settle(rig, rig.device.request('writeEpc', { tid: TID, epcHex: 'ABCD'.repeat(8) }));
    expect([tag.epc, tag.pc]).toEqual(['ABCD'.repeat(8), 8 << 11]);
  });

  it('says how far a write got that broke off', async () => {
    const rig = await startRig(desk);
    rig.simulator.placeTag({ epc: READ.epc, tid: TID, writeBreaksAfterWords: 3 });
    await expect(
      settle(rig, rig.device.request('writeEpc', { tid: TID, epcHex: NEW_EPC })),
    ).rejects.toMatchObject({
      code: 'device.fault',
      detail: { reason: 'llrp.partial_write', wordsAsked: 7, wordsWritten: 3, result: 'tagError' },
    });
  });

  it('says that a bank is locked', async () => {
    const rig = await startRig(desk);
    rig.simulator.placeTag({ epc: READ.epc, tid: TID, locked: [1] });
    await expect(
      settle(rig, rig.device.request('writeEpc', { tid: TID, epcHex: NEW_EPC })),
    ).rejects.toMatchObject({
      code: 'device.fault',
      detail: { reason: 'llrp.write_refused', wordsWritten: 0, result: 'locked' },
    });
  });

  it('says that the tag is not there', async () => {
    const rig = await startRig(desk);
    rig.simulator.placeTag({ epc: READ.epc, tid: OTHER_TID });
    await expect(
      settle(rig, rig.device.request('writeEpc', { tid: TID, epcHex: NEW_EPC })),
    ).rejects.toMatchObject({
      code: 'device.timeout',
      detail: { reason: 'llrp.tag_not_found' },
    });
    expect(rig.simulator.inventory.roSpecs.size).toBe(0);
  });

  it('does one thing after the other', async () => {
    const rig = await startRig(desk);
    rig.simulator.placeTag({ epc: READ.epc, tid: TID });
    const both = Promise.all([
      rig.device.request('readTags', { milliseconds: 200 }),
      rig.device.request('writeEpc', { tid: TID, epcHex: NEW_EPC }),
    ]);
    expect(await settle(rig, both)).toMatchObject([[{ epc: READ.epc }], { epc: NEW_EPC, verified: true }]);
  });

  it('refuses input that is no TID or no EPC', async () => {
    const rig = await startRig(desk);
    await expect(rig.device.request('writeEpc', { tid: 'E2', epcHex: NEW_EPC })).rejects.toMatchObject({
      code: 'input.invalid',
      detail: { field: 'tid' },
    });
    await expect(rig.device.request('writeEpc', { tid: TID, epcHex: '123' })).rejects.toMatchObject({
      code: 'input.invalid',
      detail: { field: 'epcHex' },
    });
    await expect(rig.device.request('readTags', {})).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('fails a request when the link is lost, and works again afterwards', async () => {
    const rig = await startRig(desk);
    rig.simulator.placeTag({ epc: READ.epc, tid: TID });
    const lost = rig.device.request('writeEpc', { tid: TID, epcHex: NEW_EPC });
    rig.simulator.cutLink();
    await expect(settle(rig, lost)).rejects.toMatchObject({ code: 'device.away' });
    await expect(settle(rig, rig.device.request('readTags', { milliseconds: 100 }))).resolves.toHaveLength(1);
  });
});
