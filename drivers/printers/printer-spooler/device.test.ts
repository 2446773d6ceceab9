import { describe, expect, it } from 'vitest';
import type { DeviceEvent, SimulatorSession } from '../../manifest.ts';
import { createManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import { silentLog } from '../../transport/transport.ts';
import { watch } from '../printer-zpl/printer-bench.testing.ts';
import { submit } from './commands.ts';
import { createSpoolerPrinter } from './device.ts';
import { createCupsSpooler } from './cups.ts';
import { readSpoolerSettings } from './settings.ts';
import { attachSpoolerSimulator } from './simulator.ts';
import { createVirtualSpooler } from './virtual-spooler.ts';

const url = 'http://localhost:631/printers/Laser';
function scene(settings: Record<string, unknown> = {}) {
  const clock = createManualClock();
  const spooler = createVirtualSpooler((milliseconds, action) => void clock.after(milliseconds, action));
  const events: DeviceEvent[] = [];
  const device = createSpoolerPrinter(
    { clock, log: silentLog, settings: { url, ...settings }, factory: () => createMemoryPair()[0] },
    createCupsSpooler(spooler.run, { server: undefined, printer: 'Laser' }, ['media=A4']),
  );
  device.onEvent((event) => events.push(event));
  const states = () =>
    events.flatMap((event) =>
      event.kind === 'state' ? [`${event.state} ${event.reason ?? ''}`.trim()] : [],
    );
  return { clock, spooler, device, events, states };
}
const document = Uint8Array.from(Buffer.from('%PDF-1.7 …'));

describe('A4 printer behind the spooler', () => {
  it('follows a job until it has left the queue, and says that this proves no paper', async () => {
    const { clock, spooler, device, events } = scene();
    const job = watch(device.request('print', { jobId: 'sheet-1', document }));
    await clock.advance(500);
    expect(job.value()).toBeUndefined();
    await clock.advance(4000);
    expect(job.value()).toEqual({ jobId: 'sheet-1', proof: 'queue' });
    expect(spooler.documents).toEqual([document]);
    expect(events).toContainEqual({
      kind: 'job',
      jobId: 'sheet-1',
      state: 'done',
      code: 'printer.left_queue',
    });
    const again = watch(device.request('print', { jobId: 'sheet-1', document }));
    await clock.advance(100);
    expect(again.value()).toEqual({ jobId: 'sheet-1', proof: 'queue' });
    expect(spooler.documents).toHaveLength(1);
  });

  it('takes a job back that a fault holds up too long; it may come again', async () => {
    const { clock, spooler, device, states } = scene({ patienceMs: 5000 });
    spooler.set({ paperOut: true });
    const job = watch(device.request('print', { jobId: 'sheet-2', document }));
    await clock.advance(10_000);
    expect(job.value()).toMatchObject({
      code: 'device.fault',
      detail: { code: 'printer.paper_out', sent: false },
    });
    expect(states()).toContain('fault printer.paper_out');
    spooler.set({ paperOut: false });
    const again = watch(device.request('print', { jobId: 'sheet-2', document }));
    await clock.advance(6000);
    expect(again.value()).toEqual({ jobId: 'sheet-2', proof: 'queue' });
  });

  it('goes on when the fault is put right in time', async () => {
    const { clock, spooler, device } = scene({ patienceMs: 20_000 });
    spooler.set({ held: true });
    const job = watch(device.request('print', { jobId: 'sheet-3', document }));
    await clock.advance(6000);
    expect(job.value()).toBeUndefined();
    spooler.set({ held: false });
    await clock.advance(6000);
    expect(job.value()).toEqual({ jobId: 'sheet-3', proof: 'queue' });
  });

  it('tells a refused job and a computer without spooler', async () => {
    const { clock, spooler, device, states } = scene();
    spooler.set({ refuses: true });
    const job = watch(device.request('print', { jobId: 'sheet-4', document }));
    await clock.advance(100);
    expect(job.value()).toMatchObject({ detail: { code: 'printer.spooler_refused', sent: false } });
    spooler.set({ notInstalled: true });
    device.start();
    await clock.advance(100);
    expect(states().at(-1)).toBe('away printer.no_spooler');
    expect(await device.request('status', {})).toMatchObject({
      ready: false,
      faults: ['printer.unreachable'],
    });
    await device.stop();
    expect(clock.pending).toBe(0);
  });

  it('tells a printer that is gone from a queue that nobody knows and a service that is stopped', async () => {
    const { clock, spooler, device, states } = scene({ patienceMs: 5000 });
    device.start();
    spooler.set({ offline: true });
    const job = watch(device.request('print', { jobId: 'sheet-6', document }));
    await clock.advance(12_000);
    expect(states()).toContain('fault printer.offline');
    expect(job.value()).toMatchObject({ detail: { code: 'printer.offline', sent: false } });
    for (const [trouble, reason] of [
      ['vanished', 'printer.no_queue'],
      ['noService', 'printer.no_spooler'],
    ] as const) {
      spooler.set({ offline: false, [trouble]: true });
      await clock.advance(6000);
      expect(states().at(-1)).toBe(`away ${reason}`);
      spooler.set({ [trouble]: false });
    }
    await clock.advance(6000);
    expect(states().at(-1)).toBe('ready');
    await device.stop();
  });

  it('does not know the outcome when the queue is gone in the middle of a job, and does not repeat it', async () => {
    const { clock, spooler, device } = scene({ patienceMs: 5000 });
    spooler.set({ paperOut: true });
    const input = { jobId: 'sheet-7', document };
    const job = watch(device.request('print', input));
    await clock.advance(2000);
    spooler.set({ vanished: true });
    await clock.advance(10_000);
    const unknown = { detail: { code: 'printer.outcome_unknown', sent: true } };
    expect(job.value()).toMatchObject(unknown);
    spooler.set({ paperOut: false, vanished: false });
    const again = watch(device.request('print', input));
    await clock.advance(5000);
    expect(again.value()).toMatchObject(unknown);
    expect(spooler.documents).toHaveLength(1);
  });

  it('takes two jobs one after the other', async () => {
    const { clock, spooler, device, events } = scene();
    const jobs = ['a', 'b'].map((jobId) => watch(device.request('print', { jobId, document })));
    await clock.advance(12_000);
    expect(jobs.map((job) => job.value())).toEqual([
      { jobId: 'a', proof: 'queue' },
      { jobId: 'b', proof: 'queue' },
    ]);
    expect(
      events.flatMap((event) => (event.kind === 'job' ? [`${event.jobId} ${event.state}`] : [])),
    ).toEqual(['a sent', 'a done', 'b sent', 'b done']);
    expect(spooler.documents).toHaveLength(2);
  });

  it('refuses jobs and settings that cannot be meant', async () => {
    const { device } = scene();
    for (const input of [
      {},
      { jobId: 'a b', document },
      { jobId: 'a', document: '' },
      { jobId: 'a', document, copies: 0 },
    ]) {
      await expect(device.request('print', input)).rejects.toMatchObject({ code: 'input.invalid' });
    }
    for (const wrong of ['', 'http://localhost/Laser', 'http://localhost/printers/-o']) {
      expect(() => readSpoolerSettings({ url: wrong })).toThrow(
        expect.objectContaining({ code: 'input.invalid' }),
      );
    }
    expect(() => readSpoolerSettings({ url, options: 'media=A4; rm' })).toThrow();
    expect(readSpoolerSettings({ url: 'http://print.station:8631/printers/Laser' }).address?.server).toBe(
      'print.station:8631',
    );
  });

  it('hands the document over without a shell', () => {
    const { args } = submit(
      { server: undefined, printer: 'Laser' },
      { title: '$(x)', copies: 2, options: ['media=A4'], document },
    );
    expect(args).toEqual(['-d', 'Laser', '-t', '$(x)', '-n', '2', '-o', 'media=A4', '-']);
  });
});

describe('a pretended print service over a line', () => {
  const script: Readonly<Record<string, unknown>>[] = [];

  function training() {
    const clock = createManualClock();
    const reports: unknown[] = [];
    const sessions: SimulatorSession[] = [];
    const events: DeviceEvent[] = [];
    let wire: 'well' | 'dead' | 'garbled' = 'well';
    const device = createSpoolerPrinter({
      clock,
      log: silentLog,
      settings: { pollMs: 1000, patienceMs: 5000 },
      factory: () => {
        const [near, far] = createMemoryPair({
          clock,
          toDriver: wire === 'garbled' ? { corruption: 0.2 } : { split: 3 },
        });
        if (wire !== 'dead') {
          const report = (what: unknown): void => void reports.push(what);
          sessions.push(attachSpoolerSimulator({ transport: far, clock, script, report }));
        }
        return near;
      },
    });
    device.onEvent((event) => events.push(event));
    const states = () =>
      events.flatMap((event) =>
        event.kind === 'state' ? [`${event.state} ${event.reason ?? ''}`.trim()] : [],
      );
    const play = (steps: Readonly<Record<string, unknown>>[]): void => sessions.at(-1)?.perform?.(steps);
    return { clock, device, reports, states, play, wireIs: (is: typeof wire) => void (wire = is) };
  }

  it('prints, runs out of paper by a step and goes on, keeps its queue over connections', async () => {
    const { clock, device, reports, states, play } = training();
    device.start();
    await clock.advance(100);
    expect(states()).toEqual(['connecting', 'ready']);
    play([{ afterMs: 0, set: { paperOut: true } }]);
    const job = watch(device.request('print', { jobId: 'p-1', document, title: '领用单' }));
    await clock.advance(3000);
    expect(states().at(-1)).toBe('fault printer.paper_out');
    expect(job.value()).toBeUndefined();
    play([{ afterMs: 0, set: { paperOut: false } }]);
    await clock.advance(5000);
    expect(job.value()).toEqual({ jobId: 'p-1', proof: 'queue' });
    expect(reports).toContainEqual({ event: 'label', number: 1, printed: 'Training-1', title: '领用单' });
    await device.stop();
  });

  it('is unreachable when the line is dead or garbled, and never done', async () => {
    for (const is of ['dead', 'garbled'] as const) {
      const { clock, device, states, wireIs } = training();
      wireIs(is);
      device.start();
      const job = watch(device.request('print', { jobId: 'p-2', document }));
      await clock.advance(40_000);
      expect(states().at(-1)).toMatch(/^away printer\.(unreachable|no_spooler|no_queue)$/);
      expect(job.value()).toMatchObject({ name: 'DeviceError' });
      await device.stop();
      await clock.advance(10_000);
      expect(clock.pending).toBe(0);
    }
  });

  it('knows no other steps', () => {
    const { clock } = training();
    const [, far] = createMemoryPair({ clock });
    for (const step of [
      { set: { paperOut: true } },
      { afterMs: 0, set: { onFire: true } },
      { dance: true },
    ]) {
      expect(() =>
        attachSpoolerSimulator({ transport: far, clock, script: [step], report: () => {} }),
      ).toThrow(expect.objectContaining({ code: 'input.invalid' }));
    }
  });
});
