import { describe, expect, it } from 'vitest';
import { DeviceError } from '../../errors.ts';
import { silentLog } from '../../transport/transport.ts';
import { createRelayDevice } from './device.ts';
import { createBench, GATE_SETTINGS, startBench } from './testing.ts';

const ALL_OFF = '070500FF0000FD9C';
const kinds = (events: readonly { readonly kind: string }[], kind: string): unknown[] =>
  events.filter((event) => event.kind === kind);

describe('start and stop', () => {
  it('switches every relay off, reads everything and says that it is ready', async () => {
    const bench = createBench();
    bench.board.setInput(1, true);
    bench.device.start();
    await bench.clock.advance(1000);
    expect(bench.commands).toEqual([ALL_OFF]);
    expect(bench.events.filter((event) => event.kind !== 'identity')).toMatchObject([
      { kind: 'state', state: 'connecting' },
      { kind: 'state', state: 'ready' },
      { kind: 'outputs', on: [] },
      { kind: 'input', input: 1, active: true },
      { kind: 'input', input: 2, active: false },
    ]);
    await bench.device.stop();
    await bench.device.stop();
    bench.board.stop();
    expect(bench.clock.pending).toBe(0);
    expect(bench.events.at(-1)).toEqual({ kind: 'state', state: 'stopped' });
  });

  it('boards without a command for all relays get one for each relay in use', async () => {
    const bench = createBench({ unit: 255, dialect: 'lctech' });
    bench.device.start();
    await bench.clock.advance(1000);
    expect(bench.commands.map((hex) => hex.slice(0, 12))).toEqual([
      'FF0500000000',
      'FF0500010000',
      'FF0500020000',
    ]);
  });

  it('comes back after the line was lost', async () => {
    const bench = await startBench();
    await bench.cut();
    await bench.clock.advance(0);
    expect(bench.events.at(-1)).toEqual({ kind: 'state', state: 'away', reason: 'modbus.line_lost' });
    const asked = bench.ask('sirenOn', { milliseconds: 5000 });
    await bench.clock.advance(2000);
    expect(asked.outcome).toBe('device.away');
    expect(kinds(bench.events, 'state').at(-1)).toEqual({ kind: 'state', state: 'ready' });
    expect(bench.board.relays).toEqual([]);
    await bench.device.stop();
  });

  it('opens a line anew that stays silent although it looks healthy', async () => {
    const bench = await startBench();
    bench.board.misbehave('silent');
    await bench.clock.advance(12_000);
    expect(kinds(bench.events, 'state')).toContainEqual({
      kind: 'state',
      state: 'away',
      reason: 'modbus.line_lost',
    });
    await bench.device.stop();
  });
});

describe('inputs', () => {
  it('a bouncing contact is reported once, after two equal readings', async () => {
    const bench = await startBench();
    bench.events.length = 0;
    bench.board.setInput(1, true);
    await bench.clock.advance(150);
    bench.board.setInput(1, false);
    await bench.clock.advance(150);
    expect(kinds(bench.events, 'input')).toEqual([]);
    bench.board.setInput(1, true);
    await bench.clock.advance(300);
    expect(kinds(bench.events, 'input')).toMatchObject([{ input: 1, active: true }]);
    await bench.device.stop();
  });

  it('are polled at 5 to 10 Hz', async () => {
    const bench = await startBench();
    let polls = 0;
    bench.board.onRequest((request) => {
      if (request[1] === 2) polls += 1;
    });
    await bench.clock.advance(10_000);
    expect(polls).toBeGreaterThanOrEqual(50);
    expect(polls).toBeLessThanOrEqual(100);
    await bench.device.stop();
  });

  it('are unknown after three missed answers and reported anew when the board is back', async () => {
    const bench = await startBench();
    bench.events.length = 0;
    bench.board.misbehave('silent', 3);
    await bench.clock.advance(1600);
    expect(kinds(bench.events, 'state')[0]).toEqual({
      kind: 'state',
      state: 'degraded',
      reason: 'modbus.no_answer',
    });
    await bench.clock.advance(1000);
    expect(kinds(bench.events, 'state').at(-1)).toEqual({ kind: 'state', state: 'ready' });
    expect(kinds(bench.events, 'input')).toHaveLength(2);
    await bench.device.stop();
  });

  it('show as null while the board does not answer', async () => {
    const bench = await startBench();
    bench.board.misbehave('wrong-crc');
    await bench.clock.advance(2000);
    const status = bench.ask('status');
    await bench.clock.advance(0);
    expect(status.outcome).toMatchObject({
      state: 'degraded',
      inputs: { doorContact: null, exitButton: null },
      outputs: { siren: null, strobe: null, door: null },
    });
    await bench.device.stop();
  });

  it('survive noise and a board that says it has none', async () => {
    const bench = await startBench();
    bench.board.misbehave('noise', 20);
    await bench.clock.advance(1500);
    expect(kinds(bench.events, 'state').at(-1)).toEqual({ kind: 'state', state: 'ready' });
    bench.board.misbehave('exception');
    await bench.clock.advance(2000);
    expect(kinds(bench.events, 'state').at(-1)).toEqual({
      kind: 'state',
      state: 'degraded',
      reason: 'modbus.refused',
    });
    await bench.device.stop();
  });
});

describe('siren and strobe', () => {
  it('sound by renewed flashes and end on time', async () => {
    const bench = await startBench();
    const changes: unknown[] = [];
    bench.board.onChange((change) => changes.push({ ...change, at: bench.clock.monotonic() - 1000 }));
    const asked = bench.ask('sirenOn', { milliseconds: 10_000 });
    await bench.clock.advance(10);
    expect(asked.outcome).toBe('pending');
    await bench.clock.advance(50);
    expect(asked.outcome).toEqual({ milliseconds: 10_000 });
    await bench.clock.advance(20_000);
    expect(changes).toMatchObject([
      { relay: 1, on: true, by: 'command' },
      { relay: 1, on: false, by: 'timer' },
    ]);
    const end = changes.at(-1) as { readonly at: number };
    expect(end.at).toBeGreaterThan(9800);
    expect(end.at).toBeLessThan(10_200);
    await bench.device.stop();
  });

  it('fall silent by themselves when this program dies', async () => {
    const bench = await startBench();
    bench.ask('sirenOn', { milliseconds: 60_000 });
    await bench.clock.advance(5000);
    expect(bench.board.relays).toEqual([1]);
    await bench.device.stop();
    await bench.clock.advance(2600);
    expect(bench.board.relays).toEqual([]);
  });

  it('never sound longer than the limit', async () => {
    const bench = await startBench({ sirenMaxMs: 5000 });
    const asked = bench.ask('sirenOn', { milliseconds: 3_600_000 });
    await bench.clock.advance(4500);
    expect(asked.outcome).toEqual({ milliseconds: 5000 });
    expect(bench.board.relays).toEqual([1]);
    await bench.clock.advance(1000);
    expect(bench.board.relays).toEqual([]);
    await bench.device.stop();
  });

  it('are silenced together and stay silent', async () => {
    const bench = await startBench();
    bench.ask('sirenOn', { milliseconds: 60_000 });
    bench.ask('strobeOn', { milliseconds: 60_000 });
    await bench.clock.advance(3000);
    expect(bench.board.relays).toEqual([1, 2]);
    const silenced = bench.ask('silence');
    await bench.clock.advance(100);
    expect(silenced.outcome).toEqual({ silenced: ['siren', 'strobe'] });
    await bench.clock.advance(5000);
    expect(bench.board.relays).toEqual([]);
    await bench.device.stop();
  });

  it('go on over lost answers and a short loss of the line', async () => {
    const bench = await startBench();
    bench.ask('sirenOn', { milliseconds: 60_000 });
    await bench.clock.advance(1000);
    bench.board.misbehave('answer-lost', 2);
    await bench.clock.advance(2000);
    expect(bench.board.relays).toEqual([1]);
    await bench.cut();
    await bench.clock.advance(3000);
    expect(bench.board.relays).toEqual([1]);
    await bench.device.stop();
  });

  it('say so when the board does not obey, and do not start sounding later', async () => {
    const bench = await startBench();
    bench.board.misbehave('silent', 4);
    const asked = bench.ask('sirenOn', { milliseconds: 60_000 });
    await bench.clock.advance(1500);
    expect(asked.outcome).toBe('device.timeout');
    await bench.clock.advance(5000);
    expect(bench.board.relays).toEqual([]);
    await bench.device.stop();
  });

  it('on LCTech boards use its registers', async () => {
    const bench = await startBench({ unit: 255, dialect: 'lctech' });
    bench.ask('strobeOn', { milliseconds: 2000 });
    await bench.clock.advance(100);
    expect(bench.commands[0]?.slice(0, 14)).toBe('FF100008000204');
    expect(bench.board.relays).toEqual([2]);
    await bench.clock.advance(3000);
    expect(bench.board.relays).toEqual([]);
    await bench.device.stop();
  });

  it('on a plain board with its own watchdog are switched on and off', async () => {
    const settings = { dialect: 'plain', boardWatchdog: true, outputs: { siren: 1 } };
    const bench = await startBench(settings);
    bench.ask('sirenOn', { milliseconds: 2000 });
    await bench.clock.advance(1500);
    expect(bench.board.relays).toEqual([1]);
    await bench.clock.advance(1000);
    expect(bench.board.relays).toEqual([]);
    await bench.device.stop();
  });
});

describe('settings that could not be run safely are refused', () => {
  const make = (settings: Readonly<Record<string, unknown>>) => () => {
    const clock = createBench().clock;
    const factory = () => {
      throw new DeviceError('transport.open_failed', 'never opened');
    };
    return createRelayDevice({ factory, clock, log: silentLog, settings: { ...GATE_SETTINGS, ...settings } });
  };
  it.each([
    { dialect: 'other' },
    { unit: 0 },
    { dialect: 'plain' },
    { dialect: 'plain', outputs: { siren: 1 } },
    { dialect: 'waveshare' },
    { doorKind: undefined },
    { outputs: { siren: 1, strobe: 1 } },
    { outputs: { bell: 1 } },
    { inputs: { beam: 0 } },
    { invertedInputs: 'all' },
  ])('%j', (settings) => {
    expect(make(settings)).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });

  it('and actions that are none or have nothing to act on', async () => {
    const bench = await startBench({ outputs: { siren: 1 } });
    const asked = ['dance', 'strobeOn', 'releaseDoor', 'sirenOn'].map((action) =>
      bench.ask(action, action === 'sirenOn' ? {} : { milliseconds: 1000 }),
    );
    await bench.clock.advance(0);
    expect(asked.map((one) => one.outcome)).toEqual([
      'device.unsupported',
      'device.unsupported',
      'device.unsupported',
      'input.invalid',
    ]);
    await bench.device.stop();
  });
});
