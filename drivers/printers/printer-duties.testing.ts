import { afterEach, describe, expect, it } from 'vitest';
import type { DriverModule } from '../manifest.ts';
import type { WireBehaviour } from '../transport/memory.ts';
import { encodeLabel, type LabelLanguage } from './label-languages/index.ts';
import {
  createPrintingBench,
  type FakePort,
  type PrintingBench,
  printingFailure,
} from './printer-bench.testing.ts';
import type { SimulatedLanguage } from './printer-simulator.ts';
import { watch } from './printer-zpl/printer-bench.testing.ts';

export interface DutyOptions {
  readonly name: LabelLanguage;
  readonly driver: DriverModule;
  readonly simulated: SimulatedLanguage;
  /** As the printer lists its own language on USB. */
  readonly commandSet: string;
}

/** A small label in a language. */
export function labelOf(language: LabelLanguage, copies = 1): Uint8Array {
  return encodeLabel(language, {
    widthDots: 480,
    heightDots: 320,
    widthMm: 60,
    heightMm: 40,
    gapMm: 2,
    elements: [],
    copies,
  });
}

/** What every printer owes that answers questions, played against its simulator. */
export function describePrinterDuties({ name, driver, simulated, commandSet }: DutyOptions): void {
  const benches: PrintingBench[] = [];
  const bench = (port?: FakePort, toDriver?: WireBehaviour): PrintingBench => {
    const made = createPrintingBench({
      driver,
      language: simulated,
      ...(port === undefined ? {} : { port }),
      ...(toDriver === undefined ? {} : { toDriver }),
    });
    benches.push(made);
    return made;
  };
  afterEach(async () => {
    for (const one of benches.splice(0)) await one.end();
  });
  const bytes = labelOf(name);
  const unknownOutcome = { code: 'printer.outcome_unknown', sent: true };

  describe(`a printer that speaks ${name}`, () => {
    it('is ready once it has said so, and says what it is', async () => {
      const { device, clock, states, identity } = bench();
      device.start();
      await clock.advance(1000);
      expect(states()).toEqual(['connecting', 'ready']);
      expect(identity()).toMatchObject({ model: expect.stringContaining('VIRTUAL') as unknown });
    });

    it('is done with a job when the paper is out, not when the bytes are', async () => {
      const { device, clock, pieces } = bench();
      const job = watch(device.request('print', { jobId: 'job-1', bytes }));
      await clock.advance(150);
      expect(job.value()).toBeUndefined();
      await clock.advance(4000);
      expect(pieces.length).toBeGreaterThan(0);
      expect(job.value()).toEqual({ jobId: 'job-1' });
    });

    it('sends a job id once, however often it is asked', async () => {
      const { device, clock, pieces } = bench();
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

    it('prints two jobs that come at once one after the other, each told for itself', async () => {
      const { device, clock, events } = bench();
      const jobs = ['a', 'b'].map((jobId) => watch(device.request('print', { jobId, bytes })));
      await clock.advance(10_000);
      expect(jobs.map((job) => job.value())).toEqual([{ jobId: 'a' }, { jobId: 'b' }]);
      const told = events.flatMap((event) => (event.kind === 'job' ? [`${event.jobId} ${event.state}`] : []));
      expect(told).toEqual(['a sent', 'a done', 'b sent', 'b done']);
    });

    it.each([
      ['paperOut', 'printer.paper_out'],
      ['silent', 'printer.silent'],
      ['garbage', 'printer.foreign'],
    ] as const)('with %s sends nothing, and the same job may come again', async (trouble, code) => {
      const { device, clock, pieces, machine } = bench();
      machine.misbehave({ [trouble]: true });
      const job = watch(device.request('print', { jobId: 'j', bytes }));
      await clock.advance(9000);
      expect(job.value()).toEqual(printingFailure('device.fault', { code, sent: false }));
      expect(pieces).toEqual([]);
      machine.misbehave({ [trouble]: false });
      const again = watch(device.request('print', { jobId: 'j', bytes }));
      await clock.advance(5000);
      expect(again.value()).toEqual({ jobId: 'j' });
    });

    it('names the open head, and is ready again when it is closed', async () => {
      const { device, clock, states, machine } = bench();
      device.start();
      await clock.advance(1000);
      machine.misbehave({ headOpen: true });
      await clock.advance(6000);
      expect(states().at(-1)).toMatch(/^fault printer\.(head|cover)_open$/);
      machine.misbehave({ headOpen: false });
      await clock.advance(6000);
      expect(states().at(-1)).toBe('ready');
    });

    it('goes on when paper that ran out in the middle is loaded', async () => {
      const { device, clock, states, machine } = bench();
      machine.print({ other: 'somebody else' }, 3);
      const job = watch(device.request('print', { jobId: 'roll', bytes }));
      await clock.advance(200);
      machine.misbehave({ paperOut: true });
      await clock.advance(3000);
      expect(job.value()).toBeUndefined();
      expect(states()).toContain('fault printer.paper_out');
      machine.misbehave({ paperOut: false });
      await clock.advance(6000);
      expect(job.value()).toEqual({ jobId: 'roll' });
    });

    it('gives a job up when the paper stays out, and says why', async () => {
      const { device, clock, machine } = bench();
      machine.print({ other: 'somebody else' }, 3);
      const job = watch(device.request('print', { jobId: 'late', bytes }));
      await clock.advance(200);
      machine.misbehave({ paperOut: true });
      await clock.advance(130_000);
      expect(job.value()).toEqual(printingFailure('device.fault', { code: 'printer.paper_out', sent: true }));
    });

    it('does not know the outcome when the printer falls silent in the middle', async () => {
      const { device, clock, machine } = bench();
      machine.print({ other: 'somebody else' }, 3);
      const job = watch(device.request('print', { jobId: 'mute', bytes }));
      await clock.advance(200);
      machine.misbehave({ silent: true });
      await clock.advance(60_000);
      expect(job.value()).toEqual(printingFailure('device.timeout', unknownOutcome));
    });

    it('has an unknown outcome when the line is lost in the middle, and is not repeated', async () => {
      const { device, clock, machine } = bench();
      machine.misbehave({ hangUp: true });
      const job = watch(device.request('print', { jobId: 'lost', bytes }));
      await clock.advance(6000);
      expect(job.value()).toEqual(printingFailure('device.timeout', unknownOutcome));
      machine.misbehave({ hangUp: false });
      const again = watch(device.request('print', { jobId: 'lost', bytes }));
      await clock.advance(6000);
      expect(again.value()).toEqual(printingFailure('device.refused', { code: 'printer.outcome_unknown' }));
    });

    it('unplugged in the middle of a job: outcome unknown, away, and ready by itself when it is back', async () => {
      const { device, clock, machine, states, unplug, plug } = bench();
      device.start();
      await clock.advance(1000);
      machine.print({ other: 'somebody else' }, 20);
      const job = watch(device.request('print', { jobId: 'pulled', bytes }));
      await clock.advance(500);
      await unplug();
      await clock.advance(30_000);
      expect(job.value()).toEqual(printingFailure('device.timeout', unknownOutcome));
      expect(states().at(-1)).toBe('away printer.unreachable');
      plug();
      await clock.advance(31_000);
      expect(states().at(-1)).toBe('ready');
    });

    it('is away when it cannot be reached', async () => {
      const { device, clock, unplug, states } = bench();
      await unplug();
      const job = watch(device.request('print', { jobId: 'far', bytes }));
      await clock.advance(20_000);
      expect(job.value()).toEqual(
        printingFailure('device.away', { code: 'printer.unreachable', sent: false }),
      );
      expect(states()).toContain('away printer.unreachable');
    });

    it('never takes a line that loses and garbles bytes for a printer that is done', async () => {
      const { device, clock, pieces } = bench(undefined, { loss: 1 });
      const job = watch(device.request('print', { jobId: 'deaf', bytes }));
      await clock.advance(20_000);
      expect(job.value()).toEqual(printingFailure('device.fault', { code: 'printer.silent', sent: false }));
      expect(pieces).toEqual([]);
    });

    it('knows no action of others', async () => {
      const { device } = bench();
      await expect(device.request('sirenOn', {})).rejects.toMatchObject({ code: 'device.unsupported' });
    });

    it('leaves no timer behind when it is stopped in the middle of a job', async () => {
      const { device, clock, machine, end } = bench();
      device.start();
      machine.print({ other: 'somebody else' }, 3);
      const job = watch(device.request('print', { jobId: 'stopped', bytes }));
      await clock.advance(400);
      await end();
      await clock.advance(0);
      expect(clock.pending).toBe(0);
      expect(job.value()).toMatchObject({ name: 'DeviceError' });
    });
  });

  describe(`a printer that speaks ${name}, on USB`, () => {
    const own = `MFG:Maker;MDL:Model 7;CMD:${commandSet};SN:42A1;`;

    it('says maker, model, serial and languages beside what it says in its own', async () => {
      const { device, clock, identity, states } = bench({ deviceId: own, portStatus: 0x18 });
      device.start();
      await clock.advance(1000);
      expect(states()).toEqual(['connecting', 'ready']);
      expect(identity()).toMatchObject({
        manufacturer: 'Maker',
        model: expect.stringContaining('VIRTUAL') as unknown,
        commandSet,
      });
    });

    it('tells by its port what is wrong when it is silent, and silence alone stays a fault', async () => {
      const port: FakePort = { deviceId: own, portStatus: 0x38 };
      const { device, clock, machine, states, identity } = bench(port);
      machine.misbehave({ silent: true });
      device.start();
      await clock.advance(8000);
      expect(states().at(-1)).toBe('fault printer.paper_out');
      expect(identity()).toMatchObject({ model: 'Model 7', serial: '42A1' });
      port.portStatus = 0x08;
      await clock.advance(8000);
      expect(states().at(-1)).toBe('fault printer.offline');
      port.portStatus = 0x10;
      await clock.advance(8000);
      expect(states().at(-1)).toBe('fault printer.other_error');
      port.portStatus = 0x18;
      await clock.advance(8000);
      expect(states().at(-1)).toBe('fault printer.silent');
    });

    it('waits for paper when only the port says that it is out', async () => {
      const port: FakePort = { deviceId: own, portStatus: 0x18 };
      const { device, clock, machine } = bench(port);
      machine.print({ other: 'somebody else' }, 3);
      const job = watch(device.request('print', { jobId: 'port', bytes }));
      await clock.advance(200);
      machine.misbehave({ silent: true, paused: true });
      port.portStatus = 0x38;
      await clock.advance(40_000);
      expect(job.value()).toBeUndefined();
      port.portStatus = 0x18;
      machine.misbehave({ silent: false, paused: false });
      await clock.advance(10_000);
      expect(job.value()).toEqual({ jobId: 'port' });
    });

    it('says that it speaks another language: as the cause when silent, as a warning when it answers', async () => {
      const { device, clock, machine, states } = bench({
        deviceId: 'MFG:Maker;CMD:PCL,PJL;',
        portStatus: 0x18,
      });
      machine.misbehave({ silent: true });
      device.start();
      await clock.advance(8000);
      expect(states().at(-1)).toBe('fault printer.other_language');
      machine.misbehave({ silent: false });
      await clock.advance(8000);
      expect(states().at(-1)).toBe('degraded printer.other_language');
    });

    it('does not mind a list of words that nobody knows, nor a port that refuses', async () => {
      const strange = bench({ deviceId: 'MFG:Maker;CMD:XPP,XL;' });
      strange.device.start();
      await strange.clock.advance(1000);
      expect(strange.states()).toEqual(['connecting', 'ready']);
      const mute = bench({});
      mute.device.start();
      await mute.clock.advance(1000);
      expect(mute.states()).toEqual(['connecting', 'ready']);
    });
  });
}
