import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { LabPackages } from './packages.ts';

export interface MachineOptions {
  readonly packages: LabPackages;
  readonly firstRoot: string;
  /** Kernel messages go there. */
  readonly console: string;
  /** With KVM. Emulation is the rule: it runs everywhere, and a nested KVM that hangs cannot be told from a slow one. */
  readonly accelerated: boolean;
  readonly memoryMiB: number;
  /** The whole run may take so long, and so long without one line. */
  readonly limitSeconds: number;
  readonly silenceSeconds: number;
  /** Answers whether this was the last line: the guest is then given a moment to switch itself off. */
  readonly onLine: (line: string) => 'more' | 'last';
}

const SWITCH_OFF_MS = 10_000;

export type MachineEnd = 'ended' | 'took too long' | 'fell silent' | 'could not be started';

/** Arguments of QEMU. Nothing of this computer but its files, read-only, is lent to the guest. Pure. */
export function machineArguments(options: Omit<MachineOptions, 'onLine'>): string[] {
  const { packages, accelerated } = options;
  return [
    ...['-L', `${packages.tree}/usr/share/qemu`, '-L', `${packages.tree}/usr/share/seabios`],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-vga', 'none', '-no-reboot'],
    ...['-machine', 'q35', '-smp', '2', '-m', `${options.memoryMiB}M`],
    // A processor with what Node needs and no wide vectors, which emulation is slow at.
    ...(accelerated ? ['-accel', 'kvm', '-cpu', 'host'] : ['-accel', 'tcg,thread=multi', '-cpu', 'Nehalem']),
    ...['-kernel', packages.kernel, '-initrd', options.firstRoot],
    ...['-append', 'console=ttyS0 loglevel=5 panic=-1 nokaslr mitigations=off tsc=nowatchdog'],
    ...['-virtfs', 'local,path=/,mount_tag=host,security_model=none,readonly=on,multidevs=remap'],
    ...['-serial', `file:${options.console}`, '-serial', 'stdio', '-monitor', 'none'],
  ];
}

/** Runs the guest to its end; it is ended by force when it takes too long, falls silent, or this program is told to stop. */
export function runMachine(options: MachineOptions): Promise<MachineEnd> {
  const { packages } = options;
  return new Promise((resolve) => {
    const child = spawn('nice', ['-n', '5', packages.qemu, ...machineArguments(options)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        LD_LIBRARY_PATH: packages.libraryPath,
        QEMU_MODULE_DIR: `${packages.tree}/usr/lib/x86_64-linux-gnu/qemu`,
      },
    });
    let end: MachineEnd = 'ended';
    const kill = (why: MachineEnd): void => {
      end = why;
      child.kill('SIGKILL');
    };
    const limit = setTimeout(() => kill('took too long'), options.limitSeconds * 1000);
    let silence = setTimeout(() => kill('fell silent'), options.silenceSeconds * 1000);
    const stop = (): void => {
      child.kill('SIGKILL');
      process.exit(130);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
    const lines = createInterface({ input: child.stdout });
    lines.on('line', (line) => {
      clearTimeout(silence);
      silence = setTimeout(() => kill('fell silent'), options.silenceSeconds * 1000);
      if (options.onLine(line.trimEnd()) === 'last') setTimeout(() => kill('ended'), SWITCH_OFF_MS).unref();
    });
    child.on('error', () => {
      end = 'could not be started';
    });
    child.on('close', (code) => {
      clearTimeout(limit);
      clearTimeout(silence);
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeListener(signal, stop);
      resolve(end === 'ended' && code !== 0 && code !== null ? 'could not be started' : end);
    });
  });
}
