import { describe, expect, it } from 'vitest';
import type { DevicePosition } from '../../contract/devices.ts';
import type { DeviceAccess } from '../../kernel/device-access.ts';
import { PortalSignals } from './signals.ts';

const position: DevicePosition = {
  id: 'signals',
  title: '声光与门锁',
  role: 'door-signals',
  driver: 'modbus-rtu',
  url: 'tcp://127.0.0.1:1',
  door: 'door-1',
  enabled: true,
  settings: {},
};
const quiet = { info: () => undefined, warn: () => undefined };
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function scene() {
  const asked: string[] = [];
  let down = false;
  const devices: DeviceAccess = {
    positions: () => [position],
    onEvent: () => () => undefined,
    request: (_id, action) => {
      asked.push(action);
      return down ? Promise.reject(new Error('the devices process ended')) : Promise.resolve({});
    },
  };
  const signals = new PortalSignals(devices, 'door-1', quiet);
  return { asked, signals, goDown: () => (down = true), comeBack: () => (down = false) };
}

describe('signals of an alarm', () => {
  it('are asked for again until the relay has confirmed them', async () => {
    const { asked, signals, goDown, comeBack } = scene();
    goDown();
    signals.alarm({ now: 0, sirenMs: 60_000, closeDoor: true });
    await settle();
    signals.tick(100);
    expect(asked).toEqual(['sirenOn', 'strobeOn', 'lockDoor']);
    signals.tick(500);
    await settle();
    comeBack();
    signals.tick(1000);
    await settle();
    expect(asked).toHaveLength(9);
    signals.tick(1500);
    expect(asked).toHaveLength(9);
  });

  it('let a lock that is under way come to its end before the door is released', async () => {
    const asked: string[] = [];
    let end = (): void => {};
    const signals = new PortalSignals(
      {
        positions: () => [position],
        onEvent: () => () => undefined,
        request(_id, action) {
          asked.push(action);
          if (action !== 'lockDoor') return Promise.resolve({});
          return new Promise((resolve) => {
            end = () => resolve({});
          });
        },
      },
      'door-1',
      quiet,
    );
    signals.alarm({ now: 0, sirenMs: 1000, closeDoor: true });
    const released = signals.releaseDoor(3000);
    await settle();
    expect(asked).not.toContain('releaseDoor');
    end();
    expect(await released).toBe(true);
    expect(asked.at(-1)).toBe('releaseDoor');
  });

  it('are no longer asked for once somebody silenced or released, or their time is over', async () => {
    const { asked, signals, goDown } = scene();
    goDown();
    signals.alarm({ now: 0, sirenMs: 1000, closeDoor: true });
    await settle();
    await signals.releaseDoor(3000);
    asked.length = 0;
    signals.tick(600);
    await settle();
    expect(asked).toEqual(['sirenOn', 'strobeOn']);
    signals.tick(1200);
    expect(asked).toHaveLength(2);
    await signals.silence();
    signals.tick(5000);
    expect(asked).toEqual(['sirenOn', 'strobeOn', 'silence']);
  });
});
