import type { Decoded } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import type { LineSession } from '../../line-device.ts';
import { type ScaleAction, ScaleSession, type ScaleTools } from '../scale-session.ts';
import type { ScaleSettings } from '../scale-settings.ts';
import { commandLine } from '../scale-mt-sics/commands.ts';
import { escapeCommand, kernLetters, sbiCommands } from './commands.ts';
import { createKernFramer } from './frame.ts';

/** Whose commands the balance obeys; `none` = it only sends. */
export type KernCommands = 'none' | 'sbi' | 'sics' | 'letters' | 'ohaus';
export const kernCommandSets: readonly KernCommands[] = ['none', 'sbi', 'sics', 'letters', 'ohaus'];

export interface KernSettings {
  readonly commands: KernCommands;
}

/** @throws DeviceError `input.invalid` */
export function readKernSettings(settings: Readonly<Record<string, unknown>>): KernSettings {
  const wanted = settings['commands'] ?? 'none';
  const commands = kernCommandSets.find((name) => name === wanted);
  if (commands === undefined) {
    throw new DeviceError('input.invalid', `commands is one of ${kernCommandSets.join(', ')}`, {
      detail: { setting: 'commands' },
    });
  }
  return { commands };
}

interface CommandSet {
  readonly poll: Uint8Array;
  readonly zero: Uint8Array | undefined;
  readonly tare: Uint8Array;
}
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
/** SBI: Sartorius; letters: KERN 572, PCB, EW; ohaus: `IP`, `Z`, `T` (weight-height.md section 3). */
const commandSets: Readonly<Record<Exclude<KernCommands, 'none'>, CommandSet>> = {
  sbi: {
    poll: escapeCommand(sbiCommands.print),
    zero: escapeCommand(sbiCommands.zero),
    tare: escapeCommand(sbiCommands.tare),
  },
  sics: { poll: commandLine('SI'), zero: commandLine('Z'), tare: commandLine('T') },
  letters: { poll: bytes(kernLetters.now), zero: undefined, tare: bytes(kernLetters.tare) },
  ohaus: { poll: bytes('IP\r\n'), zero: bytes('Z\r\n'), tare: bytes('T\r\n') },
};

/** A balance needs rest to find its zero. */
const ZERO_LIMIT_MS = 10_000;

export function createKernSession(
  options: ConstructorParameters<typeof ScaleSession>[0],
  settings: ScaleSettings,
  { commands }: KernSettings,
): LineSession {
  const set = commands === 'none' ? undefined : commandSets[commands];
  return new ScaleSession(
    options,
    {
      framer: createKernFramer(),
      ...(set === undefined
        ? {}
        : {
            poll: { request: set.poll, isAnswer: (line: Decoded) => line.kind === 'reading' },
            actions: {
              ...(set.zero === undefined ? {} : { zero: untilZero(set.zero, set.poll) }),
              tare: untilZero(set.tare, set.poll),
            },
          }),
    },
    settings,
  );
}

/** These sets acknowledge nothing: the command is sent and the balance watched until it shows zero at rest. */
function untilZero(command: Uint8Array, poll: Uint8Array): ScaleAction {
  return async (tools: ScaleTools) => {
    await tools.write(command);
    const until = tools.clock.monotonic() + ZERO_LIMIT_MS;
    while (tools.clock.monotonic() < until) {
      const line = await tools.ask(poll, (one) => one.kind === 'reading', ZERO_LIMIT_MS);
      if (isZeroAtRest(line)) return { zero: true };
      await new Promise<void>((resolve) => tools.clock.after(250, resolve));
    }
    throw new DeviceError('device.timeout', 'the balance does not come to zero', { retryable: true });
  };
}

function isZeroAtRest(line: Decoded): boolean {
  if (line.kind !== 'reading' || 'error' in line) return false;
  const { weight, netWeight, weightStable } = line.values;
  return (netWeight ?? weight) === 0 && weightStable !== false;
}
