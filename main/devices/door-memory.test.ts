import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DeviceEvent } from '../../drivers/manifest.ts';
import { findDriver } from '../../drivers/registry.ts';
import { createManualClock } from '../../drivers/transport/manual-clock.ts';
import { createMemoryPair } from '../../drivers/transport/memory.ts';
import { silentLog } from '../../drivers/transport/transport.ts';
import type { DevicePosition } from '../contract/devices.ts';
import { withDoors } from './door-book.ts';
import { DoorMemory } from './door-memory.ts';
import { Fleet } from './fleet.ts';

const cabinet: DevicePosition = {
  id: 'cabinet',
  title: '一号柜',
  role: 'lock-board',
  driver: 'lock-8a',
  url: 'memory:cabinet',
  door: null,
  enabled: true,
  settings: { boards: [2], cells: 4, commissioned: true },
};
const cell = (number: number, closed: boolean | null) => ({
  cell: number,
  locked: closed,
  closed,
  occupied: null,
});

function remembering(folder = mkdtempSync(path.join(tmpdir(), 'doors-'))) {
  const warnings: string[] = [];
  const open = () => DoorMemory.open(folder, { warn: (_detail, message) => warnings.push(message) });
  return { folder, open, warnings, file: path.join(folder, 'lock-doors.json') };
}

/** One run of the station: its cabinet, on whose doors the steps are done before it is read. */
async function run(memory: DoorMemory, steps: readonly object[], position = cabinet) {
  const clock = createManualClock();
  const driver = await findDriver('lock-8a').load();
  const events: DeviceEvent[] = [];
  const fleet = new Fleet({
    findDriver,
    clock,
    log: () => silentLog,
    onEvent: (_device, event) => {
      events.push(event);
      if (event.kind === 'doors') memory.note(position, event);
    },
    openTransportFactory: () => () => {
      const [near, far] = createMemoryPair({ clock });
      const boards = [{ address: 2, cells: 4 }];
      driver.attachSimulator({
        transport: far,
        clock,
        script: [{ boards, afterMs: 0 }, ...steps.map((step) => ({ afterMs: 0, board: 2, ...step }))],
        report: () => undefined,
      });
      return near;
    },
  });
  await fleet.apply([position], { cabinet: memory.before(position) });
  await clock.advance(3000);
  const alarms = events.flatMap((event) =>
    event.kind === 'security' ? [{ code: event.code, ...event.detail }] : [],
  );
  await fleet.stop();
  await memory.written();
  return alarms;
}

describe('how doors were last seen', () => {
  it('outlives the station: a door that was opened while it was off is told at the next start, once', async () => {
    const { open, file, warnings } = remembering();
    expect(await run(await open(), [{ force: 1 }])).toEqual([]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      positions: { cabinet: { boards: [{ board: 2, cells: [cell(1, false), cell(2, true), {}, {}] }] } },
    });
    const opened = { code: 'lock.changed_while_off', board: 2, cell: 3 };
    expect(await run(await open(), [{ force: 1 }, { force: 3 }])).toEqual([opened]);
    expect(await run(await open(), [{ force: 1 }, { force: 3 }])).toEqual([]);
    expect(warnings).toEqual([]);
  });

  it('is told again when the device is switched off and on in the same run', async () => {
    const memory = await remembering().open();
    await run(memory, []);
    expect(await run(memory, [{ force: 4 }])).toMatchObject([{ code: 'lock.changed_while_off', cell: 4 }]);
  });

  it('is worth nothing after the cabinet was commissioned otherwise', async () => {
    const { open } = remembering();
    await run(await open(), []);
    const other = { ...cabinet, settings: { ...cabinet.settings, contactSense: 'closed-when-open' } };
    expect((await open()).before(other)).toEqual([]);
    expect(await run(await open(), [], other)).toEqual([]);
  });

  it('begins anew from a damaged file and says so', async () => {
    const { open, file, warnings } = remembering();
    writeFileSync(file, '{"version":1,"positions":{"cabinet":{"of":1}}}');
    const memory = await open();
    expect(memory.before(cabinet)).toEqual([]);
    expect(warnings).toEqual(['what doors were last seen like is not readable']);
    expect(await run(memory, [{ force: 2 }])).toEqual([]);
    expect((await open()).before(cabinet)).toHaveLength(1);
  });

  it('keeps what was known of a door that is unknown now', () => {
    const known = withDoors([], { board: 2, cells: [cell(1, true), cell(2, false)] });
    expect(withDoors(known, { board: 2, cells: [cell(1, null), cell(2, null)] })).toBe(known);
    expect(withDoors(known, { board: 2, cells: [cell(1, null), cell(2, true)] })).toEqual([
      { board: 2, cells: [cell(1, true), cell(2, true)] },
    ]);
    expect(withDoors(known, { board: 3, cells: [cell(1, true)] })).toHaveLength(2);
  });
});
