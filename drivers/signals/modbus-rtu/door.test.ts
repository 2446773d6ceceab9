import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BoardFault } from './relay-board.ts';
import { type Bench, startBench } from './testing.ts';

/** So that the fault meets the command and not a poll. */
const NO_POLLS = { inputs: {}, outputPollMs: 10_000 };
/** Flash of relay 3 for 3 s on unit 7, without the check. */
const OPEN = '07050202001E';
const opens = (bench: Bench): number => bench.commands.filter((hex) => hex.startsWith('07050202')).length;

describe('releasing a door', () => {
  it('is one pulse that the board ends', async () => {
    const bench = await startBench();
    const asked = bench.ask('releaseDoor', { milliseconds: 3000, transaction: 't-1' });
    await bench.clock.advance(100);
    expect(bench.commands.map((hex) => hex.slice(0, 12))).toEqual([OPEN]);
    expect(asked.outcome).toEqual({
      transaction: 't-1',
      milliseconds: 3000,
      attempts: 1,
      confirmedBy: 'answered',
      doorContact: false,
    });
    expect(bench.board.relays).toEqual([3]);
    await bench.device.stop();
    await bench.clock.advance(3000);
    expect(bench.board.relays).toEqual([]);
  });

  it('longer than the strike allows is refused before a byte is sent', async () => {
    const bench = await startBench({ doorKind: 'strike-fail-secure', maxStrikeMs: 2000 });
    const asked = [
      bench.ask('releaseDoor', { milliseconds: 2100 }),
      bench.ask('releaseDoor', { milliseconds: 50 }),
    ];
    await bench.clock.advance(100);
    expect(asked.map((one) => one.outcome)).toEqual(['input.invalid', 'input.invalid']);
    expect(opens(bench)).toBe(0);
    await bench.device.stop();
  });

  it('with a lost answer reads the relay instead of opening again', async () => {
    const bench = await startBench(NO_POLLS);
    bench.board.misbehave('answer-lost', 1);
    const asked = bench.ask('releaseDoor', { milliseconds: 3000 });
    await bench.clock.advance(600);
    expect(asked.outcome).toMatchObject({
      attempts: 1,
      confirmedBy: expect.stringMatching(/relay-seen|answered/),
    });
    expect(opens(bench)).toBe(1);
    await bench.device.stop();
  });

  it('is repeated once when the relay was read as off', async () => {
    const bench = await startBench(NO_POLLS);
    bench.board.misbehave('silent', 1);
    const asked = bench.ask('releaseDoor', { milliseconds: 3000 });
    await bench.clock.advance(800);
    expect(asked.outcome).toMatchObject({ attempts: 2, confirmedBy: 'answered' });
    expect(opens(bench)).toBe(2);
    await bench.device.stop();
  });

  it('is not repeated when the pulse may be over already', async () => {
    const bench = await startBench(NO_POLLS);
    bench.board.misbehave('answer-lost', 1);
    const asked = bench.ask('releaseDoor', { milliseconds: 300 });
    await bench.clock.advance(1500);
    expect(asked.outcome).toBe('device.timeout');
    expect(opens(bench)).toBe(1);
    await bench.device.stop();
  });

  it('is not repeated after somebody locked the door', async () => {
    const bench = await startBench(NO_POLLS);
    bench.board.misbehave('silent', 1);
    const released = bench.ask('releaseDoor', { milliseconds: 3000 });
    await bench.clock.advance(100);
    const locked = bench.ask('lockDoor');
    await bench.clock.advance(1500);
    expect(released.outcome).toBe('device.timeout');
    expect(locked.outcome).toEqual({ relayAtRest: true, doorContact: null });
    expect(opens(bench)).toBe(1);
    expect(bench.board.relays).toEqual([]);
    await bench.device.stop();
  });

  it('ends when the door is locked', async () => {
    const bench = await startBench();
    bench.ask('releaseDoor', { milliseconds: 5000 });
    await bench.clock.advance(500);
    expect(bench.board.relays).toEqual([3]);
    const locked = bench.ask('lockDoor');
    await bench.clock.advance(100);
    expect(bench.board.relays).toEqual([]);
    expect(locked.outcome).toEqual({ relayAtRest: true, doorContact: false });
    await bench.device.stop();
  });

  it('sends an open command at most twice whatever the line does, and the relay never stays on', async () => {
    const fault = fc.constantFrom<BoardFault | undefined>(
      'silent',
      'answer-lost',
      'noise',
      'wrong-crc',
      'late',
      'exception',
      undefined,
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fault, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 100, max: 5000 }),
        async (faults, milliseconds) => {
          const bench = await startBench();
          let turn = 0;
          const next = (): void => bench.board.misbehave(faults[(turn += 1) % faults.length], 1);
          bench.board.onRequest((request) => {
            if (request[1] === 5) bench.commands.push(Buffer.from(request).toString('hex'));
            next();
          });
          const asked = bench.ask('releaseDoor', { milliseconds });
          await bench.clock.advance(3000);
          expect(asked.outcome).not.toBe('pending');
          expect(opens(bench)).toBeLessThanOrEqual(2);
          await bench.device.stop();
          await bench.clock.advance(6000);
          expect(bench.board.relays).toEqual([]);
          bench.board.stop();
        },
      ),
      { numRuns: 40 },
    );
  });
});
