import { describe, expect, it } from 'vitest';
import { createManualClock } from '../transport/manual-clock.ts';
import { createMemoryPair } from '../transport/memory.ts';
import { type SimulatorStep, playSimulator } from './simulator-stage.ts';

async function play(script: readonly SimulatorStep[], milliseconds: number) {
  const clock = createManualClock();
  const [near, far] = createMemoryPair({ clock });
  const heard: string[] = [];
  const reports: unknown[] = [];
  near.onBytes((bytes) => heard.push(Buffer.from(bytes).toString('hex')));
  await near.open();
  const session = playSimulator(
    { transport: far, clock, script, report: (what) => reports.push(what) },
    {
      step: (step, stage) =>
        step['beat'] === true
          ? () => stage.send(Uint8Array.of(0xaa, 0x01, 0xab), { did: 'beat' })
          : undefined,
    },
  );
  await clock.advance(milliseconds);
  session.stop();
  await clock.advance(0);
  return { heard, reports, pending: clock.pending };
}

describe('simulator stage', () => {
  it('plays steps in order and misbehaves only as often as asked', async () => {
    const { heard, reports, pending } = await play(
      [
        { misbehave: 'half', afterMs: 0 },
        { beat: true, afterMs: 0 },
        { misbehave: 'wrongChecksum', afterMs: 0 },
        { beat: true, afterMs: 0 },
        { misbehave: 'silence', afterMs: 0 },
        { beat: true, afterMs: 0 },
        { misbehave: 'late', lateMs: 500, afterMs: 0 },
        { beat: true, afterMs: 0 },
        { raw: '00', afterMs: 0 },
      ],
      1000,
    );
    expect(heard).toEqual(['aa', 'aa01aa', '00', 'aa01ab']);
    expect(reports).toContainEqual({ did: 'beat', misbehaved: 'silence' });
    expect(pending).toBe(0);
  });

  it('refuses a step nobody knows before anything is sent', async () => {
    await expect(play([{ beat: true, afterMs: 0 }, { dance: true }], 10)).rejects.toMatchObject({
      code: 'input.invalid',
    });
  });

  it('plays steps that somebody adds while it runs, in order, and refuses unknown ones before anything', async () => {
    const clock = createManualClock();
    const [near, far] = createMemoryPair({ clock });
    const heard: string[] = [];
    near.onBytes((bytes) => heard.push(Buffer.from(bytes).toString('hex')));
    await near.open();
    const session = playSimulator(
      { transport: far, clock, script: [{ raw: '01', afterMs: 100 }], report: () => {} },
      { step: () => undefined },
    );
    session.perform?.([{ raw: '02', afterMs: 0 }]);
    expect(() => session.perform?.([{ raw: '03' }, { dance: true }])).toThrow('unknown step');
    await clock.advance(150);
    expect(heard).toEqual(['01', '02']);
    session.perform?.([{ raw: '04', afterMs: 0 }]);
    await clock.advance(1);
    expect(heard).toEqual(['01', '02', '04']);
    session.stop();
  });
});
