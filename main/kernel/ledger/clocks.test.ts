import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHybridClock, parseHlc } from './hlc.ts';
import { createUuidGenerator, isUuid, uuidTime } from './uuid-v7.ts';

const TIME = Date.parse('2026-11-23T08:00:00.000Z');
/** A wall clock that jumps about by up to a day either way, and often stands still. */
const wallClock = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: -86_400_000, max: 86_400_000 })), {
  minLength: 2,
  maxLength: 200,
});

function risesStrictly(texts: readonly string[]): boolean {
  return texts.every((text, index) => index === 0 || (texts[index - 1] ?? '') < text);
}

describe('hybrid logical clock', () => {
  it('gives sortable stamps of the documented form', () => {
    const clock = createHybridClock({ node: 'room-1' });
    expect([clock.tick(TIME), clock.tick(TIME), clock.tick(TIME + 1)]).toEqual([
      '2026-11-23T08:00:00.000Z-0000-room-1',
      '2026-11-23T08:00:00.000Z-0001-room-1',
      '2026-11-23T08:00:00.001Z-0000-room-1',
    ]);
    expect(parseHlc('2026-11-23T08:00:00.000Z-00ff-room-1')).toEqual({
      time: TIME,
      counter: 255,
      node: 'room-1',
    });
  });

  it('never goes back, whatever the wall clock does, also over a restart', () => {
    fc.assert(
      fc.property(wallClock, fc.nat(), (jumps, restart) => {
        let clock = createHybridClock({ node: 'n' });
        const stamps: string[] = [];
        for (const [index, jump] of jumps.entries()) {
          const after = stamps.at(-1);
          if (index === restart % jumps.length && after !== undefined)
            clock = createHybridClock({ node: 'n', after });
          stamps.push(clock.tick(TIME + jump));
        }
        expect(risesStrictly(stamps)).toBe(true);
      }),
    );
  });

  it('carries over into the next millisecond when the counter is used up', () => {
    const clock = createHybridClock({ node: 'n', after: '2026-11-23T08:00:00.000Z-ffff-n' });
    expect(clock.tick(TIME)).toBe('2026-11-23T08:00:00.001Z-0000-n');
  });

  it('follows another node within the allowed drift and reports one beyond it', () => {
    const clock = createHybridClock({ node: 'a', maxDriftMs: 1000 });
    expect(clock.observe('2026-11-23T08:00:00.900Z-0003-b', TIME)).toBe('followed');
    expect(clock.tick(TIME)).toBe('2026-11-23T08:00:00.900Z-0004-a');
    expect(clock.observe('2026-11-23T09:00:00.000Z-0000-b', TIME)).toBe('ahead');
    expect(clock.observe('yesterday', TIME)).toBe('malformed');
    expect(clock.tick(TIME)).toBe('2026-11-23T08:00:00.900Z-0005-a');
  });
});

describe('UUID version 7', () => {
  it('holds time, version and variant', () => {
    const id = createUuidGenerator().next(TIME);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(isUuid(id)).toBe(true);
    expect(uuidTime(id)).toBe(TIME);
  });

  it('rises strictly, whatever the wall clock does, also over a restart', () => {
    fc.assert(
      fc.property(wallClock, (jumps) => {
        const ids: string[] = [];
        for (const jump of jumps) {
          const after = ids.at(-1);
          // A new generator for each id is the hardest restart.
          ids.push(createUuidGenerator(after === undefined ? {} : { after }).next(TIME + jump));
        }
        expect(risesStrictly(ids)).toBe(true);
      }),
    );
  });

  it('rises strictly through more ids than a millisecond has room for', () => {
    const generator = createUuidGenerator();
    expect(risesStrictly(Array.from({ length: 10_000 }, () => generator.next(TIME)))).toBe(true);
  });
});
