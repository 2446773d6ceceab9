import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseCapture } from './capture.ts';
import { createManualClock } from './manual-clock.ts';
import { createMemoryPair } from './memory.ts';
import { recordTransport } from './record.ts';
import { createReplayTransport } from './replay.ts';
import type { Transport } from './transport.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'replay-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function recording(text: string): Promise<string> {
  const file = path.join(folder, 'capture.jsonl');
  await writeFile(file, text);
  return file;
}

function heard(line: Transport): string[] {
  const log: string[] = [];
  line.onBytes((bytes) => log.push(Buffer.from(bytes).toString('hex')));
  line.onClose((cause) => log.push(cause === undefined ? 'closed by us' : 'lost'));
  return log;
}

const CONVERSATION = [
  '{"t":0,"direction":"out","hex":"0512"}',
  '{"t":20,"direction":"in","hex":"0a"}',
  '',
  '{"t":50,"direction":"in","hex":"0b0c"}',
].join('\n');

describe('replay of a recorded line', () => {
  it('plays the device at its recorded times and then ends', async () => {
    const clock = createManualClock();
    const line = createReplayTransport({ path: await recording(CONVERSATION), clock });
    const log = heard(line);
    await line.open();
    await clock.advance(20);
    expect(log).toEqual(['0a']);
    await clock.advance(29);
    expect(log).toEqual(['0a']);
    await clock.advance(1);
    expect(log).toEqual(['0a', '0b0c', 'lost']);
  });

  it('holds answers back until the driver has asked, when told to', async () => {
    const clock = createManualClock();
    const line = createReplayTransport({ path: await recording(CONVERSATION), clock, waitForWrites: true });
    const log = heard(line);
    await line.open();
    await clock.advance(1000);
    await line.write(Uint8Array.of(5));
    await clock.advance(1000);
    expect(log).toEqual([]);
    await line.write(Uint8Array.of(0x12));
    await clock.advance(20);
    expect(log).toEqual(['0a']);
    await line.close();
    expect(log).toEqual(['0a', 'closed by us']);
    expect(clock.pending).toBe(0);
  });

  it('plays without pauses at speed 0', async () => {
    const clock = createManualClock();
    const line = createReplayTransport({ path: await recording(CONVERSATION), clock, speed: 0 });
    const log = heard(line);
    await line.open();
    await clock.advance(0);
    expect(log).toEqual(['0a', '0b0c', 'lost']);
  });

  it('refuses a missing file and a broken recording by code', async () => {
    const missing = createReplayTransport({ path: path.join(folder, 'none') });
    await expect(missing.open()).rejects.toMatchObject({ code: 'transport.not_found' });
    for (const row of [
      '{',
      '[]',
      '{"t":-1,"direction":"in","hex":""}',
      '{"t":1,"direction":"up","hex":""}',
    ]) {
      const line = createReplayTransport({ path: await recording(`${CONVERSATION}\n${row}`) });
      await expect(line.open()).rejects.toMatchObject({ code: 'input.invalid', detail: { line: 5 } });
    }
  });
});

describe('recording a line', () => {
  it('writes both directions with their times in the form that replay reads', async () => {
    const clock = createManualClock();
    const [driver, device] = createMemoryPair({ clock });
    const rows: string[] = [];
    const line = recordTransport(driver, (row) => rows.push(row), clock);
    await clock.advance(500);
    await line.open();
    await line.write(Uint8Array.of(1, 2));
    await clock.advance(30);
    await device.write(Uint8Array.of(0xff));
    await clock.advance(0);
    expect(rows).toEqual(['{"t":0,"direction":"out","hex":"0102"}', '{"t":30,"direction":"in","hex":"ff"}']);
    expect(parseCapture(rows.join('\n'))).toEqual([
      { t: 0, direction: 'out', bytes: Uint8Array.of(1, 2) },
      { t: 30, direction: 'in', bytes: Uint8Array.of(0xff) },
    ]);
  });
});
