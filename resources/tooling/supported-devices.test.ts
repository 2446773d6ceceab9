import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drivers } from '../../drivers/registry.ts';
import { supportedDevices, supportedDevicesFile } from './supported-devices.ts';

describe('list of supported devices', () => {
  it('is the one that the manifests give; write it with `node resources/tooling/supported-devices.ts`', () => {
    expect(readFileSync(supportedDevicesFile, 'utf8')).toBe(supportedDevices(drivers));
  });

  it('names every driver once', () => {
    const page = supportedDevices(drivers);
    for (const { name } of drivers) expect(page.split(`\`${name}\``)).toHaveLength(2);
  });
});
