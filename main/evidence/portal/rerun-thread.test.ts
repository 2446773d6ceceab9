import { describe, expect, it } from 'vitest';
import { equipped, hardMix, type Mix } from '../../../resources/tooling/portal-lab/mix.ts';
import { drawScenario } from '../../../resources/tooling/portal-lab/scenario.ts';
import { eventsOf, traceHeader } from '../../../resources/tooling/portal-lab/trace.ts';
import { lineOf } from '../gate/recorder.ts';
import { createRerunThread } from './rerun-thread.ts';
import { answerOf, type RerunWork } from './rerun-work.ts';

function trace(): { readonly text: string; readonly epc: string } {
  const mix: Mix = { ...hardMix, ...equipped };
  const scenario = drawScenario(5, mix);
  const events = eventsOf(scenario, mix, 'custody');
  const lines = [traceHeader(scenario, mix), ...events.map(lineOf)].map((line) => JSON.stringify(line));
  const item = events.find((event) => event.kind === 'item');
  return { text: lines.join('\n'), epc: item?.kind === 'item' ? item.epc : '' };
}

describe('the thread that runs recorded passages again', () => {
  const { text, epc } = trace();
  const replay: RerunWork = {
    kind: 'replay',
    text,
    from: 0,
    today: { scale: 0.8, offset: [0.1, -0.1, 0.2] },
  };
  const whatIf: RerunWork = { kind: 'what-if', text, from: 0, epc };

  it('answers what the same work gives without a thread, several asked at once', async () => {
    const thread = createRerunThread();
    const [first, second, third] = await Promise.all([
      thread.run(replay),
      thread.run(whatIf),
      thread.run({ ...replay, today: undefined }),
    ]);
    expect(first).toEqual(answerOf(replay));
    expect(first.before.steps.length).toBeGreaterThan(5);
    expect(second).toEqual(answerOf(whatIf));
    expect(second.length).toBeGreaterThan(1);
    expect(third.today).toEqual({ closed: third.before.closed, alarms: third.before.alarms });
  });

  it('says so with a code when the thread falls, to everybody who waits, and starts another', async () => {
    const falls = new URL(
      `data:text/javascript,${encodeURIComponent(`
        import { parentPort } from 'node:worker_threads';
        parentPort.on('message', ({ id, work }) => {
          if (work.from === 1) throw new Error('out of memory');
          if (work.from === 2) process.exit(9);
          parentPort.postMessage({ id, answer: [] });
        });`)}`,
    );
    const thread = createRerunThread(falls);
    const failed = { name: 'Refusal', code: 'evidence.replay_failed' };
    const [thrown, waiting] = await Promise.allSettled([
      thread.run({ ...whatIf, from: 1 }),
      thread.run(whatIf),
    ]);
    expect(thrown).toMatchObject({ status: 'rejected', reason: failed });
    expect(waiting).toMatchObject({ status: 'rejected', reason: failed });
    await expect(thread.run({ ...whatIf, from: 2 })).rejects.toMatchObject(failed);
    await expect(thread.run(whatIf)).resolves.toEqual([]);
  });
});
