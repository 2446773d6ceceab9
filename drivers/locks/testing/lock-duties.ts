import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DriverModule } from '../../manifest.ts';
import { latchCell } from '../cells.ts';
import { createBench, startBench } from './bench.ts';

export interface LockDuties {
  /** Address of the first board. */
  readonly board: number;
  /** A second address for two boards on one bus. */
  readonly otherBoard: number;
  /** Beginning of the open command for lock 5 of the first board, upper-case hexadecimal. */
  readonly openPrefix: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Steps before all others. */
  readonly script?: readonly Readonly<Record<string, unknown>>[];
  readonly canHold: boolean;
  /** Beginning of every release command of the first board, upper-case hexadecimal. */
  readonly releaseCode?: string;
}

const shut = { locked: true, closed: true };
const open = { locked: false, closed: false };

/** What every lock board owes its cabinet, against its own simulator (lock-boards.md sections 0 and 5). */
export function describeLockDuties(name: string, driver: DriverModule, duties: LockDuties): void {
  const before = duties.script ?? [];
  const start = (
    script: readonly Readonly<Record<string, unknown>>[] = [],
    settings: Readonly<Record<string, unknown>> = {},
  ) =>
    startBench(driver, [...before, ...script], { boards: [duties.board], ...duties.settings, ...settings });
  const opens = (written: readonly string[]): number =>
    written.filter((hex) => hex.startsWith(duties.openPrefix)).length;

  describe(`${name}: every lock board's duties`, () => {
    it('reads all doors twice at start and tells how they stand', async () => {
      const bench = await start([{ force: 3 }]);
      expect(bench.states()).toEqual(['connecting', 'ready']);
      expect(bench.door(3)).toMatchObject(open);
      expect(bench.door(5)).toMatchObject(shut);
      expect(bench.events.filter((event) => event.kind === 'doors')).toHaveLength(1);
      expect(bench.alarms()).toEqual([]);
      await bench.device.stop();
      expect(bench.clock.pending).toBe(0);
    });

    it('opens with the pulse of the board and keeps the three facts apart', async () => {
      const bench = await start();
      const outcome = await bench.ask('open', { cell: 5, transactionId: 't-1' });
      expect(outcome).toEqual({
        transactionId: 't-1',
        board: duties.board,
        cell: 5,
        attempts: 1,
        acknowledged: true,
        boltMoved: true,
        doorOpen: true,
        confirmedBy: 'sensor',
      });
      expect(opens(bench.written)).toBe(1);
      expect(bench.door(5)).toMatchObject(open);
      expect(bench.alarms()).toEqual([]);
      await bench.device.stop();
    });

    it('says that a stuck bolt was commanded but did not move, and does not command again', async () => {
      const bench = await start([{ stick: 5 }]);
      expect(await bench.ask('open', { cell: 5, transactionId: 't-2' })).toMatchObject({
        attempts: 1,
        acknowledged: true,
        boltMoved: false,
        doorOpen: false,
        confirmedBy: 'acknowledged-only',
      });
      expect(opens(bench.written)).toBe(1);
      await bench.device.stop();
    });

    it('looks at the door when the answer is lost, and does not open again', async () => {
      const bench = await start([{ misbehave: 'silence', afterMs: 2050 }]);
      const asked = bench.ask('open', { cell: 5, transactionId: 't-3' });
      expect(await asked).toMatchObject({ attempts: 1, boltMoved: true, confirmedBy: 'sensor' });
      expect(opens(bench.written)).toBe(1);
      await bench.device.stop();
    });

    it('repeats once, with the same transaction, when the door was seen shut', async () => {
      const bench = createBench(driver, [...before, { deaf: 1, afterMs: 2950 }], {
        boards: [duties.board],
        pollMs: 10_000,
        ...duties.settings,
      });
      bench.device.start();
      await bench.clock.advance(3000);
      expect(await bench.ask('open', { cell: 5, transactionId: 't-4' })).toMatchObject({
        transactionId: 't-4',
        attempts: 2,
        acknowledged: true,
        boltMoved: true,
      });
      expect(opens(bench.written)).toBe(2);
      await bench.device.stop();
    });

    it('gives the same outcome for the same transaction and opens nothing again', async () => {
      const bench = await start();
      const first = await bench.ask('open', { cell: 5, transactionId: 't-5' });
      const again = await bench.ask('open', { cell: 5, transactionId: 't-5' });
      expect(again).toEqual(first);
      expect(opens(bench.written)).toBe(1);
      await bench.device.stop();
    });

    it('says that the outcome is unknown when the board has fallen silent', async () => {
      const bench = await start([{ deaf: 50, afterMs: 2050 }]);
      await expect(bench.ask('open', { cell: 5, transactionId: 't-6' })).rejects.toMatchObject({
        code: 'device.timeout',
        detail: { reason: 'lock.outcome_unknown', opened: 'unknown', contact: 'unknown' },
      });
      expect(opens(bench.written)).toBe(1);
      expect(bench.states()).toContain('degraded lock.board_silent');
      expect(bench.door(5)).toMatchObject({ locked: null, closed: null });
      await bench.device.stop();
    });

    it('tells at once that a door opened which nobody had asked to open', async () => {
      const bench = await start([{ force: 2, afterMs: 3000 }]);
      await bench.clock.advance(2000);
      expect(bench.door(2)).toMatchObject(open);
      expect(bench.alarms()).toEqual([{ code: 'lock.opened_unasked', board: duties.board, cell: 2 }]);
      await bench.device.stop();
    });

    it('tells after the line was lost that a door stands otherwise than before', async () => {
      const bench = await start();
      await bench.ask('open', { cell: 5, transactionId: 't-8' }, 30_000);
      expect(bench.door(5)).toMatchObject(open);
      await bench.far().close();
      await bench.clock.advance(0);
      expect(bench.door(5)).toMatchObject({ locked: null, closed: null });
      // The boards that are plugged in afterwards have all doors shut.
      await bench.clock.advance(5000);
      expect(bench.door(5)).toMatchObject(shut);
      expect(bench.alarms()).toEqual([{ code: 'lock.changed_while_away', board: duties.board, cell: 5 }]);
      await bench.device.stop();
    });

    it('tells which doors stand otherwise than when an earlier run saw them, once', async () => {
      // Door 3 was shut and stands open now, door 4 was open and is shut, of door 5 nothing was known.
      const cells = [true, true, true, false, null].map((closed, at) => latchCell(at + 1, closed));
      const before = [{ board: duties.board, cells }];
      const script = [...(duties.script ?? []), { force: 3 }, { force: 5 }];
      const bench = await startBench(
        driver,
        script,
        { boards: [duties.board], ...duties.settings },
        {},
        before,
      );
      expect(bench.alarms()).toEqual([
        { code: 'lock.changed_while_off', board: duties.board, cell: 3 },
        { code: 'lock.changed_while_off', board: duties.board, cell: 4 },
      ]);
      await bench.clock.advance(10_000);
      expect(bench.alarms()).toHaveLength(2);
      await bench.device.stop();
    });

    it('refuses a cabinet that was not commissioned, and opens one door at a time to commission it', async () => {
      const bench = await start([], { commissioned: false, cells: 2 });
      expect(bench.states()).toEqual(['connecting', 'degraded lock.not_commissioned']);
      await expect(bench.ask('open', { cell: 1, transactionId: 't' })).rejects.toMatchObject({
        code: 'device.refused',
        detail: { reason: 'lock.not_commissioned' },
      });
      expect(bench.events.filter((event) => event.kind === 'doors')).toEqual([]);
      expect(await bench.ask('commissionOpen', { cell: 1, transactionId: 'c-1' })).toMatchObject({
        confirmed: [1],
        missing: [2],
        complete: false,
      });
      const findings = await bench.ask('commissionOpen', { cell: 2, transactionId: 'c-2' });
      expect(findings).toMatchObject({
        confirmed: [1, 2],
        sense: 'closed-when-locked',
        problems: [],
        complete: true,
      });
      expect(await bench.ask('commissionReset', {})).toEqual({ trials: 0 });
      expect(await bench.ask('commissionFindings', {})).toMatchObject({ confirmed: [] });
      await bench.device.stop();
    });

    it('keeps two boards on one bus apart', async () => {
      const boards = [
        { address: duties.board, cells: 8 },
        { address: duties.otherBoard, cells: 8 },
      ];
      const bench = await start([{ boards }], { boards: [duties.board, duties.otherBoard] });
      const outcome = await bench.ask('open', {
        board: duties.otherBoard,
        cell: 5,
        transactionId: 't-7',
      });
      expect(outcome).toMatchObject({ board: duties.otherBoard, boltMoved: true });
      expect(bench.door(5, duties.board)).toMatchObject(shut);
      expect(bench.door(5, duties.otherBoard)).toMatchObject(open);
      await bench.device.stop();
    });

    it('knows nothing of the doors of a board that does not answer, while the other goes on', async () => {
      const bench = await start([{ boards: [{ address: duties.board, cells: 8 }] }], {
        boards: [duties.board, duties.otherBoard],
      });
      await bench.clock.advance(4000);
      expect(bench.states().at(-1)).toBe('degraded lock.board_silent');
      expect(bench.door(5, duties.board)).toMatchObject(shut);
      expect(bench.door(5, duties.otherBoard)).toBeUndefined();
      await bench.device.stop();
    });

    it('holds only locks that may be held', async () => {
      const forbidden = await start();
      await expect(forbidden.ask('hold', { cell: 5 })).rejects.toMatchObject({
        code: 'device.unsupported',
        detail: { reason: 'lock.hold_not_allowed' },
      });
      await forbidden.device.stop();
      if (!duties.canHold) return;
      const bench = await start([], { holdAllowed: true });
      expect(await bench.ask('hold', { cell: 5 })).toEqual({ held: true, acknowledged: true });
      expect(await bench.ask('release', { cell: 5 })).toEqual({ held: false, acknowledged: true });
      await bench.device.stop();
    });

    it('releases at the start of the program what an earlier run may have held, and never after a lost line', async () => {
      const held = { holdAllowed: true, cells: 3 };
      if (!duties.canHold) {
        const bench = await start();
        expect(bench.done.filter((what) => what['asked'] === 'release')).toEqual([]);
        await bench.device.stop();
        return;
      }
      const bench = await start([], held);
      const before = bench.written.length;
      const releases = (written: readonly string[]): number =>
        new Set(written.filter((hex) => hex.includes(duties.releaseCode ?? 'none'))).size;
      expect(releases(bench.written)).toBe(3);
      await bench.far().close();
      await bench.clock.advance(3000);
      expect(bench.written.length).toBeGreaterThan(before);
      expect(releases(bench.written.slice(before))).toBe(0);
      expect(bench.alarms()).toEqual([]);
      await bench.device.stop();
      const strict = await start([], { ...held, holdAllowed: false });
      expect(releases(strict.written)).toBe(0);
      await strict.device.stop();
    });

    it('goes on to the doors when a board does not release', async () => {
      if (!duties.canHold) return expect(driver).toBeDefined();
      const bench = await start([{ deaf: 1 }], { holdAllowed: true, cells: 3 });
      await bench.clock.advance(3000);
      expect(bench.states().at(-1)).toBe('ready');
      await bench.device.stop();
    });

    it('refuses a cell, a board or a transaction that cannot be', async () => {
      const bench = await start();
      for (const [field, input] of [
        ['cell', { cell: 9, transactionId: 't' }],
        ['board', { cell: 5, board: 99, transactionId: 't' }],
        ['transactionId', { cell: 5 }],
      ] as const) {
        await expect(bench.ask('open', input)).rejects.toMatchObject({
          code: 'input.invalid',
          detail: { field },
        });
      }
      await expect(bench.ask('dance')).rejects.toMatchObject({ code: 'device.unsupported' });
      await bench.device.stop();
    });

    it('sends an open command at most twice and shows no door shut without a fresh status, whatever the noise', async () => {
      const fault = fc.constantFrom('silence', 'garbage', 'half', 'wrongChecksum', 'late');
      await fc.assert(
        fc.asyncProperty(
          fc.array(fault, { minLength: 1, maxLength: 8 }),
          fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 2 }),
          fc.constantFrom('', '00FF', '8A80', '02'),
          async (faults, deaf, noise) => {
            const script = [
              ...faults.map((misbehave) => ({ misbehave, afterMs: 500, lateMs: 900 })),
              ...deaf.map((times) => ({ deaf: times, afterMs: 300 })),
              ...(noise === '' ? [] : [{ noise, afterMs: 0 }]),
            ];
            const bench = await start(script);
            const asked = bench.device.request('open', { cell: 5, transactionId: 'p-1' }).then(
              (outcome) => outcome,
              (error: unknown) => error,
            );
            await bench.clock.advance(20_000);
            const settled = await asked;
            expect(opens(bench.written)).toBeLessThanOrEqual(2);
            expect(settled).toBeDefined();
            // The door stands open from its first pulse on: nothing may show it shut afterwards.
            const opened = bench.done.some((what) => what['did'] === 'door' && what['cell'] === 5);
            if (opened) expect(bench.door(5)?.closed).not.toBe(true);
            await bench.device.stop();
            expect(bench.clock.pending).toBe(0);
          },
        ),
        { numRuns: 25 },
      );
    });
  });
}
