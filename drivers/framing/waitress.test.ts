import { describe, expect, it } from 'vitest';
import { DeviceError } from '../errors.ts';
import { createManualClock } from '../transport/manual-clock.ts';
import { KeyedQueue } from './keyed-queue.ts';
import { Waitress } from './waitress.ts';

function createWaitress() {
  const clock = createManualClock();
  const waitress = new Waitress<string, string>({
    clock,
    matches: (message, matcher) => message.startsWith(matcher),
    describe: (matcher) => `answer ${matcher}`,
  });
  return { clock, waitress };
}

describe('waiting for an answer', () => {
  it('serves the one who has waited longest and tells when nobody waits', async () => {
    const { waitress, clock } = createWaitress();
    const first = waitress.waitFor('A', 100);
    const second = waitress.waitFor('A', 100);
    first.start();
    second.start();
    expect(waitress.deliver('A1')).toBe(true);
    expect(waitress.deliver('A2')).toBe(true);
    expect(waitress.deliver('A3')).toBe(false);
    expect([await first.answer, await second.answer]).toEqual(['A1', 'A2']);
    expect(clock.pending).toBe(0);
  });

  it('counts time only from the moment the bytes were written', async () => {
    const { waitress, clock } = createWaitress();
    const waiting = waitress.waitFor('A', 100);
    await clock.advance(5000);
    waiting.start();
    await clock.advance(99);
    expect(waitress.waiting).toBe(1);
    await clock.advance(1);
    await expect(waiting.answer).rejects.toMatchObject({
      code: 'device.timeout',
      message: 'no answer A within 100 ms',
    });
  });

  it('turns everybody away when the line is lost', async () => {
    const { waitress, clock } = createWaitress();
    const waiting = waitress.waitFor('A', 100);
    waiting.start();
    waitress.rejectAll(new DeviceError('transport.closed', 'gone'));
    await expect(waiting.answer).rejects.toMatchObject({ code: 'transport.closed' });
    expect(clock.pending).toBe(0);
  });

  it('can be given up', async () => {
    const { waitress } = createWaitress();
    const waiting = waitress.waitFor('A', 100);
    waiting.cancel();
    expect(waitress.deliver('A')).toBe(false);
    await expect(waiting.answer).rejects.toMatchObject({ code: 'transport.closed' });
  });
});

describe('queue per key', () => {
  it('runs one request at a time per key in order, other keys beside it, and goes on after a failure', async () => {
    const queue = new KeyedQueue<string>();
    const log: string[] = [];
    const gate = Promise.withResolvers<void>();
    const first = queue.run('bus', async () => {
      log.push('first begins');
      await gate.promise;
      throw new DeviceError('device.refused', 'no');
    });
    const second = queue.run('bus', async () => log.push('second'));
    await queue.run('printer', async () => log.push('other'));
    expect(log).toEqual(['first begins', 'other']);
    gate.resolve();
    await expect(first).rejects.toMatchObject({ code: 'device.refused' });
    await second;
    expect(log).toEqual(['first begins', 'other', 'second']);
  });

  it('rejects what has not begun when the line is lost', async () => {
    const queue = new KeyedQueue<number>();
    const gate = Promise.withResolvers<string>();
    const running = queue.run(1, () => gate.promise);
    const waiting = queue.run(1, async () => 'never');
    expect(queue.queued).toBe(1);
    queue.rejectQueued(new DeviceError('transport.closed', 'gone'));
    await expect(waiting).rejects.toMatchObject({ code: 'transport.closed' });
    gate.resolve('done');
    expect(await running).toBe('done');
    expect(await queue.run(1, async () => 'again')).toBe('again');
  });
});
