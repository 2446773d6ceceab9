import { drivers } from '../../../../drivers/registry.ts';
import { readArguments } from '../arguments.ts';
import type { ToolIo } from '../tool-io.ts';

/** `drivers`: a line for each driver, from its manifest. */
export async function listDrivers(args: readonly string[], io: ToolIo): Promise<void> {
  readArguments(args, 0, 0);
  for (const { name, title, deviceClass, transports, confidence, source, capabilities } of drivers) {
    await io.output.line({ name, title, deviceClass, transports, confidence, source, capabilities });
  }
}
