import type { DriverManifest } from '../../../drivers/manifest.ts';
import { wrongUsage } from './tool-error.ts';

/** Says which drivers are there; the registry loads no driver code. */
export async function knownDrivers(): Promise<string> {
  const { drivers } = await import('../../../drivers/registry.ts');
  return `现有驱动 / drivers that are there: ${drivers.map(({ name }) => name).join(' ')}`;
}

/** @throws ToolError `tool.usage` naming the drivers that are there */
export async function driverNamed(name: string): Promise<DriverManifest> {
  const { drivers } = await import('../../../drivers/registry.ts');
  const manifest = drivers.find((driver) => driver.name === name);
  if (manifest !== undefined) return manifest;
  throw wrongUsage(`没有此驱动 / no such driver: ${name}; ${await knownDrivers()}`);
}
