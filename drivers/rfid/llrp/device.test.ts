import { describe, expect, it } from 'vitest';
import { READ, startRig } from './testing.ts';
import { fromHex } from './wire.ts';

describe('an LLRP portal reader', () => {
  it('is provisioned in the order of the session description and reports ready', async () => {
    const rig = await startRig();
    expect(rig.received).toEqual([
      'GET_READER_CAPABILITIES',
      'GET_READER_CONFIG',
      'SET_READER_CONFIG',
      'GET_ROSPECS',
      'DELETE_ROSPEC',
      'DELETE_ACCESSSPEC',
      'ADD_ROSPEC',
      'ENABLE_ROSPEC',
      'START_ROSPEC',
      'GET_READER_CONFIG',
      'ENABLE_EVENTS_AND_REPORTS',
    ]);
    expect(rig.lastState()).toEqual({ kind: 'state', state: 'ready' });
    expect(rig.of('identity')[0]?.identity).toMatchObject({
      readerId: '02005E000001',
      firmware: 'simulator 1.0',
    });
    expect(rig.of('blind')).toEqual([]);
    await rig.device.stop();
  });

  it('hands on reads as sightings on this computer’s time, within 40 ms', async () => {
    const rig = await startRig({ simulator: { clockAheadMs: 5_000 } });
    rig.simulator.presentReads([{ ...READ, count: 6 }]);
    const at = rig.clock.now();
    await rig.clock.advance(40);
    const readerUs = (at + 5_000) * 1000;
    expect(rig.of('tags')).toEqual([
      {
        kind: 'tags',
        sightings: [
          {
            epc: READ.epc,
            epcBits: 96,
            antenna: 2,
            rssi: -52,
            count: 6,
            firstReaderUs: readerUs - 100_000,
            lastReaderUs: readerUs,
            firstAt: at - 100,
            lastAt: at,
            late: false,
          },
        ],
      },
    ]);
    expect(rig.of('clock')).toEqual([{ kind: 'clock', offsetMs: -5_000, stepped: false }]);
  });

  it('hands on a full batch of 256 at once', async () => {
    const rig = await startRig();
    rig.simulator.presentReads(Array.from({ length: 300 }, () => READ));
    await rig.clock.advance(1);
    expect(rig.of('tags').map((event) => event.sightings.length)).toEqual([256]);
    await rig.clock.advance(40);
    expect(rig.of('tags').map((event) => event.sightings.length)).toEqual([256, 44]);
  });

  it('works with a reader that has only a boot clock', async () => {
    const rig = await startRig({ simulator: { hasUtc: false } });
    await rig.clock.advance(1_000);
    rig.simulator.presentReads([READ]);
    const at = rig.clock.now();
    await rig.clock.advance(40);
    expect(rig.of('tags')[0]?.sightings[0]).toMatchObject({
      lastReaderUs: 1_100_000,
      lastAt: at,
      late: false,
    });
  });

  it('reads every message even when it comes in pieces of three bytes', async () => {
    const rig = await startRig();
    rig.simulator.misbehaviour.pieceBytes = 3;
    rig.simulator.presentReads([READ, READ]);
    await rig.clock.advance(40);
    expect(rig.of('tags')[0]?.sightings).toHaveLength(2);
  });

  it('tells antennas that come and go and is degraded meanwhile', async () => {
    const rig = await startRig();
    rig.simulator.setAntennaConnected(3, false);
    await rig.clock.advance(1);
    expect(rig.of('antenna').at(-1)).toEqual({ kind: 'antenna', antenna: 3, connected: false });
    expect(rig.lastState()).toEqual({
      kind: 'state',
      state: 'degraded',
      reason: 'llrp.antenna_disconnected',
      detail: { antennas: [3] },
    });
    rig.simulator.setAntennaConnected(3, true);
    await rig.clock.advance(1);
    expect(rig.lastState()?.state).toBe('ready');
  });

  it('passes on light barriers at the reader’s inputs', async () => {
    const rig = await startRig();
    rig.simulator.setInput(1, true);
    const at = rig.clock.now();
    await rig.clock.advance(1);
    expect(rig.of('input')).toEqual([{ kind: 'input', input: 1, active: true, at }]);
  });

  it('records a blind interval on overflow and lightens the reports on a warning', async () => {
    const rig = await startRig();
    rig.simulator.presentReads([READ]);
    await rig.clock.advance(500);
    const lastReport = rig.clock.now() - 500;
    rig.simulator.overflow();
    await rig.clock.advance(1);
    expect(rig.of('blind')).toMatchObject([{ from: lastReport, reason: 'llrp.buffer_overflow' }]);
    rig.simulator.warnBuffer(90);
    await rig.clock.advance(10);
    expect(rig.lastState()).toMatchObject({
      state: 'degraded',
      reason: 'llrp.buffer_warning',
      detail: { percent: 90 },
    });
    expect(rig.of('blind').at(-1)).toMatchObject({ reason: 'llrp.report_lightened' });
    rig.simulator.presentReads(Array.from({ length: 8 }, () => READ));
    await rig.clock.advance(40);
    expect(rig.of('tags').at(-1)?.sightings).toHaveLength(8);
    await rig.clock.advance(60_000);
    expect(rig.lastState()?.state).toBe('ready');
  });

  it.each([[1 as const], [2 as const]])(
    'starts a ROSpec again that ended by itself (event %d)',
    async (eventType) => {
      const rig = await startRig();
      rig.simulator.endRoSpecs(eventType);
      await rig.clock.advance(10);
      expect(rig.simulator.inventory.isRunning).toBe(true);
      expect(rig.of('blind')).toMatchObject([{ reason: 'llrp.rospec_ended' }]);
    },
  );

  it('installs the ROSpec anew when it cannot be started again', async () => {
    const rig = await startRig();
    rig.simulator.misbehaviour.errorAnswers = { START_ROSPEC: 401 };
    rig.simulator.endRoSpecs();
    rig.simulator.presentReads([{ ...READ, at: 1 }]);
    await rig.clock.advance(0);
    rig.simulator.misbehaviour.errorAnswers = {};
    await rig.clock.advance(2_000);
    expect(rig.simulator.inventory.isRunning).toBe(true);
  });

  it('deletes a ROSpec that is in the way and adds its own, once', async () => {
    const rig = await startRig();
    rig.simulator.misbehaviour.roSpecExists = 1;
    rig.simulator.cutLink();
    await rig.clock.advance(100);
    expect(rig.lastState()?.state).toBe('ready');
    rig.simulator.misbehaviour.roSpecExists = 2;
    rig.simulator.cutLink();
    await rig.clock.advance(100);
    expect(rig.lastState()).toMatchObject({ state: 'fault', reason: 'llrp.provisioning_failed' });
  });

  it('takes another program knocking as a security event and keeps its link', async () => {
    const rig = await startRig();
    rig.simulator.otherClientTries();
    await rig.clock.advance(1);
    expect(rig.of('security')).toMatchObject([{ code: 'llrp.other_client_tried' }]);
    expect(rig.connects()).toBe(1);
    expect(rig.lastState()?.state).toBe('ready');
  });

  it('notices a step of the reader’s clock by −1 h and goes on with right times', async () => {
    const rig = await startRig();
    rig.simulator.presentReads([READ]);
    await rig.clock.advance(1_000);
    rig.simulator.stepClock(-3_600_000);
    rig.simulator.presentReads([READ]);
    const at = rig.clock.now();
    await rig.clock.advance(40);
    expect(rig.of('clock').at(-1)).toEqual({ kind: 'clock', offsetMs: 3_600_000, stepped: true });
    expect(rig.of('tags').at(-1)?.sightings[0]).toMatchObject({ lastAt: at, late: false });
  });

  it('refuses to write tags, and says who it is when asked', async () => {
    const rig = await startRig();
    await expect(rig.device.request('readTags', { milliseconds: 100 })).rejects.toMatchObject({
      code: 'device.unsupported',
    });
    await expect(rig.device.request('status', {})).resolves.toMatchObject({
      identity: { readerId: '02005E000001' },
      capabilities: { maxAntennas: 4 },
      offsetMs: 0,
    });
  });

  it('stops, deletes and closes on the way out and leaves no timer', async () => {
    const rig = await startRig();
    await rig.device.stop();
    expect(rig.received.slice(-4)).toEqual([
      'STOP_ROSPEC',
      'DISABLE_ROSPEC',
      'DELETE_ROSPEC',
      'CLOSE_CONNECTION',
    ]);
    expect(rig.lastState()?.state).toBe('stopped');
    rig.simulator.stop();
    expect(rig.clock.pending).toBe(0);
  });

  it('reports TIDs when told to read them', async () => {
    const rig = await startRig({ settings: { readTid: true } });
    rig.simulator.presentReads([{ ...READ, tid: 'E2801160600002084A3B1C55' }]);
    await rig.clock.advance(40);
    expect(rig.of('tags')[0]?.sightings[0]?.tid).toBe('E2801160600002084A3B1C55');
  });

  it('uses Impinj’s extensions where the reader has them, and works where it refuses them', async () => {
    const identity = { readerId: '02005E000002', vendor: 25_882, model: 1, firmware: 'simulator' };
    const rig = await startRig({ simulator: { identity } });
    await expect(rig.device.request('status', {})).resolves.toMatchObject({ impinj: true });
    expect(JSON.stringify(rig.simulator.inventory.roSpecs.get(7)?.spec)).toContain('"subtype":23');
    rig.simulator.misbehaviour.errorAnswers = { CUSTOM_MESSAGE: 109 };
    rig.simulator.cutLink();
    await rig.clock.advance(100);
    expect(rig.lastState()?.state).toBe('ready');
    await expect(rig.device.request('status', {})).resolves.toMatchObject({ impinj: false });
  });

  it('names settings the reader cannot follow', async () => {
    const rig = await startRig({ settings: { modeId: 55 } });
    expect(rig.lastState()).toMatchObject({
      state: 'fault',
      reason: 'llrp.settings_invalid',
      detail: { field: 'modeId' },
    });
  });

  it('survives garbage on the link by connecting anew', async () => {
    const rig = await startRig();
    rig.simulator.sendGarbage(fromHex('48545450'.repeat(5)));
    await rig.clock.advance(100);
    expect(rig.connects()).toBe(2);
    expect(rig.of('state').some((event) => event.reason === 'llrp.foreign_protocol')).toBe(true);
    expect(rig.lastState()?.state).toBe('ready');
  });
});
