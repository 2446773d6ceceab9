import { afterEach, describe, expect, it } from 'vitest';
import type { DeviceEvent } from '../../manifest.ts';
import { createPrinterBench, labelBytes, type PrinterBench, watch } from './printer-bench.testing.ts';

const benches: PrinterBench[] = [];
const createBench = (...parameters: Parameters<typeof createPrinterBench>): PrinterBench => {
  const bench = createPrinterBench(...parameters);
  benches.push(bench);
  return bench;
};
afterEach(async () => {
  for (const bench of benches.splice(0)) {
    const stopped = bench.device.stop();
    await bench.clock.advance(0);
    await stopped;
    bench.printer.stop();
  }
});

const epc = '300833B2DDD9014000000001';
const rfidJob = (jobId: string) => ({
  jobId,
  bytes: labelBytes({ rfid: { jobId, epc } }),
  rfid: { expectedEpc: epc },
});
const states = (events: readonly DeviceEvent[]): string[] =>
  events.flatMap((event) => (event.kind === 'state' ? [`${event.state} ${event.reason ?? ''}`.trim()] : []));
const jobs = (events: readonly DeviceEvent[]): DeviceEvent[] => events.filter(({ kind }) => kind === 'job');
const failure = (code: string, detail: Record<string, unknown>): unknown =>
  expect.objectContaining({ name: 'DeviceError', code, detail: expect.objectContaining(detail) });

describe('a printer that behaves', () => {
  it('is ready once it has said so, and says what it is', async () => {
    const { device, clock, events } = createBench();
    device.start();
    await clock.advance(1000);
    expect(states(events)).toEqual(['connecting', 'ready']);
    expect(events).toContainEqual({
      kind: 'identity',
      identity: { model: 'STATION-VIRTUAL', firmware: 'V1.0.0', dotsPerMm: '8', memory: '8192KB' },
    });
  });

  it('prints a job of three copies and calls it done when all are out', async () => {
    const { device, clock, events, labels } = createBench();
    const job = watch(
      device.request('print', { jobId: 'job-1', bytes: labelBytes({ copies: 3 }), copies: 3 }),
    );
    await clock.advance(400);
    expect(jobs(events)).toEqual([{ kind: 'job', jobId: 'job-1', state: 'sent' }]);
    expect(job.value()).toBeUndefined();
    await clock.advance(2000);
    expect(labels).toHaveLength(3);
    expect(job.value()).toEqual({ jobId: 'job-1' });
    expect(jobs(events)).toEqual([
      { kind: 'job', jobId: 'job-1', state: 'sent' },
      { kind: 'job', jobId: 'job-1', state: 'done' },
    ]);
  });

  it('writes a tag and reports the EPC that was read back', async () => {
    const { device, clock, labels, events } = createBench({}, { split: 1 });
    const job = watch(device.request('print', rfidJob('job-2')));
    await clock.advance(3000);
    expect(job.value()).toEqual({ jobId: 'job-2', readBack: epc });
    expect(labels).toEqual([
      expect.objectContaining({ epc, tid: 'E28011700000000000000001', jobId: 'job-2', voided: false }),
    ]);
    expect(jobs(events).at(-1)).toEqual({ kind: 'job', jobId: 'job-2', state: 'done', readBack: epc });
  });

  it('uses the next tag when one is void, and the one read back counts', async () => {
    const { device, clock, labels, printer } = createBench();
    printer.misbehave({ voidEvery: 2 });
    const first = watch(device.request('print', rfidJob('job-a')));
    const second = watch(device.request('print', rfidJob('job-b')));
    await clock.advance(10_000);
    expect([first.value(), second.value()]).toEqual([
      { jobId: 'job-a', readBack: epc },
      { jobId: 'job-b', readBack: epc },
    ]);
    expect(labels.map(({ jobId, voided, tid }) => [jobId, voided, tid?.slice(-1)])).toEqual([
      ['job-a', false, '1'],
      ['job-b', true, '2'],
      ['job-b', false, '3'],
    ]);
  });

  it('prints one job after the other, each over a connection of its own', async () => {
    const { device, clock, connections, labels } = createBench();
    const all = watch(
      Promise.all(['a', 'b', 'c'].map((jobId) => device.request('print', { jobId, bytes: labelBytes() }))),
    );
    await clock.advance(4000);
    expect(all.value()).toEqual([{ jobId: 'a' }, { jobId: 'b' }, { jobId: 'c' }]);
    expect(connections()).toBe(3);
    expect(labels).toHaveLength(3);
  });
});

describe('a job id is sent once', () => {
  it('asked again while it runs or after it is done, it gives the same result without printing', async () => {
    const { device, clock, labels } = createBench();
    const job = { jobId: 'once', bytes: labelBytes() };
    const both = watch(Promise.all([device.request('print', job), device.request('print', job)]));
    await clock.advance(2000);
    const again = watch(device.request('print', job));
    await clock.advance(2000);
    expect([both.value(), again.value()]).toEqual([
      [{ jobId: 'once' }, { jobId: 'once' }],
      { jobId: 'once' },
    ]);
    expect(labels).toHaveLength(1);
  });

  it('after the line was lost in the middle the outcome is unknown and it is not repeated', async () => {
    const { device, clock, labels, printer, events } = createBench();
    printer.misbehave({ hangUp: true });
    const job = watch(device.request('print', rfidJob('lost')));
    await clock.advance(5000);
    expect(job.value()).toEqual(failure('device.timeout', { code: 'printer.outcome_unknown', sent: true }));
    expect(jobs(events).at(-1)).toEqual({
      kind: 'job',
      jobId: 'lost',
      state: 'failed',
      code: 'printer.outcome_unknown',
    });
    printer.misbehave({ hangUp: false });
    const again = watch(device.request('print', rfidJob('lost')));
    await clock.advance(5000);
    expect(again.value()).toEqual(failure('device.refused', { code: 'printer.outcome_unknown' }));
    expect(labels).toHaveLength(1);
  });

  it('a printer that falls silent after taking the bytes gives an unknown outcome after ten seconds', async () => {
    const { device, clock, printer } = createBench({}, { delayMs: 5 });
    const job = watch(device.request('print', { jobId: 'mute', bytes: labelBytes({ copies: 20 }) }));
    await clock.advance(400);
    printer.misbehave({ silent: true });
    await clock.advance(9000);
    expect(job.value()).toBeUndefined();
    await clock.advance(8000);
    expect(job.value()).toEqual(failure('device.timeout', { code: 'printer.outcome_unknown', sent: true }));
  });
});

describe('an RFID label whose tag is not as wanted', () => {
  it('fails with what was read back when the tag kept another EPC', async () => {
    const { device, clock, printer } = createBench();
    printer.misbehave({ misencode: true });
    const job = watch(device.request('print', rfidJob('wrong')));
    await clock.advance(5000);
    expect(job.value()).toEqual(
      failure('device.fault', {
        code: 'printer.read_back_differs',
        sent: true,
        readBack: 'E28011700000000000000001',
      }),
    );
  });

  it('has an unknown outcome when no tag of the roll could be written and nothing is read back', async () => {
    const { device, clock, printer, labels } = createBench();
    printer.misbehave({ voidEvery: 1 });
    const job = watch(device.request('print', rfidJob('void')));
    await clock.advance(20_000);
    expect(job.value()).toEqual(failure('device.timeout', { code: 'printer.read_back_missing', sent: true }));
    expect(labels.map(({ voided }) => voided)).toEqual([true, true, true, true]);
  });
});

describe('a printer with a fault', () => {
  it.each([
    ['paperOut', 'printer.paper_out'],
    ['headOpen', 'printer.head_open'],
    ['ribbonOut', 'printer.ribbon_out'],
    ['paused', 'printer.paused'],
    ['silent', 'printer.silent'],
    ['garbage', 'printer.foreign'],
  ])('%s: nothing is sent, and the same job may come again', async (trouble, code) => {
    const { device, clock, printer, labels } = createBench();
    printer.misbehave({ [trouble]: true });
    const job = watch(device.request('print', { jobId: 'j', bytes: labelBytes() }));
    await clock.advance(6000);
    expect(job.value()).toEqual(failure('device.fault', { code, sent: false }));
    expect(job.value()).toMatchObject({ retryable: true });
    expect(printer.labelsLeft).toBe(0);
    printer.misbehave({ [trouble]: false });
    const again = watch(device.request('print', { jobId: 'j', bytes: labelBytes() }));
    await clock.advance(4000);
    expect(again.value()).toEqual({ jobId: 'j' });
    expect(labels).toHaveLength(1);
  });

  it('paper that runs out in the middle shows at once, and the job ends well when it is loaded', async () => {
    const { device, clock, printer, labels, events } = createBench();
    printer.onLabel(() => labels.length === 2 && printer.misbehave({ paperOut: true }));
    const job = watch(
      device.request('print', { jobId: 'roll', bytes: labelBytes({ copies: 4 }), copies: 4 }),
    );
    await clock.advance(30_000);
    expect(labels).toHaveLength(2);
    expect(job.value()).toBeUndefined();
    expect(states(events).at(-1)).toBe('fault printer.paper_out');
    printer.misbehave({ paperOut: false });
    await clock.advance(5000);
    expect(job.value()).toEqual({ jobId: 'roll' });
    expect(labels).toHaveLength(4);
    expect(states(events).at(-1)).toBe('ready');
  });

  it('a job whose fault is not put right ends with the fault, and is not repeated by itself', async () => {
    const { device, clock, printer } = createBench({ patienceMs: 20_000 });
    printer.onLabel(() => printer.misbehave({ headOpen: true }));
    const job = watch(device.request('print', { jobId: 'left', bytes: labelBytes({ copies: 2 }) }));
    await clock.advance(30_000);
    expect(job.value()).toEqual(failure('device.fault', { code: 'printer.head_open', sent: true }));
    expect(job.value()).toMatchObject({ retryable: false });
  });

  it('shows on the lamp within the poll time and goes when put right', async () => {
    const { device, clock, printer, events } = createBench();
    device.start();
    await clock.advance(1000);
    printer.misbehave({ paperOut: true });
    await clock.advance(8000);
    printer.misbehave({ paperOut: false });
    await clock.advance(8000);
    expect(states(events)).toEqual(['connecting', 'ready', 'fault printer.paper_out', 'ready']);
  });

  it('that is switched off is away, is asked again with growing pauses, and comes back', async () => {
    const bench = createBench();
    bench.unplugged = true;
    bench.device.start();
    const job = watch(bench.device.request('print', { jobId: 'j', bytes: labelBytes() }));
    await bench.clock.advance(10_000);
    expect(job.value()).toEqual(failure('device.away', { code: 'printer.unreachable', sent: false }));
    expect(states(bench.events)).toEqual(['connecting', 'away printer.unreachable']);
    bench.unplugged = false;
    await bench.clock.advance(31_000);
    expect(states(bench.events).at(-1)).toBe('ready');
  });
});

describe('requests', () => {
  it('status tells faults, warnings and labels left, and an unreachable printer is an answer', async () => {
    const bench = createBench();
    const good = watch(bench.device.request('status', undefined));
    await bench.clock.advance(1000);
    expect(good.value()).toEqual({ ready: true, faults: [], warnings: [], labelsLeft: 0 });
    bench.unplugged = true;
    const away = watch(bench.device.request('status', undefined));
    await bench.clock.advance(1000);
    expect(away.value()).toMatchObject({ ready: false, faults: ['printer.unreachable'] });
  });

  it.each([
    [undefined],
    [{ jobId: 'a b', bytes: labelBytes() }],
    [{ jobId: 'a', bytes: new Uint8Array() }],
    [{ jobId: 'a', bytes: '^XA^XZ' }],
    [{ jobId: 'a', bytes: labelBytes(), copies: 0 }],
    [{ jobId: 'a', bytes: labelBytes(), rfid: { expectedEpc: 'xyz' } }],
    [{ jobId: 'a', bytes: labelBytes(), rfid: { expectedEpc: epc }, copies: 2 }],
  ])('a print job of another form is refused: %j', async (input) => {
    const { device } = createBench();
    await expect(device.request('print', input)).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('unknown actions and settings are refused', async () => {
    const { device } = createBench();
    await expect(device.request('dance', {})).rejects.toMatchObject({ code: 'device.unsupported' });
    expect(() => createBench({ pollMs: 1 })).toThrow(
      expect.objectContaining({ code: 'input.invalid' }) as Error,
    );
  });

  it('stopping ends what waits, leaves no timer, and refuses further requests', async () => {
    const { device, clock, printer, events } = createBench();
    device.start();
    await clock.advance(1000);
    const job = watch(device.request('print', { jobId: 'j', bytes: labelBytes({ copies: 50 }) }));
    const queued = watch(device.request('print', { jobId: 'k', bytes: labelBytes() }));
    await clock.advance(500);
    const stopped = device.stop();
    await clock.advance(0);
    await stopped;
    printer.stop();
    expect(job.value()).toEqual(failure('device.timeout', { code: 'printer.outcome_unknown' }));
    expect(queued.value()).toMatchObject({ code: 'device.away' });
    expect(states(events).at(-1)).toBe('stopped');
    expect(clock.pending).toBe(0);
    await expect(device.request('status', undefined)).rejects.toMatchObject({ code: 'device.away' });
  });
});

describe('on USB', () => {
  it('says what its device id says, and by its port why it does not answer', async () => {
    const port = { deviceId: 'MANUFACTURER:Maker ;COMMAND SET:ZPL;MODEL:MT 42;', portStatus: 0x38 };
    const { device, clock, events, printer } = createBench({}, {}, port);
    device.start();
    await clock.advance(1000);
    expect(events.find(({ kind }) => kind === 'identity')).toMatchObject({
      identity: { manufacturer: 'Maker', commandSet: 'ZPL', model: 'STATION-VIRTUAL' },
    });
    printer.misbehave({ silent: true });
    await clock.advance(12_000);
    expect(states(events).at(-1)).toBe('fault printer.paper_out');
    port.portStatus = 0x18;
    await clock.advance(12_000);
    expect(states(events).at(-1)).toBe('fault printer.silent');
  });

  it('names the language a printer was left in', async () => {
    const { device, clock, events, printer } = createBench({}, {}, { deviceId: 'MFG:Maker;CMD:EPL;' });
    printer.misbehave({ silent: true });
    device.start();
    await clock.advance(8000);
    expect(states(events).at(-1)).toBe('fault printer.other_language');
  });
});
