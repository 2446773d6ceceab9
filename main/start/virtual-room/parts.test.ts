import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../../drivers/transport/manual-clock.ts';
import { doorOrder } from './door-order.ts';
import { Floor } from './floor.ts';
import { createPlug } from './plug.ts';
import { openScenePainter, sceneSize } from './scene.ts';
import { createTagSupply, isTagNumber, lastingTid } from './tag-supply.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('door order', () => {
  it.each([
    ['010500020000', 'lock'],
    ['01050002FF00', 'release'],
    ['010502020032', 'release'],
    ['010502020000', undefined],
    // All off, siren off, siren flash, reading relays.
    ['010500FF0000', undefined],
    ['010500000000', undefined],
    ['010502000032', undefined],
    ['010100000008', undefined],
    ['0105', undefined],
  ])('%s orders %s', (hex, order) => {
    expect(doorOrder(bytes(hex), 3)).toBe(order);
  });
});

describe('tag supply', () => {
  it('never gives a TID twice, within one supply and between two', () => {
    const supplies = [createTagSupply(1), createTagSupply(2)];
    const tids = supplies.flatMap((supply) => Array.from({ length: 500 }, () => supply.next()?.tid ?? ''));
    expect(new Set(tids).size).toBe(1000);
    expect(tids.every(isTagNumber)).toBe(true);
    expect(tids[0]).toBe('E28011700000000100000001');
  });

  it('a tag of which only the EPC is known has one TID for ever', () => {
    expect(lastingTid('3414257bf4499d4000000001')).toBe(lastingTid('3414257BF4499D4000000001'));
    expect(lastingTid('3414257BF4499D4000000001')).toMatch(/^E2801170[0-9A-F]{16}$/);
    expect(lastingTid('3414257BF4499D4000000001')).not.toBe(lastingTid('3414257BF4499D4000000002'));
  });
});

describe('plug', () => {
  it('only the last wish counts, and a taken port is tried again', async () => {
    const clock = createManualClock();
    const log: string[] = [];
    let taken = 1;
    const listener = { close: async () => void log.push('closed') };
    const plug = createPlug(clock, 'tcp://127.0.0.1:1', listener, async () => {
      if (taken > 0) {
        taken -= 1;
        throw new Error('taken');
      }
      log.push('opened');
      return listener;
    });
    await Promise.all([plug.pull(), plug.insert()]);
    expect(log).toEqual([]);
    await plug.pull();
    await plug.insert();
    expect(log).toEqual(['closed']);
    await clock.advance(500);
    expect(log).toEqual(['closed', 'opened']);
  });
});

describe('scene', () => {
  it('is a JPEG of 640 × 360 below 40 kB, and shows what happens', async () => {
    const painter = await openScenePainter();
    const at = Date.UTC(2026, 0, 15, 8);
    const calm = { siren: false, strobe: false, doorLocked: false };
    const floor = new Floor(9);
    const items = Array.from({ length: 20 }, (_, number) => `3414257BF4499D40000C00${number + 10}`);
    floor.begin({
      id: 'a',
      person: '王晓明',
      badgeEpc: items[0] ?? null,
      items,
      path: 'out',
      from: 'inside',
    });
    const { walkers } = floor.step(2000, false);
    const scenes = [
      { walkers: [], doorOpen: false, lights: calm },
      { walkers, doorOpen: false, lights: calm },
      { walkers, doorOpen: true, lights: calm },
      { walkers, doorOpen: true, lights: { siren: true, strobe: true, doorLocked: false } },
      { walkers, doorOpen: false, lights: { siren: true, strobe: true, doorLocked: true } },
    ];
    const pictures = scenes.map((scene) => Buffer.from(painter.paint({ title: '一号库', at, ...scene })));
    for (const picture of pictures) {
      expect(picture.subarray(0, 2).toString('hex')).toBe('ffd8');
      expect(picture.subarray(-2).toString('hex')).toBe('ffd9');
      expect(picture.length).toBeLessThan(40_000);
      const frame = picture.indexOf(Buffer.from([0xff, 0xc0]));
      expect(picture.readUInt16BE(frame + 5)).toBe(sceneSize.height);
      expect(picture.readUInt16BE(frame + 7)).toBe(sceneSize.width);
    }
    expect(new Set(pictures.map((picture) => picture.toString('base64'))).size).toBe(scenes.length);
  });
});
