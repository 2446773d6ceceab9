/**
 * `npm run build`: the renderer, the bundles of the station's processes and Electron's two files. Everything is made in a folder
 * beside and moved into place at the end, so that a running station never finds half a build.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type InputOptions, type OutputOptions, rolldown } from 'rolldown';
import { build as buildVite } from 'vite';
import { entryImports } from './entry-imports.ts';
import { referencedFiles } from './referenced-files.ts';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const finalFolder = path.join(root, '.build');
const draftFolder = path.join(root, '.state', `build-${process.pid}`);

/**
 * Entries of processes and threads, by the name of their bundle. What a source names as `new URL('./x.ts', import.meta.url)`
 * follows by reference; the store computes the names of its two workers and finds them beside its bundle.
 */
const stationEntries: Readonly<Record<string, string>> = {
  station: 'main/start/station.ts',
  'electron-service': 'main/start/electron-service.ts',
  'writer-worker': 'main/kernel/store/writer-worker.ts',
  'reader-worker': 'main/kernel/store/reader-worker.ts',
};

/** Packages with native code or worker files of their own: they are loaded from `node_modules`. */
const external = [
  'electron',
  'better-sqlite3',
  'serialport',
  /^@serialport\//,
  'node-hid',
  'usb',
  '@napi-rs/canvas',
  'pino',
  /^zxing-wasm/,
  /^zpl-renderer-js/,
  ...builtinModules,
  /^node:/,
];

async function bundle(input: InputOptions, output: OutputOptions): Promise<void> {
  const build = await rolldown({
    cwd: root,
    platform: 'node',
    external,
    logLevel: 'warn',
    // An entry acts when it is loaded. Without this the bundler puts shared code into an entry that exports nothing, and
    // whoever wants that code (the camera's driver) runs the entry (the virtual room) in his own process.
    preserveEntrySignatures: 'strict',
    ...input,
  });
  await build.write({ minify: false, sourcemap: false, ...output });
  await build.close();
}

function existing(entries: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(path.join(root, file))));
}

async function buildStation(): Promise<void> {
  await bundle(
    { input: existing(stationEntries), plugins: [referencedFiles(path.join(finalFolder, 'station'))] },
    {
      dir: path.join(draftFolder, 'station'),
      format: 'esm',
      entryFileNames: '[name].mjs',
      chunkFileNames: '[name]-[hash].mjs',
    },
  );
  refuseEntryImports(path.join(draftFolder, 'station'));
}

/** Entries that act when loaded; `station.mjs` only exports what `launch.ts` calls. */
function refuseEntryImports(folder: string): void {
  const names = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
  const bundles = new Map(names.map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
  const entries = names.filter((name) => /^start-(devices|virtual-room)|-worker\.mjs$/.test(name));
  const problems = entryImports(bundles, entries);
  if (problems.length > 0)
    throw new Error(`a bundle would run another process's work: ${problems.join('; ')}`);
}

async function buildElectron(): Promise<void> {
  const dir = path.join(draftFolder, 'electron');
  await bundle(
    { input: 'main/start/electron.ts', plugins: [referencedFiles(path.join(finalFolder, 'electron'))] },
    { file: path.join(dir, 'main.mjs'), format: 'esm', codeSplitting: false },
  );
  // A sandboxed preload can only be one CommonJS file; an .mjs is ignored without a word (engineering notes 3.3).
  await bundle(
    { input: 'main/hosts/electron/preload.ts' },
    { file: path.join(dir, 'preload.cjs'), format: 'cjs', codeSplitting: false },
  );
}

async function buildRenderer(): Promise<void> {
  if (!existsSync(path.join(root, 'renderer/index.html'))) {
    process.stderr.write('renderer/index.html is missing: no screens built\n');
    return;
  }
  await buildVite({
    configFile: path.join(root, 'resources/tooling/vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: path.join(draftFolder, 'renderer') },
  });
}

function moveIntoPlace(): void {
  const old = path.join(root, '.state', `build-old-${process.pid}`);
  if (existsSync(finalFolder)) renameSync(finalFolder, old);
  renameSync(draftFolder, finalFolder);
  rmSync(old, { recursive: true, force: true });
}

mkdirSync(draftFolder, { recursive: true });
try {
  await Promise.all([buildStation(), buildElectron(), buildRenderer()]);
  // Node compiles ESM by extension; this also tells it for the packed application.
  writeFileSync(path.join(draftFolder, 'package.json'), '{"type":"module"}\n');
  moveIntoPlace();
} finally {
  rmSync(draftFolder, { recursive: true, force: true });
}
