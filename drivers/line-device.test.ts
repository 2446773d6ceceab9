import { describe, expect, it } from 'vitest';
import { DeviceError } from './errors.ts';
import { createLineDevice, type DeviceLine, type LineSession } from './line-device.ts';
import type { DeviceEvent } from './manifest.ts';
import { createManualClock } from './transport/manual-clock.ts';
import { createMemoryPair } from './transport/memory.ts';
import { silentLog, type Transport } from './transport/transport.ts';

function scene(make: (line: DeviceLine, log: string[]) => LineSession) {
  const clock = createManualClock();
  const log: string[] = [];
  const far: Transport[] = [];
  const device = createLineDevice({
    clock,
    log: silentLog,
    createSession: (line) => make(line, log),
    factory: () => {
      const [near, end] = createMemoryPair({ clock });
      far.push(end);
      return near;
    },
  });
  const states: string[] = [];
  device.onEvent((event: DeviceEvent) => {
    if (event.kind === 'state') states.push(event.state);
  });
  return { clock, device, far, log, states };
}

const echo = (_line: DeviceLine, log: string[]): LineSession => ({
  received: (bytes) => log.push(`in ${Buffer.from(bytes).toString('hex')}`),
  silent: () => log.push('silent'),
  end: (cause) => log.push(`end ${cause.code}`),
  request: (action) => Promise.resolve(action),
});

describe('device on a line', () => {
  it('opens again after the cable was out, with a session of its own for each connection', async () => {
    const { clock, device, far, log, states } = scene(echo);
    device.start();
    await clock.advance(0);
    await far[0]?.write(Uint8Array.of(1));
    await clock.advance(150);
    await far[0]?.close();
    await clock.advance(0);
    expect(states).toEqual(['connecting', 'ready', 'away']);
    await expect(device.request('anything', {})).rejects.toMatchObject({ code: 'device.away' });
    await clock.advance(500);
    expect(states).toEqual(['connecting', 'ready', 'away', 'ready']);
    expect(log).toEqual(['in 01', 'silent', 'end transport.closed']);
    await device.stop();
    expect(states.at(-1)).toBe('stopped');
    expect(clock.pending).toBe(0);
  });

  it('waits longer each time while a session cannot begin, and says why it is away', async () => {
    let begun = 0;
    const { clock, device, states } = scene((line, log) => ({
      ...echo(line, log),
      begin() {
        begun += 1;
        return Promise.reject(new DeviceError('protocol.foreign', 'another device answers'));
      },
    }));
    device.start();
    await clock.advance(0);
    expect(begun).toBe(1);
    await clock.advance(500);
    await clock.advance(1000);
    expect(begun).toBe(3);
    expect(states).toEqual(['connecting', 'away']);
    await device.stop();
    expect(clock.pending).toBe(0);
  });

  it('lets a session that hears nothing give the line up', async () => {
    const { clock, device, far, log, states } = scene((line, entries) => ({
      ...echo(line, entries),
      silent: () => line.drop(new DeviceError('device.timeout', 'no heartbeat')),
    }));
    device.start();
    await clock.advance(0);
    await far[0]?.write(Uint8Array.of(0xff));
    await clock.advance(100);
    expect(log.at(-1)).toBe('end device.timeout');
    expect(states).toEqual(['connecting', 'ready', 'away']);
    await device.stop();
    expect(clock.pending).toBe(0);
  });
});
