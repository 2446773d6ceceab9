import { describe, expect, it } from 'vitest';
import { createManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import { silentLog } from '../../transport/transport.ts';
import { readCoils, writeCoil } from './commands.ts';
import { ModbusSession } from './session.ts';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

async function startSession() {
  const clock = createManualClock();
  const [driver, device] = createMemoryPair({ clock });
  await driver.open();
  const sent: { readonly hex: string; readonly at: number }[] = [];
  device.onBytes((bytes) => sent.push({ hex: Buffer.from(bytes).toString('hex'), at: clock.monotonic() }));
  const session = new ModbusSession({ transport: driver, clock, log: silentLog, baudRate: 9600 });
  const answer = async (hex: string): Promise<void> => {
    await device.write(bytesOf(hex));
    await clock.advance(0);
  };
  return { clock, session, sent, answer, device };
}

const READ = readCoils(7, 0, 8);
const READ_ANSWER = '07 01 01 05 91 03';
const FLASH = writeCoil('FLASH_ON', 7, 0x0202, 5);
const FLASH_ECHO = '07 05 02 02 00 05 AD D7';

/** How a request ended, without an unhandled rejection in between. */
function outcome(request: Promise<Uint8Array>): Promise<unknown> {
  return request.then(
    (data) => [...data],
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
}

describe('one master on the bus', () => {
  it('sends the next request only after the answer and 3.5 characters of quiet', async () => {
    const { clock, session, sent, answer } = await startSession();
    const first = outcome(session.request(READ));
    const second = outcome(session.request(READ));
    await clock.advance(20);
    expect(sent).toHaveLength(1);
    await answer(READ_ANSWER);
    expect(await first).toEqual([5]);
    expect(sent).toHaveLength(1);
    await clock.advance(5);
    expect(sent.map((one) => one.at)).toEqual([0, 25]);
    await answer(READ_ANSWER);
    expect(await second).toEqual([5]);
  });

  it('an urgent request waits for the one on the wire and for nothing else', async () => {
    const { clock, session, sent, answer } = await startSession();
    const polls = [READ, READ, READ].map((request) => outcome(session.request(request)));
    const urgent = outcome(session.request(FLASH, { urgent: true }));
    await clock.advance(0);
    await answer(READ_ANSWER);
    await clock.advance(5);
    expect(sent[1]?.hex).toBe('070502020005add7');
    await answer(FLASH_ECHO);
    expect(await urgent).toEqual([]);
    session.close();
    expect(await Promise.all(polls)).toEqual([[5], 'transport.closed', 'transport.closed']);
  });

  it('does not send what was taken back while it waited', async () => {
    const { clock, session, sent, answer } = await startSession();
    let wanted = true;
    const poll = outcome(session.request(READ));
    const flash = outcome(session.request(FLASH, { urgent: true, stillWanted: () => wanted }));
    await clock.advance(0);
    wanted = false;
    await answer(READ_ANSWER);
    await clock.advance(10);
    expect(await flash).toBe('device.refused');
    expect(await poll).toEqual([5]);
    expect(sent).toHaveLength(1);
  });
});

describe('answers that are none', () => {
  it('times out after 300 ms and drops the late answer instead of taking it for the next one', async () => {
    const { clock, session, sent, answer } = await startSession();
    const first = outcome(session.request(READ));
    const second = outcome(session.request(READ));
    await clock.advance(300);
    expect(await first).toBe('device.timeout');
    await clock.advance(50);
    await answer(READ_ANSWER);
    expect(sent).toHaveLength(1);
    await clock.advance(50);
    expect(sent).toHaveLength(2);
    await answer('07 01 01 00 51 00');
    expect(await second).toEqual([0]);
    expect(session.counters).toMatchObject({ sent: 2, timeouts: 1, foreignBytes: 6 });
  });

  it('finds the answer behind noise and in single bytes', async () => {
    const { session, answer, clock } = await startSession();
    const read = outcome(session.request(READ));
    await clock.advance(0);
    for (const byte of ['00', 'FF', '07', '07', '01', '01', '05', '91', '03']) await answer(byte);
    expect(await read).toEqual([5]);
    expect(session.counters.foreignBytes).toBe(3);
  });

  it('another command’s echo, a wrong check and a refusal are told apart', async () => {
    const { session, answer, clock } = await startSession();
    const foreign = outcome(session.request(FLASH));
    await clock.advance(0);
    await answer('07 05 00 02 FF 00 2D 9C');
    expect(await foreign).toBe('protocol.unexpected');
    const refused = outcome(session.request(FLASH));
    await clock.advance(5);
    await answer('07 85 02 23 50');
    expect(await refused).toBe('device.refused');
    const broken = outcome(session.request(FLASH));
    await clock.advance(5);
    await answer('07 05 02 02 00 05 AD D8');
    await clock.advance(300);
    expect(await broken).toBe('device.timeout');
  });

  it('an adapter that hears itself cannot confirm a command in the board’s place', async () => {
    const { session, answer, clock } = await startSession();
    const read = outcome(session.request(READ));
    await clock.advance(0);
    await answer(`07 01 00 00 00 08 3D AA ${READ_ANSWER}`);
    expect(await read).toEqual([5]);
    const flash = outcome(session.request(FLASH));
    await clock.advance(5);
    await answer(FLASH_ECHO);
    await clock.advance(300);
    expect(await flash).toBe('device.timeout');
  });

  it('closing ends every request and leaves no timer', async () => {
    const { session, clock } = await startSession();
    const waiting = [outcome(session.request(READ)), outcome(session.request(READ))];
    await clock.advance(0);
    session.close();
    expect(await Promise.all(waiting)).toEqual(['transport.closed', 'transport.closed']);
    expect(await outcome(session.request(READ))).toBe('transport.closed');
    expect(clock.pending).toBe(0);
  });
});
