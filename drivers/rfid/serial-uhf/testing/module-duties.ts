import { describe, expect, it } from 'vitest';
import type { DriverModule } from '../../../manifest.ts';
import { createManualClock } from '../../../transport/manual-clock.ts';
import { createMemoryPair } from '../../../transport/memory.ts';
import { silentLog, type Transport } from '../../../transport/transport.ts';
import { EPC, OTHER_EPC, OTHER_TID, startBench, TID } from './bench.ts';

export interface ModuleDuties {
  readonly settings: Readonly<Record<string, unknown>>;
  /** What `status` says after opening with these settings. */
  readonly applied: Readonly<Record<string, unknown>>;
  /** What the module can say of a locked tag; default `locked`. */
  readonly lockedResult?: string;
}

const placed = { place: EPC, tid: TID };

/** What every serial UHF module owes its desk, against its own simulator (uhf-serial.md section 0). */
export function describeModuleDuties(name: string, driver: DriverModule, duties: ModuleDuties): void {
  describe(`${name}: every module's duties`, () => {
    it('is stopped, asked who it is, set and read back at each opening', async () => {
      const bench = await startBench(driver, [placed], duties.settings);
      expect(bench.states()).toEqual(['connecting', 'ready']);
      expect(await bench.ask('status')).toMatchObject(duties.applied);
      expect(bench.events.find((event) => event.kind === 'identity')).toBeDefined();
      await bench.far().close();
      await bench.clock.advance(4000);
      expect(bench.states()).toEqual(['connecting', 'ready', 'away transport.closed', 'ready']);
      expect(await bench.ask('status')).toMatchObject(duties.applied);
      await bench.device.stop();
      expect(bench.clock.pending).toBe(0);
    });

    it('reads the tag in the field with its chip number, and tells nothing unasked at a desk', async () => {
      const bench = await startBench(driver, [placed], duties.settings);
      const tags = await bench.ask('readTags', { milliseconds: 300 });
      expect(tags).toMatchObject([{ epc: EPC, epcBits: 96, tid: TID }]);
      expect(bench.sightings()).toEqual([]);
      await bench.device.stop();
    });

    it('finding no tag is a result', async () => {
      const bench = await startBench(driver, [], duties.settings);
      expect(await bench.ask('readTags', { milliseconds: 100 })).toEqual([]);
      expect(await bench.ask('inventory')).toEqual([]);
      expect(bench.states()).toEqual(['connecting', 'ready']);
      await bench.device.stop();
    });

    it('writes the one tag and reads it back', async () => {
      const bench = await startBench(driver, [placed], duties.settings);
      const written = await bench.ask('writeEpc', { tid: TID, epcHex: OTHER_EPC.toLowerCase() });
      expect(written).toEqual({ epc: OTHER_EPC, tid: TID, verified: true });
      expect(await bench.ask('readTags', { milliseconds: 50 })).toMatchObject([{ epc: OTHER_EPC, tid: TID }]);
      await bench.device.stop();
    });

    it('writes an EPC of another length together with its PC word', async () => {
      const bench = await startBench(driver, [placed], duties.settings);
      const long = 'ABCD'.repeat(8);
      expect(await bench.ask('writeEpc', { tid: TID, epcHex: long })).toMatchObject({ verified: true });
      expect(await bench.ask('readTags', { milliseconds: 50 })).toMatchObject([{ epc: long, epcBits: 128 }]);
      await bench.device.stop();
    });

    it('refuses to write while two tags are in the field', async () => {
      const script = [placed, { place: OTHER_EPC, tid: OTHER_TID }];
      const bench = await startBench(driver, script, duties.settings);
      await expect(bench.ask('writeEpc', { tid: TID, epcHex: 'ABCD'.repeat(6) })).rejects.toMatchObject({
        code: 'device.refused',
        detail: { reason: 'uhf.two_tags', tags: 2 },
      });
      expect(await bench.ask('readTags', { milliseconds: 50 })).toMatchObject([
        { epc: EPC, tid: TID },
        { epc: OTHER_EPC, tid: OTHER_TID },
      ]);
      await bench.device.stop();
    });

    it('refuses to write another tag than the one that was meant', async () => {
      const bench = await startBench(driver, [placed], duties.settings);
      await expect(bench.ask('writeEpc', { tid: OTHER_TID, epcHex: OTHER_EPC })).rejects.toMatchObject({
        code: 'device.refused',
        detail: { reason: 'uhf.other_tag' },
      });
      await bench.device.stop();
    });

    it('says that no tag is there', async () => {
      const bench = await startBench(driver, [], duties.settings);
      await expect(bench.ask('writeEpc', { tid: TID, epcHex: OTHER_EPC })).rejects.toMatchObject({
        code: 'device.timeout',
        detail: { reason: 'uhf.tag_not_found' },
      });
      await bench.device.stop();
    });

    it('says that the tag is locked', async () => {
      const bench = await startBench(driver, [{ ...placed, locked: true }], duties.settings);
      await expect(bench.ask('writeEpc', { tid: TID, epcHex: OTHER_EPC })).rejects.toMatchObject({
        code: 'device.fault',
        detail: {
          reason: 'uhf.write_refused',
          wordsWritten: 0,
          result: duties.lockedResult ?? 'locked',
        },
      });
      await bench.device.stop();
    });

    it('says how far a write got that broke off', async () => {
      const script = [{ ...placed, writeBreaksAfterWords: 2 }];
      const bench = await startBench(driver, script, duties.settings);
      const epcHex = 'ABCD'.repeat(6);
      await expect(bench.ask('writeEpc', { tid: TID, epcHex })).rejects.toMatchObject({
        code: 'device.fault',
        detail: { reason: 'uhf.partial_write', wordsAsked: 6, wordsWritten: 2 },
      });
      await bench.device.stop();
    });

    it('refuses input that is no TID, no EPC or no time', async () => {
      const bench = await startBench(driver, [placed], duties.settings);
      await expect(bench.ask('writeEpc', { tid: 'E2', epcHex: OTHER_EPC })).rejects.toMatchObject({
        code: 'input.invalid',
        detail: { field: 'tid' },
      });
      await expect(bench.ask('writeEpc', { tid: TID, epcHex: '123' })).rejects.toMatchObject({
        detail: { field: 'epcHex' },
      });
      await expect(bench.ask('readTags', {})).rejects.toMatchObject({ detail: { field: 'milliseconds' } });
      await expect(bench.ask('dance', {})).rejects.toMatchObject({ code: 'device.unsupported' });
      await bench.device.stop();
    });

    it('as a handheld tells what it sees, also before and after a request', async () => {
      const bench = await startBench(driver, [placed], { ...duties.settings, role: 'handheld' });
      await bench.clock.advance(1000);
      const before = bench.sightings().length;
      expect(before).toBeGreaterThan(2);
      expect(bench.sightings()[0]).toMatchObject({ epc: EPC, epcBits: 96, late: false });
      expect(await bench.ask('readTags', { milliseconds: 100 }, 10_000)).toMatchObject([
        { epc: EPC, tid: TID },
      ]);
      expect(bench.sightings().length).toBeGreaterThan(before);
      await bench.ask('stopReading');
      const stopped = bench.sightings().length;
      await bench.clock.advance(3000);
      expect(bench.sightings()).toHaveLength(stopped);
      await bench.device.stop();
      expect(bench.clock.pending).toBe(0);
    });

    it('survives a wrong check, a lost half and garbage in answers', async () => {
      for (const misbehave of ['wrongChecksum', 'half', 'garbage']) {
        const bench = await startBench(driver, [placed, { misbehave, afterMs: 3500 }], duties.settings);
        await bench.clock.advance(1000);
        await bench.ask('readTags', { milliseconds: 200 }).catch(() => undefined);
        expect(await bench.ask('readTags', { milliseconds: 200 })).toMatchObject([{ epc: EPC, tid: TID }]);
        await bench.device.stop();
      }
    });

    it('is found again after it fell silent', async () => {
      const script = [placed, { misbehave: 'silence', times: 40, afterMs: 3500 }];
      const bench = await startBench(driver, script, duties.settings);
      await bench.clock.advance(60_000);
      expect(bench.states()).toContain('degraded line.silent');
      await bench.device.stop();
    });

    it('fails a request whose line is lost in the middle, and works again afterwards', async () => {
      const bench = await startBench(driver, [placed], duties.settings);
      const lost = bench.device.request('writeEpc', { tid: TID, epcHex: OTHER_EPC });
      const outcome = expect(lost).rejects.toMatchObject({ code: 'transport.closed' });
      await bench.far().close();
      await bench.clock.advance(5000);
      await outcome;
      expect(await bench.ask('readTags', { milliseconds: 50 })).toHaveLength(1);
      await bench.device.stop();
    });

    it('tells the wrong baud rate from silence, and the line is kept open', async () => {
      for (const [noise, reason] of [
        [true, 'line.garbage'],
        [false, 'line.silent'],
      ] as const) {
        const clock = createManualClock();
        const far: Transport[] = [];
        const device = driver.createDevice({
          clock,
          log: silentLog,
          settings: duties.settings,
          factory: () => {
            const [near, end] = createMemoryPair({ clock });
            if (noise) end.onBytes(() => void end.write(Uint8Array.of(0x00, 0xf8, 0x1c, 0xe0, 0x00, 0xf8)));
            far.push(end);
            return near;
          },
        });
        const states: string[] = [];
        device.onEvent((event) => {
          if (event.kind === 'state') states.push(`${event.state} ${event.reason ?? ''}`.trim());
        });
        device.start();
        await clock.advance(20_000);
        expect(states).toEqual(['connecting', `degraded ${reason}`]);
        expect(far).toHaveLength(1);
        await expect(device.request('readTags', { milliseconds: 50 })).rejects.toMatchObject({
          code: 'device.away',
        });
        await device.stop();
        expect(clock.pending).toBe(0);
      }
    });
  });
}
