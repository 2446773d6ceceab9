import { afterEach, describe, expect, it } from 'vitest';
import { DeviceError } from '../errors.ts';
import type { DeviceEvent, DriverModule, RunningDevice } from '../manifest.ts';
import { createManualClock } from '../transport/manual-clock.ts';
import { createMemoryPair } from '../transport/memory.ts';
import { silentLog } from '../transport/transport.ts';
import { encodeLabel } from './label-languages/index.ts';
import { createPaperMachine, type PaperTrouble } from './paper-machine.ts';
import { attachMachine, type SimulatedLanguage } from './printer-simulator.ts';
import { driver as epl } from './printer-epl/index.ts';
import { simulatedEpl } from './printer-epl/simulator.ts';
import { driver as escpos } from './printer-escpos/index.ts';
import { simulatedEscpos } from './printer-escpos/simulator.ts';
import { driver as tspl } from './printer-tspl/index.ts';
import { simulatedTspl } from './printer-tspl/simulator.ts';
import { watch } from './printer-zpl/testing.ts';

const languages = {
  tspl: [tspl, simulatedTspl],
  epl: [epl, simulatedEpl],
  escpos: [escpos, simulatedEscpos],
} as const;
type Language = keyof typeof languages;

const running: RunningDevice[] = [];
const clocks: ReturnType<typeof createManualClock>[] = [];
afterEach(async () => {
  for (const device of running.splice(0)) {
    const stopped = device.stop();
    await clocks.at(-1)?.advance(0);
    await stopped;
  }
});

function bench(language: Language, settings: Record<string, unknown> = {}) {
  const [driver, simulated]: readonly [DriverModule, SimulatedLanguage] = languages[language];
  const clock = createManualClock();
  const machine = createPaperMachine(clock);
  const pieces: unknown[] = [];
  const events: DeviceEvent[] = [];
  let unplugged = false;
  machine.onPiece((what) => pieces.push(what));
  const device = driver.createDevice({
    clock,
    log: silentLog,
    settings,
    factory: () => {
      const [line, far] = createMemoryPair({ clock, toDriver: { split: 1 } });
      if (unplugged) {
        return {
          ...line,
          open: () =>
            Promise.reject(new DeviceError('transport.open_failed', 'refused', { retryable: true })),
        };
      }
      attachMachine(machine, simulated, far);
      return line;
    },
  });
  device.onEvent((event) => events.push(event));
  running.push(device);
  clocks.push(clock);
  const bytes = encodeLabel(language, {
    widthDots: 480,
    heightDots: 320,
    widthMm: 60,
    heightMm: 40,
    gapMm: 2,
    elements: [],
    copies: 1,
  });
  const misbehave = (change: Partial<PaperTrouble>): void => machine.misbehave(change);
  const unplug = (): void => {
    unplugged = true;
  };
  return { clock, machine, pieces, events, device, bytes, misbehave, unplug };
}

const failure = (code: string, detail: Record<string, unknown>): unknown =>
  expect.objectContaining({ name: 'DeviceError', code, detail: expect.objectContaining(detail) });

describe.each(['tspl', 'epl', 'escpos'] as const)('a printer that speaks %s', (language) => {
  it('is ready once it has said so, and says what it is', async () => {
    const { device, clock, events } = bench(language);
    device.start();
    await clock.advance(1000);
    expect(events).toContainEqual({ kind: 'state', state: 'ready' });
    expect(events.find((event) => event.kind === 'identity')).toMatchObject({
      identity: { model: expect.stringContaining('VIRTUAL') },
    });
  });

  it('is done with a job when the paper is out, not when the bytes are', async () => {
    const { device, clock, pieces, bytes } = bench(language);
    const job = watch(device.request('print', { jobId: 'job-1', bytes }));
    await clock.advance(150);
    expect(job.value()).toBeUndefined();
    await clock.advance(4000);
    expect(pieces.length).toBeGreaterThan(0);
    expect(job.value()).toEqual({ jobId: 'job-1' });
  });

  it('sends a job id once, however often it is asked', async () => {
    const { device, clock, pieces, bytes } = bench(language);
    const job = { jobId: 'once', bytes };
    const both = watch(Promise.all([device.request('print', job), device.request('print', job)]));
    await clock.advance(5000);
    const printed = pieces.length;
    const again = watch(device.request('print', job));
    await clock.advance(3000);
    expect([both.value(), again.value()]).toEqual([
      [{ jobId: 'once' }, { jobId: 'once' }],
      { jobId: 'once' },
    ]);
    expect(pieces).toHaveLength(printed);
  });

  it.each([
    ['paperOut', 'printer.paper_out'],
    ['silent', 'printer.silent'],
    ['garbage', 'printer.foreign'],
  ] as const)('with %s sends nothing, and the same job may come again', async (trouble, code) => {
    const { device, clock, pieces, bytes, misbehave } = bench(language);
    misbehave({ [trouble]: true });
    const job = watch(device.request('print', { jobId: 'j', bytes }));
    await clock.advance(9000);
    expect(job.value()).toEqual(failure('device.fault', { code, sent: false }));
    expect(pieces).toEqual([]);
    misbehave({ [trouble]: false });
    const again = watch(device.request('print', { jobId: 'j', bytes }));
    await clock.advance(5000);
    expect(again.value()).toEqual({ jobId: 'j' });
  });

  it('goes on when paper that ran out in the middle is loaded', async () => {
    const { device, clock, bytes, misbehave, events, machine } = bench(language);
    machine.print({ other: 'somebody else' }, 3);
    const job = watch(device.request('print', { jobId: 'roll', bytes }));
    await clock.advance(200);
    misbehave({ paperOut: true });
    await clock.advance(3000);
    expect(job.value()).toBeUndefined();
    expect(events).toContainEqual(expect.objectContaining({ state: 'fault', reason: 'printer.paper_out' }));
    misbehave({ paperOut: false });
    await clock.advance(6000);
    expect(job.value()).toEqual({ jobId: 'roll' });
  });

  it('has an unknown outcome when the line is lost in the middle, and is not repeated', async () => {
    const { device, clock, bytes, misbehave } = bench(language);
    misbehave({ hangUp: true });
    const job = watch(device.request('print', { jobId: 'lost', bytes }));
    await clock.advance(6000);
    expect(job.value()).toEqual(failure('device.timeout', { code: 'printer.outcome_unknown', sent: true }));
    misbehave({ hangUp: false });
    const again = watch(device.request('print', { jobId: 'lost', bytes }));
    await clock.advance(6000);
    expect(again.value()).toEqual(failure('device.refused', { code: 'printer.outcome_unknown' }));
  });

  it('is away when it cannot be reached', async () => {
    const { device, clock, bytes, unplug, events } = bench(language);
    unplug();
    const job = watch(device.request('print', { jobId: 'far', bytes }));
    await clock.advance(20_000);
    expect(job.value()).toEqual(failure('device.away', { code: 'printer.unreachable', sent: false }));
    expect(events).toContainEqual(expect.objectContaining({ state: 'away', reason: 'printer.unreachable' }));
  });

  it('knows no action of others', async () => {
    const { device } = bench(language);
    await expect(device.request('sirenOn', {})).rejects.toMatchObject({ code: 'device.unsupported' });
  });
});

describe('receipts', () => {
  it('prints Chinese text, a pair and codes, cuts and opens the drawer', async () => {
    const { device, clock, pieces } = bench('escpos', { columns: 32 });
    const lines = [
      { kind: 'text', text: '物证室收据', align: 'center', large: true },
      { kind: 'rule' },
      { kind: 'pair', left: '编号', right: 'H-0042' },
      { kind: 'qr', text: 'H-0042' },
      { kind: 'code128', text: 'H-0042' },
    ];
    const job = watch(device.request('receipt', { jobId: 'r-1', lines, drawer: true }));
    await clock.advance(5000);
    expect(job.value()).toEqual({ jobId: 'r-1' });
    expect(pieces).toContainEqual(expect.objectContaining({ drawer: true }));
    expect(pieces).toContainEqual(
      expect.objectContaining({ text: expect.stringContaining('物证室收据'), cut: true }),
    );
  });

  it('refuses Chinese text where the printer has no font, and lines that are none', async () => {
    const { device } = bench('escpos', { chinese: 'picture' });
    const receipt = (lines: unknown) => device.request('receipt', { jobId: 'r', lines });
    await expect(receipt([{ kind: 'text', text: '收据' }])).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(receipt([{ kind: 'poem' }])).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(receipt([])).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('opens the drawer alone, but not while something is wrong', async () => {
    const { device, clock, pieces, misbehave } = bench('escpos');
    const opened = watch(device.request('drawer', {}));
    await clock.advance(2000);
    expect(opened.value()).toEqual({ opened: true });
    expect(pieces).toContainEqual(expect.objectContaining({ drawer: true }));
    misbehave({ headOpen: true });
    const refused = watch(device.request('drawer', {}));
    await clock.advance(2000);
    expect(refused.value()).toEqual(failure('device.fault', { code: 'printer.cover_open' }));
  });
});
