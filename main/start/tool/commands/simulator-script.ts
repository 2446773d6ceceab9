import type { Clock } from '../../../../drivers/transport/transport.ts';
import { createMemoryPair } from '../../../../drivers/transport/memory.ts';
import type { DriverModule } from '../../../../drivers/manifest.ts';
import { inputName, readText } from '../input.ts';
import { ToolError } from '../tool-error.ts';
import type { ToolIo } from '../tool-io.ts';

export type Script = readonly Readonly<Record<string, unknown>>[];

/**
 * The steps of a script file: a JSON array of objects, or one object a line.
 *
 * @throws ToolError `input.unreadable`, `input.not_json` or `input.not_a_script`, at the line or step from 1
 */
export function readScript(io: ToolIo, file: string | undefined): Script {
  if (file === undefined) return [];
  const text = readText(io, file);
  const steps = text.trimStart().startsWith('[') ? arrayOf(text, file) : text.split('\n').flatMap(lineOf);
  return steps.map((step, index) => {
    if (typeof step === 'object' && step !== null && !Array.isArray(step)) return { ...step };
    throw new ToolError('input.not_a_script', 'a step is a JSON object', index + 1);
  });
}

function arrayOf(text: string, file: string): unknown[] {
  const value = parse(text, inputName(file));
  return Array.isArray(value) ? value : [value];
}

function lineOf(line: string, index: number): unknown[] {
  return line.trim() === '' ? [] : [parse(line, index + 1)];
}

function parse(text: string, at: number | string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch (error) {
    throw new ToolError('input.not_json', error instanceof Error ? error.message : '', at, error);
  }
}

const stillClock: Clock = { now: () => 0, monotonic: () => 0, after: () => () => undefined };

/**
 * Lets the simulator look at its script on a line to nowhere while time stands still, so that a wrong step is refused
 * now and not when somebody connects.
 *
 * @throws DeviceError `input.invalid` as the simulator does
 */
export async function rehearse(driver: DriverModule, script: Script): Promise<void> {
  const [near, far] = createMemoryPair({ clock: stillClock });
  try {
    // A copy, since simulators keep the state of a device by the script it was made with.
    const session = driver.attachSimulator({
      transport: far,
      clock: stillClock,
      script: [...script],
      report: () => undefined,
    });
    session.stop();
  } finally {
    await near.close();
  }
}
