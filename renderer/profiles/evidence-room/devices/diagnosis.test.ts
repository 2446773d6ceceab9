import { describe, expect, it } from 'vitest';
import { diagnosisText } from './diagnosis.ts';

describe('diagnosis of a device', () => {
  it('names device, state and last bytes, and no password', () => {
    const text = diagnosisText({
      version: '1.2.3',
      station: 'station-1',
      at: '2026-11-28T08:00:00.000Z',
      process: 'running',
      restarts: 2,
      device: {
        id: 'camera',
        title: '摄像机',
        role: 'portal-camera',
        driver: 'network-camera',
        url: 'http://192.0.2.9',
        door: 'door-1',
        enabled: true,
        settings: { username: 'station', password: 'very-secret' },
        state: 'fault',
        reason: 'device.timeout',
        since: '2026-11-28T07:59:00.000Z',
        identity: { model: 'DS-2CD' },
        clockOffsetMs: null,
        readsPerSecond: 0,
        lastEventAt: null,
        virtual: false,
        training: null,
        recording: null,
        live: {
          reading: null,
          measurement: null,
          doors: [],
          barcode: null,
          person: null,
          card: null,
          security: null,
        },
      },
      trace: [{ at: '2026-11-28T07:59:30.000Z', direction: 'out', text: '0102' }],
    });
    expect(text).toContain('state: fault (device.timeout) since 2026-11-28T07:59:00.000Z');
    expect(text).toContain('device model: DS-2CD');
    expect(text).toContain('2026-11-28T07:59:30.000Z out   0102');
    expect(text).not.toContain('very-secret');
  });
});
