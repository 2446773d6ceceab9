import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCapture } from '../../drivers/transport/capture.ts';
import { createManualClock } from '../../drivers/transport/manual-clock.ts';
import type { Clock } from '../../drivers/transport/transport.ts';
import { createEventBatch } from './event-batch.ts';
import { createRecording } from './recording.ts';
import { recordingName, listRecordings, replayUrl } from './recordings.ts';
import { watchForSleep } from './sleep-watch.ts';

describe('event batch', () => {
  it('sends a lone event at once and gathers a quick row, in order', async () => {
    const clock = createManualClock();
    const sent: number[] = [];
    const batch = createEventBatch(clock, (events) => sent.push(events.length));
    const add = (): void => batch.add({ device: 'a', event: { kind: 'outputs', on: [] } });
    add();
    expect(sent).toEqual([1]);
    for (let count = 0; count < 50; count += 1) add();
    expect(sent).toEqual([1]);
    await clock.advance(20);
    expect(sent).toEqual([1, 50]);
    await clock.advance(100);
    add();
    expect(sent).toEqual([1, 50, 1]);
    batch.stop();
    expect(clock.pending).toBe(0);
  });
});

describe('sleep watch', () => {
  it('tells a computer that slept from one that was busy or whose clock was set back', async () => {
    const manual = createManualClock();
    let ahead = 0;
    const clock: Clock = { ...manual, now: () => manual.now() + ahead, after: manual.after.bind(manual) };
    const woken: number[] = [];
    const end = watchForSleep(clock, (milliseconds) => woken.push(milliseconds));
    await manual.advance(20_000);
    ahead = 3000;
    await manual.advance(5000);
    ahead = -60_000;
    await manual.advance(5000);
    expect(woken).toEqual([]);
    ahead = 3_600_000;
    await manual.advance(5000);
    expect(woken).toEqual([3_660_000]);
    await manual.advance(20_000);
    expect(woken).toHaveLength(1);
    end();
    expect(manual.pending).toBe(0);
  });
});

describe('recording', () => {
  it('is a file that can be replayed, named by device and time', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'recording-'));
    const name = recordingName('scale-2', Date.UTC(2026, 2, 15, 9, 42, 7));
    expect(name).toBe('scale-2--20260315T094207Z.jsonl');
    const recording = createRecording(path.join(folder, name), 1000, () => {});
    recording.bytes('out', Uint8Array.of(5), 1010);
    recording.bytes('in', Uint8Array.of(6, 7), 1020);
    recording.end();
    recording.bytes('in', Uint8Array.of(8), 1030);
    await expect
      .poll(() => parseCapture(readFileSync(path.join(folder, name), 'utf8')))
      .toEqual([
        { t: 10, direction: 'out', bytes: Uint8Array.of(5) },
        { t: 20, direction: 'in', bytes: Uint8Array.of(6, 7) },
      ]);
    expect(await listRecordings(folder)).toMatchObject([
      { file: name, device: 'scale-2', at: '2026-03-15T09:42:07.000Z' },
    ]);
    expect(replayUrl('/data/a b', name)).toBe(`replay:///data/a%20b/${name}?wait=writes`);
  });

  it('ends with a reason when the file cannot be written', async () => {
    const ended: string[] = [];
    const recording = createRecording('/nowhere/at/all.jsonl', 0, (code) => ended.push(code));
    await expect.poll(() => ended).toEqual(['recording.not_written']);
    recording.end();
  });
});
