import { afterEach, describe, expect, it } from 'vitest';
import { createPrintingBench, type PrintingBench, printingFailure } from '../printer-bench.testing.ts';
import { describePrinterDuties } from '../printer-duties.testing.ts';
import { watch } from '../printer-zpl/printer-bench.testing.ts';
import { driver } from './index.ts';
import { simulatedEscpos } from './simulator.ts';

describePrinterDuties({ name: 'escpos', driver, simulated: simulatedEscpos, commandSet: 'ESC/POS' });

const benches: PrintingBench[] = [];
const bench = (settings: Readonly<Record<string, unknown>> = {}): PrintingBench => {
  const made = createPrintingBench({ driver, language: simulatedEscpos, settings });
  benches.push(made);
  return made;
};
afterEach(async () => {
  for (const one of benches.splice(0)) await one.end();
});

describe('receipts', () => {
  it('prints Chinese text, a pair and codes, cuts and opens the drawer', async () => {
    const { device, clock, pieces } = bench({ columns: 32 });
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
    const { device } = bench({ chinese: 'picture' });
    const receipt = (lines: unknown) => device.request('receipt', { jobId: 'r', lines });
    await expect(receipt([{ kind: 'text', text: '收据' }])).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(receipt([{ kind: 'poem' }])).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(receipt([])).rejects.toMatchObject({ code: 'input.invalid' });
  });

  it('opens the drawer alone, but not while something is wrong', async () => {
    const { device, clock, pieces, machine } = bench();
    const opened = watch(device.request('drawer', {}));
    await clock.advance(2000);
    expect(opened.value()).toEqual({ opened: true });
    expect(pieces).toContainEqual(expect.objectContaining({ drawer: true }));
    machine.misbehave({ headOpen: true });
    const refused = watch(device.request('drawer', {}));
    await clock.advance(2000);
    expect(refused.value()).toEqual(printingFailure('device.fault', { code: 'printer.cover_open' }));
  });
});
