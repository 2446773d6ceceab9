import { describe, expect, it } from 'vitest';
import { replayTrace } from '../../../main/evidence/gate/replay.ts';
import { truthOf } from './generate.ts';
import { drawScenario, hardMix } from './scenario.ts';
import { scoreMix } from './score.ts';
import { traceLines } from './trace.ts';

describe('a drawn passage', () => {
  it('is the same for the same seed and another for another', () => {
    expect(traceLines(drawScenario(7, hardMix), hardMix, 'custody')).toEqual(
      traceLines(drawScenario(7, hardMix), hardMix, 'custody'),
    );
    expect(drawScenario(7, hardMix).reads).not.toEqual(drawScenario(8, hardMix).reads);
  });

  it('hands its truth to nobody who reads the trace', () => {
    const scenario = drawScenario(11, { ...hardMix, people: 2 });
    const trace = traceLines(scenario, hardMix, 'none').join('\n');
    expect(trace).not.toMatch(/direction|planeMs|kind|person-/);
    expect(truthOf(scenario).people).toHaveLength(2);
  });

  it('with counted, doubled reports and barriers is a trace that replays without refusal', () => {
    const mix = { ...hardMix, countedMs: 400, duplicates: 0.05, barriers: true, badges: true };
    for (let seed = 1; seed <= 10; seed += 1) {
      const lines = [...replayTrace(traceLines(drawScenario(seed, mix), mix, 'custody'))];
      expect(lines.filter((line) => 'error' in line)).toEqual([]);
    }
  });
});

describe('the shipped coefficients', () => {
  it('keep the bar of the notes on passages outside training and validation', () => {
    const tally = scoreMix(hardMix, 7_000_000, 150, 'custody');
    expect(tally.right / tally.crossing).toBeGreaterThan(0.95);
    expect(tally.wrong / tally.crossing).toBeLessThan(0.005);
    expect(tally.invented / tally.staying).toBeLessThan(0.01);
  });

  it('keep the bar with two people within three seconds', () => {
    const tally = scoreMix({ ...hardMix, people: 2 }, 7_100_000, 100, 'custody');
    expect(tally.right / tally.crossing).toBeGreaterThan(0.92);
    expect(tally.wrong / tally.crossing).toBeLessThan(0.01);
    expect(tally.invented / tally.staying).toBeLessThan(0.025);
  });
});
