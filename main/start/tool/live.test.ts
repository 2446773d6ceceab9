import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runHere, type ToolRun } from './testing/run-here.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'tool-live-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts a live command; `seen` resolves with the first match in its output, `stop` ends it. */
function live(args: readonly string[]) {
  const stopping = Promise.withResolvers<void>();
  const waiting: { pattern: RegExp; resolve: (match: RegExpExecArray) => void }[] = [];
  let printed = '';
  const run = runHere(args, folder, {
    untilStopped: stopping.promise,
    onOutput(text) {
      printed = text;
      for (const { pattern, resolve } of waiting) {
        const match = pattern.exec(text);
        if (match !== null) resolve(match);
      }
    },
  });
  return {
    seen: (pattern: RegExp): Promise<RegExpExecArray> =>
      new Promise((resolve) => {
        const match = pattern.exec(printed);
        if (match === null) waiting.push({ pattern, resolve });
        else resolve(match);
      }),
    stop(): Promise<ToolRun> {
      stopping.resolve();
      return run;
    },
  };
}

describe('simulate and sniff', () => {
  it('talk to each other over a socket in the wire protocol of the device', async () => {
    const script = path.join(folder, 'reads.jsonl');
    const read = { epc: '3416451FD4000000000F4409', antenna: 1, rssi: -50, at: 0 };
    writeFileSync(
      script,
      ['{"do":"waitForRoSpec"}', JSON.stringify({ do: 'reads', reads: [read] })].join('\n'),
    );
    const reader = live(['simulate', 'llrp', 'tcp://127.0.0.1:0', '--script', script]);
    const [, url = ''] = await reader.seen(/"listening":"([^"]+)"/);
    const sniffer = live(['sniff', url, 'llrp']);
    await sniffer.seen(/3416451FD4000000000F4409/);
    const sniffed = await sniffer.stop();
    expect(sniffed.code).toBe(0);
    const tags = sniffed.lines.find(({ kind }) => kind === 'tags');
    expect(tags).toMatchObject({ sightings: [{ epc: '3416451FD4000000000F4409', antenna: 1, rssi: -50 }] });
    const played = await reader.stop();
    expect(played.code).toBe(0);
    expect(played.lines).toContainEqual({ did: 'reads' });
  });

  it('refuse a wrong script before anybody connects', async () => {
    writeFileSync(path.join(folder, 'wrong.json'), '[{"do":"dance"}]');
    const wrongStep = await runHere(
      ['simulate', 'llrp', 'tcp://127.0.0.1:0', '--script', 'wrong.json'],
      folder,
    );
    expect(wrongStep).toMatchObject({ code: 1, lines: [{ error: { code: 'input.invalid' } }] });
    writeFileSync(path.join(folder, 'broken.jsonl'), '{"do":"overflow"}\n\n{"do":');
    const broken = await runHere(
      ['simulate', 'llrp', 'tcp://127.0.0.1:0', '--script', 'broken.jsonl'],
      folder,
    );
    expect(broken).toMatchObject({ code: 1, lines: [{ error: { code: 'input.not_json', at: 3 } }] });
  });

  it('refuse a port that is taken', async () => {
    const first = live(['simulate', 'modbus-rtu', 'tcp://127.0.0.1:0']);
    const [, url = ''] = await first.seen(/"listening":"([^"]+)"/);
    const second = await runHere(['simulate', 'modbus-rtu', url], folder);
    expect(second).toMatchObject({ code: 1, lines: [{ error: { code: 'transport.busy' } }] });
    await first.stop();
  });
});
