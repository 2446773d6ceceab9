import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHere } from './testing/run-here.ts';

/** Answer of a board (relays 1 and 3 on), noise, a good card line of another device, a command with a wrong CRC, half a frame. */
const stream = ['07010105 9103', 'FFEE', '39413343353145370D0A', '0705000 2FF00 2C5D', '0701'].join('\n');

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tool-decode-'));
  writeFileSync(path.join(folder, 'stream.hex'), stream);
  writeFileSync(path.join(folder, 'stream.bin'), Buffer.from(stream.replace(/\s/g, ''), 'hex'));
  writeFileSync(path.join(folder, 'odd.hex'), '0701010591 03 7');
  writeFileSync(path.join(folder, 'no.hex'), '070101059103 zz');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('decode', () => {
  it('prints the documented line for a reading', async () => {
    const { code, lines } = await runHere(['decode', 'modbus-rtu', '--hex', 'stream.hex'], folder);
    expect(code).toBe(0);
    expect(lines[0]).toEqual({ kind: 'relays', unit: 7, on: [1, 3], offset: 0, length: 6 });
  });

  it.each(['modbus-rtu', 'llrp', 'printer-zpl', 'card-serial', 'card-wedge'])(
    'of %s accounts for every byte, whatever the pieces',
    async (driver) => {
      const whole = await runHere(['decode', driver, 'stream.bin'], folder);
      const single = await runHere(['decode', driver, 'stream.bin', '--chunk', '1'], folder);
      const hex = await runHere(['decode', driver, 'stream.hex', '--hex', '--chunk', '5'], folder);
      expect(single.lines).toEqual(whole.lines);
      expect(hex.lines).toEqual(whole.lines);
      let expected = 0;
      for (const { offset, length } of whole.lines) {
        expect(offset).toBe(expected);
        expected += Number(length);
      }
      expect(expected).toBe(Buffer.from(stream.replace(/\s/g, ''), 'hex').length);
    },
  );

  it('prints what came before the bad character, then refuses at its place', async () => {
    const { code, lines } = await runHere(['decode', 'modbus-rtu', '--hex', 'no.hex'], folder);
    expect(code).toBe(1);
    expect(lines[0]).toMatchObject({ kind: 'relays' });
    expect(lines.at(-1)).toMatchObject({ error: { code: 'input.not_hex', at: 13 } });
  });

  it('refuses half a byte', async () => {
    const { code, lines } = await runHere(['decode', 'modbus-rtu', '--hex', 'odd.hex'], folder);
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatchObject({ error: { code: 'input.odd_digits', at: 14 } });
  });

  it('refuses a file that cannot be read', async () => {
    const { code, lines } = await runHere(['decode', 'llrp', 'absent.bin'], folder);
    expect(code).toBe(1);
    expect(lines).toMatchObject([{ error: { code: 'input.unreadable', at: 'absent.bin' } }]);
  });

  it('names the drivers that are there when asked for another', async () => {
    const { code, lines, diagnostics } = await runHere(['decode', 'bp-of-nobody'], folder);
    expect(code).toBe(2);
    expect(lines).toEqual([]);
    expect(diagnostics).toContain('modbus-rtu');
  });
});
