import { describe, expect, it } from 'vitest';
import { actionsOf } from './device-actions.ts';

describe('what can be tried at a device', () => {
  it('follows from what its driver can do', () => {
    expect(actionsOf({ deviceClass: 'scale', capabilities: ['weight', 'zero', 'tare', 'weigh'] })).toEqual([
      'start',
      'stop',
      'zero',
      'tare',
      'weigh',
    ]);
    expect(actionsOf({ deviceClass: 'personal-health', capabilities: ['memory', 'clock'] })).toEqual([
      'start',
      'stop',
      'readMemory',
      'setClock',
    ]);
    expect(
      actionsOf({ deviceClass: 'identity-card', capabilities: ['readPerson', 'cancel', 'status'] }),
    ).toEqual(['readPerson', 'cancel', 'status']);
  });

  it('never asks a reader of tags for a memory without an address', () => {
    expect(actionsOf({ deviceClass: 'rfid', capabilities: ['inventory', 'readMemory', 'status'] })).toEqual([
      'status',
      'inventory',
    ]);
  });
});
