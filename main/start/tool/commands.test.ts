import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStoreInProcess } from '../../kernel/store/in-process.ts';
import domains from '../domains.ts';
import { runHere } from './testing/run-here.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tool-commands-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  writeFileSync(path.join(folder, name), text);
  return name;
}

const run = (...args: readonly string[]) => runHere(args, folder);

describe('the command line', () => {
  it.each([
    [],
    ['nonsense'],
    ['decode'],
    ['decode', 'llrp', 'a', 'b'],
    ['decode', 'llrp', '--chunk', '0'],
    ['decode', 'llrp', '--unknown'],
    ['decode', 'network-camera'],
    ['epc', 'both'],
    ['gate', 'open'],
    ['label', 'render', 'no-such-template'],
    ['label', 'render', 'evidence-item', '--lang', 'pcl'],
    ['ledger', 'rebuild', '.'],
    ['sniff', 'carrier-pigeon://loft', 'llrp'],
    ['sniff', 'tcp://127.0.0.1:1', 'llrp', '--settings', '[]'],
    ['simulate', 'llrp', 'hid://1234:5678'],
    ['bench', 'no-such-benchmark'],
  ])('is refused with the usage in both languages: %j', async (...args) => {
    const { code, lines, diagnostics } = await run(...args);
    expect(code).toBe(2);
    expect(lines).toEqual([]);
    expect(diagnostics).toContain('用法 / usage');
  });

  it('says that health assessment is not there yet', async () => {
    const { code, diagnostics } = await run('health', 'assess');
    expect(code).toBe(2);
    expect(diagnostics).toContain('not there yet');
  });

  it('explains itself on request', async () => {
    expect(await run('help')).toMatchObject({ code: 0, lines: [] });
  });
});

describe('epc', () => {
  it('answers each line, wrong and empty ones in their place', async () => {
    const input = file('epcs', '3416451FD4000000000F4409\r\n\nurn:epc:tag:giai-96:8.9521141.5');
    const { code, lines } = await run('epc', 'decode', input);
    expect(code).toBe(0);
    expect(lines[0]).toEqual({
      input: '3416451FD4000000000F4409',
      scheme: 'giai-96',
      uri: 'urn:epc:id:giai:9521141.1000457',
      tagUri: 'urn:epc:tag:giai-96:0.9521141.1000457',
      hex: '3416451FD4000000000F4409',
      bits: 96,
    });
    expect(lines.slice(1).map((line) => Object.keys(line))).toEqual([
      ['input', 'error'],
      ['input', 'error'],
    ]);
  });
});

describe('gate replay', () => {
  const header = JSON.stringify({
    header: {
      id: 'door',
      antennas: [
        { id: 1, side: 'inside', x: 0, y: 0 },
        { id: 2, side: 'outside', x: 0, y: 1 },
      ],
      readsPerSecond: 100,
    },
  });

  it('prints the passages of a trace', async () => {
    const trace = [header, { t: 100, card: { person: 'p1' } }]
      .map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
      .join('\n');
    const { code, lines } = await run('gate', 'replay', file('trace', trace));
    expect(code).toBe(0);
    expect(lines).toMatchObject([{ passage: 1, from: 100, person: 'p1', items: [], alarms: [] }]);
  });

  it('refuses a malformed line by its number', async () => {
    const { code, lines } = await run('gate', 'replay', file('broken', `${header}\n\n{"t":1,`));
    expect(code).toBe(1);
    expect(lines).toMatchObject([{ error: { code: 'trace.malformed', at: 3 } }]);
  });
});

describe('label render', () => {
  it('prints the job and writes the picture', async () => {
    const data = file('label.json', '{"code":"W330102000000260010001X","name":"黑色手机一部"}');
    const { code, lines } = await run(
      'label',
      'render',
      'evidence-item',
      data,
      '--lang',
      'tspl',
      '--png',
      'l.png',
    );
    expect(code).toBe(0);
    expect(lines).toMatchObject([{ widthMm: 60, heightMm: 40 }]);
    expect(Object.keys(lines[0] ?? {})).toEqual(['bytes', 'widthMm', 'heightMm']);
    expect(Buffer.from(String(lines[0]?.['bytes']), 'base64').toString('latin1')).toMatch(
      /^SIZE 60 mm,40 mm/,
    );
    expect(readFileSync(path.join(folder, 'l.png')).subarray(1, 4).toString('latin1')).toBe('PNG');
  });

  it('refuses data without a required field and text that is no JSON', async () => {
    const missing = await run('label', 'render', 'evidence-item', file('empty.json', '{}'));
    expect(missing).toMatchObject({
      code: 1,
      lines: [{ error: { code: 'label.missing_field', at: 'code' } }],
    });
    const broken = await run('label', 'render', 'evidence-item', file('broken.json', '{'));
    expect(broken).toMatchObject({ code: 1, lines: [{ error: { code: 'input.not_json' } }] });
  });
});

describe('merkle check', () => {
  it('computes without looking at the expectation', async () => {
    const cases = file('merkle.json', '{"hasher":[{"op":"leaf","in":"00","expect":"wrong"}]}');
    const { code, lines } = await run('merkle', 'check', cases);
    expect(code).toBe(0);
    expect(lines).toEqual([
      { id: 'hasher/0', computed: '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7' },
    ]);
  });

  it('refuses a file of another form', async () => {
    const { code, lines } = await run('merkle', 'check', file('list.json', '[]'));
    expect(code).toBe(1);
    expect(lines).toMatchObject([{ error: { code: 'merkle.malformed' } }]);
  });
});

describe('ledger', () => {
  it('verifies and rebuilds a data folder', async () => {
    openStoreInProcess({ folder: path.join(folder, 'data'), modules: domains }).close();
    const verified = await run('ledger', 'verify', 'data');
    expect(verified).toMatchObject({ code: 0, lines: [{ ok: true, entries: 0, problems: [] }] });
    const rebuilt = await run('ledger', 'rebuild', 'data', '--compare');
    expect(rebuilt.code).toBe(0);
    expect(rebuilt.lines.at(-1)).toMatchObject({ different: 0 });
  });

  it('refuses what is no data folder', async () => {
    for (const args of [
      ['verify', '.'],
      ['rebuild', '.', '--compare'],
    ]) {
      const { code, lines } = await run('ledger', ...args);
      expect(code).toBe(1);
      expect(lines).toMatchObject([{ error: { code: 'ledger.malformed' } }]);
    }
  });
});

describe('drivers', () => {
  it('lists what can be decoded', async () => {
    const { lines } = await run('drivers');
    expect(lines.map(({ name }) => name)).toContain('modbus-rtu');
  });
});
