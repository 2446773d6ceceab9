import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findOnPath, LabError, mustRun, runProgram } from './programs.ts';

/** Where the unpacked Debian packages lie; nothing is installed on this computer. */
export interface LabPackages {
  /** Unpacked tree: `usr/bin/qemu-system-x86_64`, `lib/modules/…`. */
  readonly tree: string;
  readonly kernel: string;
  readonly modules: string;
  readonly busybox: string;
  readonly qemu: string;
  /** For programs of the tree that need libraries of the tree. */
  readonly libraryPath: string;
}

/** The flavour for every PC; the "cloud" one has no USB gadgets (domain notes on devices, section 3). */
const KERNEL = 'linux-image-amd64';
const TOOLS = ['qemu-system-x86', 'udev', 'busybox-static'];
const DOWNLOAD_SECONDS = 900;

/**
 * Fetches the kernel, QEMU, udev and busybox with what they need as Debian packages and unpacks them into `folder`, once.
 * Needs no root: a list of packages of its own is fetched where this computer's is missing or old.
 *
 * @throws LabError when this is no Debian or nothing can be fetched
 */
export async function preparePackages(folder: string, say: (text: string) => void): Promise<LabPackages> {
  const tree = path.join(folder, 'tree');
  const stamp = path.join(folder, 'packages.txt');
  if (!existsSync(stamp)) {
    if (findOnPath('apt-get') === undefined || findOnPath('dpkg-deb') === undefined) {
      throw new LabError('apt-get and dpkg-deb are needed to fetch the Debian kernel and QEMU');
    }
    const apt = await workingApt(folder);
    const names = await wantedPackages(apt);
    say(`fetching ${names.length} Debian packages: ${names.join(' ')}`);
    await fetchAndUnpack(apt, names, folder, tree);
    await writeFile(stamp, `${names.join('\n')}\n`);
  }
  return locate(tree);
}

/** Options of `apt-get` under which the kernel is known: this computer's lists, else own ones. */
async function workingApt(folder: string): Promise<readonly string[]> {
  const usual = ['-qq', '-o', 'APT::Sandbox::User=root', '-o', 'Debug::NoLocking=1'];
  if (await canFetch(usual, folder)) return usual;
  const lists = path.join(folder, 'apt');
  await mkdir(path.join(lists, 'lists', 'partial'), { recursive: true });
  await mkdir(path.join(lists, 'cache', 'archives', 'partial'), { recursive: true });
  const own = [
    ...usual,
    ...['-o', `Dir::State::Lists=${path.join(lists, 'lists')}`],
    ...['-o', `Dir::Cache=${path.join(lists, 'cache')}`],
  ];
  await mustRun('apt-get', [...own, 'update'], { seconds: 300 });
  if (await canFetch(own, folder)) return own;
  throw new LabError(`the package lists of this computer know no ${KERNEL} that can be fetched`);
}

async function canFetch(apt: readonly string[], folder: string): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  const tried = await runProgram('apt-get', [...apt, 'download', 'busybox-static'], {
    seconds: 120,
    cwd: folder,
  });
  await removePackages(folder);
  return tried.code === 0 && (await kernelPackage(apt)) !== undefined;
}

async function kernelPackage(apt: readonly string[]): Promise<string | undefined> {
  const options = apt.filter((option) => option !== '-qq');
  const { output } = await runProgram('apt-cache', [...options, 'depends', KERNEL], { seconds: 60 });
  return /Depends: (linux-image-\S+)/.exec(output)?.[1];
}

async function wantedPackages(apt: readonly string[]): Promise<string[]> {
  const kernel = await kernelPackage(apt);
  if (kernel === undefined) throw new LabError(`${KERNEL} names no kernel package`);
  const plan = await mustRun(
    'apt-get',
    [
      ...apt.filter((option) => option !== '-qq'),
      'install',
      '--simulate',
      '--no-install-recommends',
      ...TOOLS,
    ],
    { seconds: 120 },
  );
  const missing = [...plan.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? '');
  // What is installed already is taken as it is, but the tree has to hold all the programs.
  return [...new Set([kernel, ...TOOLS, ...missing])];
}

async function fetchAndUnpack(
  apt: readonly string[],
  names: readonly string[],
  folder: string,
  tree: string,
): Promise<void> {
  const archives = path.join(folder, 'archives');
  await rm(archives, { recursive: true, force: true });
  await rm(tree, { recursive: true, force: true });
  await mkdir(archives, { recursive: true });
  await mkdir(tree, { recursive: true });
  await mustRun('apt-get', [...apt, 'download', ...names], { seconds: DOWNLOAD_SECONDS, cwd: archives });
  for (const archive of await readdir(archives)) {
    await mustRun('dpkg-deb', ['--extract', path.join(archives, archive), tree], { seconds: 300 });
  }
  await rm(archives, { recursive: true, force: true });
}

async function removePackages(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.endsWith('.deb')) await rm(path.join(folder, name), { force: true });
  }
}

async function locate(tree: string): Promise<LabPackages> {
  const kernel = (await names(path.join(tree, 'boot'))).find((name) => name.startsWith('vmlinuz-'));
  const modules = ['lib/modules', 'usr/lib/modules'].map((place) => path.join(tree, place)).find(existsSync);
  const busybox = ['bin/busybox', 'usr/bin/busybox'].map((place) => path.join(tree, place)).find(existsSync);
  const [release] = modules === undefined ? [] : await readdir(modules);
  if (kernel === undefined || modules === undefined || release === undefined || busybox === undefined) {
    throw new LabError('the unpacked packages hold no kernel or no busybox; delete the folder and try again');
  }
  return {
    tree,
    kernel: path.join(tree, 'boot', kernel),
    modules: path.join(modules, release),
    busybox,
    qemu: path.join(tree, 'usr/bin/qemu-system-x86_64'),
    libraryPath: ['usr/lib/x86_64-linux-gnu', 'lib/x86_64-linux-gnu', 'usr/lib', 'lib']
      .map((place) => path.join(tree, place))
      .join(':'),
  };
}

const names = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
