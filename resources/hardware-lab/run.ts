/**
 * The hardware laboratory: `npm run test:hardware -- [<word in a suite's name>] [--kvm]`. Boots a Debian kernel with
 * virtual devices in QEMU and runs the real add-ons and drivers against them; see README.md.
 */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildFirstRoot } from './host/first-root.ts';
import { type MachineEnd, runMachine } from './host/machine.ts';
import { type LabPackages, preparePackages } from './host/packages.ts';
import { LabError } from './host/programs.ts';
import { LabReport, readGuestLine } from './host/report.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const repository = path.resolve(here, '../..');
const folder = path.join(repository, '.state', 'hardware-lab');
/** Emulated on a computer with better things to do; three minutes otherwise. */
const LIMIT_SECONDS = 2400;
const SILENCE_SECONDS = 480;
/** The browser of the camera suite wants more than the rest together. */
const MEMORY_MIB = 1536;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

async function boot(
  packages: LabPackages,
  accelerated: boolean,
  filter: string,
): Promise<[LabReport, MachineEnd]> {
  const report = new LabReport();
  const firstRoot = await buildFirstRoot({
    packages,
    folder,
    initScript: path.join(here, 'guest', 'init'),
    environment: {
      LAB_REPOSITORY: repository,
      LAB_TREE: packages.tree,
      LAB_LIBRARIES: packages.libraryPath,
      LAB_FILTER: filter,
    },
  });
  say(`booting ${path.basename(packages.kernel)} ${accelerated ? 'with KVM' : 'emulated, without KVM'}`);
  const end = await runMachine({
    packages,
    firstRoot,
    console: path.join(folder, 'console.log'),
    accelerated,
    memoryMiB: MEMORY_MIB,
    limitSeconds: LIMIT_SECONDS,
    silenceSeconds: SILENCE_SECONDS,
    onLine: (text) => {
      const line = readGuestLine(text);
      const words = line === undefined ? undefined : report.take(line);
      if (words !== undefined) say(words);
      return report.ended ? 'last' : 'more';
    },
  });
  return [report, end];
}

async function main(args: readonly string[]): Promise<number> {
  const began = Date.now();
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new LabError(`it needs Linux on x64, this is ${process.platform} on ${process.arch}`);
  }
  await mkdir(folder, { recursive: true });
  const packages = await preparePackages(path.join(folder, 'packages'), say);
  const filter = args.find((arg) => !arg.startsWith('--')) ?? '';
  const [report, end] = await boot(packages, args.includes('--kvm'), filter);
  for (const line of report.close()) say(`  failed  ${line}`);
  if (!report.ended) say(`the guest ${end}; kernel messages: ${path.join(folder, 'console.log')}`);
  await rm(path.join(folder, 'first-root.cpio'), { force: true });
  const { passed, failed, skipped } = report.tally;
  say(`\n${passed + failed + skipped} checks in ${Math.round((Date.now() - began) / 1000)} s`);
  say(report.lastLine);
  return failed === 0 && passed > 0 ? 0 : 1;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof LabError)) throw error;
  say(`硬件实验室不能在此运行 / the hardware laboratory cannot run here: ${error.message}`);
  say('0 passed, 0 failed, 1 skipped');
  process.exitCode = 1;
}
