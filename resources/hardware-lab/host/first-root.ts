import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type ArchiveEntry, packArchive } from './initramfs.ts';
import { dependenciesOf, loadingOrder, moduleName } from './kernel-modules.ts';
import type { LabPackages } from './packages.ts';
import { findOnPath, LabError, mustRun } from './programs.ts';

/** What the guest needs to reach this computer's files. */
const BOOT_MODULES = ['virtio_pci', '9pnet_virtio', '9p'];
/** The virtual bus, the functions plugged into it, and the drivers of the system on the other end. */
const LAB_MODULES = [
  ...['uhid', 'hid_generic', 'usbhid', 'cdc_acm', 'usblp'],
  ...['dummy_hcd', 'libcomposite', 'usb_f_hid', 'usb_f_printer', 'usb_f_acm', 'usb_f_fs'],
  'vivid',
];
/** Parameters by module: four sockets on the virtual bus; a camera that only films. */
const PARAMETERS: Readonly<Record<string, string>> = { dummy_hcd: 'num=4', vivid: 'n_devs=1 node_types=0x1' };

/**
 * Puts the guest's first root together: busybox, the start script, the modules that reach the shared root, and `lab.env`
 * with the places of things. The other modules are laid beside it in `folder`, in loading order.
 */
export async function buildFirstRoot(options: {
  readonly packages: LabPackages;
  readonly folder: string;
  readonly initScript: string;
  readonly environment: Readonly<Record<string, string>>;
}): Promise<string> {
  const { packages, folder } = options;
  const library = await ModuleLibrary.open(packages.modules);
  const boot = await library.inOrder(BOOT_MODULES);
  const later = (await library.inOrder(LAB_MODULES)).filter((name) => !boot.includes(name));
  const modules = path.join(folder, 'modules');
  await rm(modules, { recursive: true, force: true });
  await mkdir(modules, { recursive: true });
  for (const name of later) await writeFile(path.join(modules, `${name}.ko`), await library.read(name));
  await writeFile(
    path.join(modules, 'order'),
    later
      .map((name) => `${name}.ko ${PARAMETERS[name] ?? ''}`.trim())
      .join('\n')
      .concat('\n'),
  );
  const entries: ArchiveEntry[] = [
    ...['dev', 'proc', 'sys', 'host', 'bin', 'modules'].map((name) => ({ kind: 'folder', name }) as const),
    { kind: 'file', name: 'bin/busybox', bytes: await readFile(packages.busybox), executable: true },
    { kind: 'file', name: 'init', bytes: await readFile(options.initScript), executable: true },
    {
      kind: 'file',
      name: 'lab.env',
      bytes: environmentFile({ ...options.environment, LAB_MODULES: modules }),
    },
    { kind: 'file', name: 'modules/order', bytes: Buffer.from(boot.map((name) => `${name}.ko\n`).join('')) },
  ];
  for (const name of boot) {
    entries.push({ kind: 'file', name: `modules/${name}.ko`, bytes: await library.read(name) });
  }
  const file = path.join(folder, 'first-root.cpio');
  await writeFile(file, packArchive(entries));
  return file;
}

/** Shell assignments; every value in single quotes. */
function environmentFile(values: Readonly<Record<string, string>>): Uint8Array {
  const lines = Object.entries(values).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", "'\\''")}'`,
  );
  return Buffer.from(`${lines.join('\n')}\n`, 'utf8');
}

/** The modules of one kernel: where they lie, what is built in, what each needs. */
class ModuleLibrary {
  readonly #files: ReadonlyMap<string, string>;
  readonly #builtIn: ReadonlySet<string>;
  readonly #contents = new Map<string, Uint8Array>();

  private constructor(files: ReadonlyMap<string, string>, builtIn: ReadonlySet<string>) {
    this.#files = files;
    this.#builtIn = builtIn;
  }

  static async open(folder: string): Promise<ModuleLibrary> {
    const found = await readdir(path.join(folder, 'kernel'), { recursive: true });
    const files = new Map(
      found
        .filter((file) => /\.ko(\.xz|\.zst)?$/.test(file))
        .map((file) => [moduleName(file), path.join(folder, 'kernel', file)]),
    );
    const list = path.join(folder, 'modules.builtin');
    const builtIn = existsSync(list) ? (await readFile(list, 'utf8')).split('\n').map(moduleName) : [];
    return new ModuleLibrary(files, new Set(builtIn));
  }

  async inOrder(wanted: readonly string[]): Promise<string[]> {
    // Dependencies stand inside the modules, so all that may be needed are read first.
    const waiting = [...wanted];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (this.#contents.has(name) || !this.#files.has(name)) continue;
      waiting.push(...dependenciesOf(await this.read(name)));
    }
    return loadingOrder(wanted, new Set(this.#files.keys()), this.#builtIn, (name) =>
      dependenciesOf(this.#contents.get(name) ?? new Uint8Array(0)),
    );
  }

  async read(name: string): Promise<Uint8Array> {
    const known = this.#contents.get(name);
    if (known !== undefined) return known;
    const file = this.#files.get(name);
    if (file === undefined) throw new LabError(`this kernel has no module ${name}`);
    const content = await unpacked(file);
    this.#contents.set(name, content);
    return content;
  }
}

/** Debian 13 and later ship modules compressed. */
async function unpacked(file: string): Promise<Uint8Array> {
  const tool = file.endsWith('.xz') ? 'xz' : file.endsWith('.zst') ? 'zstd' : undefined;
  if (tool === undefined) return await readFile(file);
  if (findOnPath(tool) === undefined) throw new LabError(`${tool} is needed to unpack this kernel's modules`);
  await mustRun(tool, ['-q', '-d', '-k', '-f', file], { seconds: 60 });
  return await readFile(file.replace(/\.(xz|zst)$/, ''));
}
