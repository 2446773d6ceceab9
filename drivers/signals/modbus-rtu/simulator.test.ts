import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import { attachRelaySimulator } from './simulator.ts';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

async function attach(script: readonly Readonly<Record<string, unknown>>[]) {
  const clock = createManualClock();
  const [near, far] = createMemoryPair({ clock });
  await near.open();
  const answers: string[] = [];
  near.onBytes((bytes) => answers.push(Buffer.from(bytes).toString('hex').toUpperCase()));
  const reports: unknown[] = [];
  const session = attachRelaySimulator({
    transport: far,
    clock,
    script,
    report: (what) => reports.push(what),
  });
  const send = async (hex: string): Promise<void> => {
    await near.write(bytesOf(hex));
    await clock.advance(20);
  };
  return { clock, answers, reports, send, session };
}

describe('a board played by script', () => {
  it('obeys the published bytes and ends a flash by itself', async () => {
    const { clock, answers, reports, send } = await attach([{ board: { unit: 7 } }]);
    await send('07 05 02 02 00 05 AD D7');
    await send('07 01 00 00 00 08 3D AA');
    await clock.advance(500);
    await send('07 05 01 00 FF 00 8D A0');
    expect(answers).toEqual(['070502020005ADD7', '0701010450C3', '0785022350']);
    expect(reports).toMatchObject([
      { request: '070502020005ADD7' },
      { relay: 3, on: true, by: 'command' },
      { request: '0701000000083DAA' },
      { relay: 3, on: false, by: 'timer' },
      { request: '07050100FF008DA0' },
    ]);
  });

  it('sets inputs, loses power and misbehaves when the script says so', async () => {
    const { clock, answers, send, session } = await attach([
      { board: { unit: 7 } },
      { afterMs: 100, input: 8, closed: true },
      { afterMs: 100, fault: 'silent', times: 1 },
      { afterMs: 300, losePower: true },
    ]);
    await send('07 05 00 02 FF 00 2D 9C');
    await clock.advance(100);
    await send('07 02 00 00 00 08 79 AA');
    expect(answers).toHaveLength(1);
    await send('07 02 00 00 00 08 79 AA');
    expect(answers[1]?.slice(0, 8)).toBe('07020180');
    await clock.advance(300);
    await send('07 01 00 00 00 08 3D AA');
    expect(answers[2]?.slice(0, 8)).toBe('07010100');
    session.stop();
    expect(clock.pending).toBe(0);
  });

  it('refuses a script that it does not understand', async () => {
    await expect(attach([{ afterMs: 1, fault: 'explode' }])).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(attach([{ board: { dialect: 'other' } }])).rejects.toMatchObject({ code: 'input.invalid' });
  });
});
