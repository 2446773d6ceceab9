import { describe, expect, it } from 'vitest';
import { describeDecoderProperties } from '../../testing/decoder-properties.ts';
import type { DeviceEvent } from '../../manifest.ts';
import { createManualClock } from '../../transport/manual-clock.ts';
import { createMemoryPair } from '../../transport/memory.ts';
import { silentLog } from '../../transport/transport.ts';
import { girthLine } from './commands.ts';
import { createGirthDevice } from './device.ts';
import { createGirthDecoder } from './frame.ts';
import { attachGirthSimulator } from './simulator.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describeDecoderProperties('girth-keypad', createGirthDecoder, {
  frames: [hex(girthLine('waist', [82.5, 83])), hex(girthLine('hip', [96]))],
});

function keypad(settings: Readonly<Record<string, unknown>> = {}) {
  const clock = createManualClock();
  const [near, far] = createMemoryPair({ clock });
  const device = createGirthDevice({ factory: () => near, clock, log: silentLog, settings });
  const events: DeviceEvent[] = [];
  device.onEvent((event) => events.push(event));
  device.start();
  const type = (girth: string, text: string, more = {}) => device.request('typed', { girth, text, ...more });
  return {
    clock,
    far,
    device,
    type,
    readings: () =>
      events.flatMap((event) =>
        event.kind === 'reading' && 'values' in event.reading ? [event.reading] : [],
      ),
    phases: () => events.flatMap((event) => (event.kind === 'measurement' ? [event.phase] : [])),
  };
}

describe('the keypad', () => {
  it('gives a reading after the second entry, with its source and every entry', async () => {
    const { type, readings, device } = keypad();
    expect(await type('waist', '82.5')).toMatchObject({ status: 'again' });
    expect(readings()).toEqual([]);
    expect(await type('waist', '83')).toMatchObject({ status: 'taken', cm: 82.8 });
    await type('hip', '96');
    expect(readings()).toEqual([
      {
        kind: 'reading',
        values: { waist: 82.8 },
        units: { waist: 'cm' },
        text: { waist: '82.8' },
        flags: ['typed'],
        person: null,
        at: null,
        fields: { source: 'keypad', entries: [82.5, 83] },
        raw: hex(girthLine('waist', [82.5, 83])).toUpperCase(),
      },
      expect.objectContaining({ values: { hip: 96 } }),
    ]);
    await device.stop();
  });

  it('keeps raw bytes that say the same again', async () => {
    const { type, readings, device } = keypad();
    await type('waist', '82.5');
    await type('waist', '83');
    const [first] = readings();
    const bytes = new Uint8Array(Buffer.from(first?.raw ?? '', 'hex'));
    expect(createGirthDecoder().push(bytes)).toMatchObject([{ ...first }]);
    await device.stop();
  });

  it('forgets what nobody finished, so that the next person does not go on with it', async () => {
    const { type, readings, clock, phases, device } = keypad();
    await type('waist', '82.5');
    await clock.advance(120_000);
    expect(phases()).toEqual(['measuring', 'timed-out']);
    expect(await type('waist', '83')).toMatchObject({ status: 'again' });
    await device.request('stop', {});
    expect(await type('waist', '83')).toMatchObject({ status: 'again' });
    expect(readings()).toEqual([]);
    await device.stop();
    expect(clock.pending).toBe(0);
  });

  it.each([
    [{ girth: 'arm', text: '30' }],
    [{ girth: 'waist' }],
    [{ girth: 'waist', text: '82', unit: 'ell' }],
    [{ girth: 'waist', text: '82', heightCm: -1 }],
    [null],
  ])('refuses %j', async (input) => {
    const { device } = keypad();
    await expect(device.request('typed', input)).rejects.toMatchObject({ code: 'input.invalid' });
    await expect(device.request('inventory', {})).rejects.toMatchObject({ code: 'device.unsupported' });
    await device.stop();
  });

  it('plays what a simulator types, and refuses what is out of range', async () => {
    const { clock, far, readings, device } = keypad({ input: 'line' });
    const session = attachGirthSimulator({
      transport: far,
      clock,
      script: [
        { afterMs: 0, waist: [82.5, 83] },
        { afterMs: 0, hip: [400] },
        { afterMs: 0, hip: [96] },
      ],
      report: () => {},
    });
    await clock.advance(1000);
    expect(readings().map(({ values }) => values)).toEqual([{ waist: 82.8 }, { hip: 96 }]);
    session.stop();
    await device.stop();
  });

  it('cannot be set to what it is not', () => {
    expect(() => keypad({ input: 'radio' })).toThrow(expect.objectContaining({ code: 'input.invalid' }));
  });
});
