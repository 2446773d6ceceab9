import { describe, expect, it } from 'vitest';
import { createMemoryPair } from '../../transport/memory.ts';
import { reconnectWait } from './backoff.ts';
import { createRig, READ, startRig } from './testing.ts';

describe('an LLRP reader that comes and goes', () => {
  it('is back at once after a lost link and records the blind interval', async () => {
    const rig = await startRig();
    await rig.clock.advance(4_000);
    const lastMessage = rig.clock.now() - 4_000;
    rig.simulator.cutLink();
    await rig.clock.advance(50);
    const [open, closed] = rig.of('blind');
    expect(open).toMatchObject({ until: undefined, reason: 'llrp.link_lost' });
    expect(open?.from).toBeLessThanOrEqual(lastMessage);
    expect(closed).toMatchObject({ from: open?.from, reason: 'llrp.link_lost' });
    expect(closed?.until).toBeGreaterThan(lastMessage);
    expect(rig.lastState()?.state).toBe('ready');
    expect(rig.of('security')).toEqual([]);
  });

  it('declares a silent link dead after three keepalive periods', async () => {
    const rig = await startRig();
    rig.simulator.misbehaviour.silent = true;
    await rig.clock.advance(29_000);
    expect(rig.of('blind')).toEqual([]);
    await rig.clock.advance(2_000);
    expect(rig.of('blind')[0]).toMatchObject({ until: undefined });
    expect(rig.of('state').some((event) => event.reason === 'llrp.keepalive_lost')).toBe(true);
  });

  it('answers keepalives, so that the reader keeps the link for hours', async () => {
    const rig = await startRig();
    await rig.clock.advance(600_000);
    expect(rig.connects()).toBe(1);
    expect(rig.received.filter((name) => name === 'KEEPALIVE_ACK')).toHaveLength(60);
  });

  it('asks again every 5 s while another client holds the reader, and never takes it', async () => {
    const rig = createRig();
    const [, strangersEnd] = createMemoryPair({ clock: rig.clock });
    const stranger = rig.simulator.accept(strangersEnd);
    rig.device.start();
    await rig.clock.advance(100);
    expect(rig.lastState()).toMatchObject({ state: 'fault', reason: 'llrp.refused_other_client' });
    await rig.clock.advance(15_000);
    expect(rig.connects()).toBe(4);
    stranger.stop();
    await rig.clock.advance(5_100);
    expect(rig.lastState()?.state).toBe('ready');
  });

  it('is away after two failures and tries for ever', async () => {
    const rig = createRig();
    rig.reachable = false;
    const since = rig.clock.now();
    rig.device.start();
    await rig.clock.advance(1_100);
    expect(rig.lastState()).toMatchObject({ state: 'away', reason: 'llrp.link_lost', detail: { since } });
    await rig.clock.advance(300_000);
    const attempts = rig.connects();
    expect(attempts).toBeGreaterThan(12);
    rig.reachable = true;
    await rig.clock.advance(30_100);
    expect(rig.lastState()?.state).toBe('ready');
  });

  it('marks reports late that the reader held over the lost link', async () => {
    const rig = await startRig();
    rig.simulator.cutLink();
    rig.reachable = false;
    await rig.clock.advance(0);
    rig.simulator.presentReads([READ]);
    const seenAt = rig.clock.now();
    await rig.clock.advance(10_000);
    rig.reachable = true;
    await rig.clock.advance(10_000);
    rig.simulator.presentReads([READ]);
    await rig.clock.advance(50);
    const sightings = rig.of('tags').flatMap((event) => event.sightings);
    expect(sightings.map((each) => each.late)).toEqual([true, false]);
    expect(sightings[0]?.lastAt).toBe(seenAt);
    expect(rig.of('clock').every((event) => !event.stepped)).toBe(true);
  });

  it.each([true, false])('knows a restart of the reader (UTC clock: %s)', async (hasUtc) => {
    const rig = await startRig({ simulator: { hasUtc } });
    await rig.clock.advance(60_000);
    rig.simulator.reboot();
    await rig.clock.advance(2_000);
    expect(rig.of('blind').at(-1)).toMatchObject({ reason: 'llrp.reader_restarted' });
    expect(rig.simulator.inventory.isRunning).toBe(true);
    rig.simulator.presentReads([READ]);
    const at = rig.clock.now();
    await rig.clock.advance(40);
    expect(rig.of('tags').at(-1)?.sightings[0]).toMatchObject({ lastAt: at });
  });

  it('tells when somebody else changed the reader meanwhile', async () => {
    const rig = await startRig();
    rig.simulator.touchConfiguration();
    rig.simulator.cutLink();
    await rig.clock.advance(100);
    expect(rig.of('security')).toMatchObject([{ code: 'llrp.configuration_touched' }]);
  });

  it('connects anew when the reader says goodbye', async () => {
    const rig = await startRig();
    rig.simulator.closeLink();
    await rig.clock.advance(100);
    expect(rig.connects()).toBe(2);
    expect(rig.lastState()?.state).toBe('ready');
  });

  it('gives up an attempt whose request is never answered, after 5 s', async () => {
    const rig = createRig();
    rig.simulator.misbehaviour.unanswered = ['GET_ROSPECS'];
    rig.device.start();
    await rig.clock.advance(5_100);
    expect(rig.connects()).toBe(1);
    rig.simulator.misbehaviour.unanswered = [];
    await rig.clock.advance(1_100);
    expect(rig.lastState()?.state).toBe('ready');
  });

  it('can be stopped while it waits and then leaves no timer', async () => {
    const rig = createRig();
    rig.reachable = false;
    rig.device.start();
    await rig.clock.advance(10_000);
    await rig.device.stop();
    await rig.device.stop();
    expect(rig.clock.pending).toBe(0);
  });

  it('waits 0, 1, 2, 4 … 30 s with a fifth of jitter', () => {
    expect([0, 1, 2, 3, 4, 5, 6, 20].map((failures) => reconnectWait(failures, 0.5))).toEqual([
      0, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
    expect(reconnectWait(6, 0)).toBe(24_000);
    expect(reconnectWait(6, 0.999_999)).toBe(36_000);
  });
});
