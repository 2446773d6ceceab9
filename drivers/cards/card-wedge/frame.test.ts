import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decoded } from '../../decoded.ts';
import type { DeviceEvent } from '../../manifest.ts';
import { createManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import { silentLog, type Transport } from '../../transport/transport.ts';
import { createCardWedgeDecoder } from './frame.ts';
import { driver } from './index.ts';
import { readCardWedgeSettings, readTypedCard } from './settings.ts';
import { typedReports } from './simulator.ts';

const RELEASE = '00 00 00 00 00 00 00 00';
const report = (key: string): string => `00 00 ${key} 00 00 00 00 00`;
/** `9A3C51E7` and Enter as in the brief, section 2. */
const BRIEF = ['26', '04', '20', '06', '22', '1E', '08', '24', '28']
  .flatMap((key) => [report(key), RELEASE])
  .join(' ');

function decode(hex: string, chunk = 10_000): Decoded[] {
  const bytes = Uint8Array.from(Buffer.from(hex.replace(/\s/g, ''), 'hex'));
  const decoder = createCardWedgeDecoder();
  const lines: Decoded[] = [];
  for (let start = 0; start < bytes.length; start += chunk)
    lines.push(...decoder.push(bytes.subarray(start, start + chunk)));
  return [...lines, ...decoder.end()];
}

const reports = (text: string): string => Buffer.from(typedReports(text)).toString('hex');
const summary = (lines: readonly Decoded[]): string[] =>
  lines.map((line) => `${line.offset}+${line.length} ${line.kind === 'card' ? line.uid : line.kind}`);

describe('keyboard reports', () => {
  it('of the brief are a card when Enter comes', () => {
    expect(decode(BRIEF)).toEqual([
      { kind: 'card', uid: '9A3C51E7', uidBits: 32, text: '9A3C51E7', offset: 0, length: 144 },
    ]);
    expect(Buffer.from(typedReports('9A3C51E7'))).toEqual(Buffer.from(BRIEF.replace(/\s/g, ''), 'hex'));
  });

  it('need no release behind Enter, and keys may overlap', () => {
    expect(summary(decode(BRIEF.slice(0, -RELEASE.length)))).toEqual(['0+136 9A3C51E7']);
    const overlapping = ['26', '26 04', '04 20', '20 06', '06 22', '22 1E', '1E 08', '08 24', '28'].map(
      (keys) => `02 00 ${keys}`.padEnd(23, ' 00'),
    );
    expect(summary(decode(overlapping.join(' ')))).toEqual(['0+72 9A3C51E7']);
  });

  it('in other notations are read', () => {
    expect(summary(decode(reports('2587644391')))).toEqual(['0+176 9A3C51E7']);
    expect(summary(decode(reports('060,20967')))).toEqual(['0+160 3C51E7']);
    expect(summary(decode(reports('39484,20967')))).toEqual(['0+192 9A3C51E7']);
  });

  it('of something else are refused whole, never cut to a shorter number', () => {
    const withEscape = `${report('26')} ${RELEASE} ${report('29')} ${RELEASE} ${BRIEF}`;
    expect(decode(withEscape)).toMatchObject([
      { kind: 'refused', reason: 'character', offset: 0, length: 176 },
    ]);
    expect(decode(reports('12345'))).toMatchObject([{ kind: 'refused', reason: 'notation' }]);
  });

  it('that stop before Enter are incomplete; lone releases and noise are skipped', () => {
    expect(summary(decode(BRIEF.slice(0, 200)))).toEqual(['0+67 incomplete']);
    expect(summary(decode(`FF ${RELEASE} ${BRIEF}`))).toEqual(['0+9 discarded', '9+144 9A3C51E7']);
  });

  it('give the same lines for any chunk size', () => {
    const part = fc.oneof(
      fc.constantFrom(BRIEF, RELEASE, report('28'), report('04'), 'FF', '00'),
      fc.uint8Array({ maxLength: 9 }).map((bytes) => Buffer.from(bytes).toString('hex')),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), fc.integer({ min: 1, max: 20 }), (parts, chunk) => {
        const hex = parts.join('');
        const lines = decode(hex, chunk);
        expect(lines).toEqual(decode(hex));
        expect(lines.reduce((sum, line) => sum + line.length, 0)).toBe(hex.replace(/\s/g, '').length / 2);
      }),
    );
  });
});

describe('typed numbers', () => {
  it('follow the set notation, random UIDs are marked', () => {
    const settings = readCardWedgeSettings({ encoding: 'dec10Lsb' });
    expect(readTypedCard('3880860826', settings)).toMatchObject({
      uid: '9A3C51E7',
      encoding: 'dec10Lsb',
      random: false,
    });
    expect(readTypedCard('08A1B2C3', readCardWedgeSettings({}))).toMatchObject({
      uid: '08A1B2C3',
      random: true,
    });
    expect(() => readTypedCard('hello', settings)).toThrow(
      expect.objectContaining({ code: 'input.invalid' }),
    );
  });

  it.each([{ input: 'bluetooth' }, { encoding: 'roman' }, { minimumLength: 0 }, { repeatWindowMs: 'x' }])(
    'refuse %j',
    (settings) => {
      expect(() => readCardWedgeSettings(settings)).toThrow(
        expect.objectContaining({ code: 'input.invalid' }),
      );
    },
  );
});

describe('keyboard card reader', () => {
  const create = (settings: Record<string, unknown>) => {
    const clock = createManualClock();
    const lines: Transport[] = [];
    const events: DeviceEvent[] = [];
    const factory = () => {
      const [line, device] = createMemoryPair({ clock });
      lines.push(device);
      return line;
    };
    const reader = driver.createDevice({ factory, clock, log: silentLog, settings });
    reader.onEvent((event) => events.push(event));
    const taps = () =>
      events.flatMap((event) => (event.kind === 'card' ? [`${event.cardId} ${event.encoding}`] : []));
    return { clock, lines, events, reader, taps };
  };

  it('takes numbers from the screen without opening a line', async () => {
    const { clock, lines, events, reader, taps } = create({});
    reader.start();
    expect(events).toEqual([{ kind: 'state', state: 'ready' }]);
    expect(await reader.request('typed', { text: '9A3C51E7' })).toEqual({
      cardId: '9A3C51E7',
      random: false,
    });
    await reader.request('typed', { text: '9A3C51E7' });
    await expect(reader.request('typed', { text: 'zzz' })).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(reader.request('typed', {})).rejects.toMatchObject({ code: 'input.invalid' });
    expect(taps()).toEqual(['9A3C51E7 hexMsb']);
    await reader.stop();
    expect([lines.length, clock.pending]).toEqual([0, 0]);
  });

  it('reads raw reports where they can be had', async () => {
    const { clock, lines, reader, taps } = create({ input: 'reports' });
    reader.start();
    await clock.advance(0);
    const [transport] = lines;
    if (transport === undefined) throw new Error('the reader has not connected');
    const script = [
      { card: '9A3C51E7', afterMs: 0 },
      { raw: '0000280000000000', afterMs: 0 },
      { card: '045B7E8A1C6F80', preset: 'hexLsb', afterMs: 200 },
    ];
    driver.attachSimulator({ transport, clock, script, report: () => {} });
    await clock.advance(1000);
    expect(taps()).toEqual(['9A3C51E7 hexMsb', '806F1C8A7E5B04 hexMsb']);
    await reader.stop();
    expect(clock.pending).toBe(0);
  });
});
