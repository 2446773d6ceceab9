/**
 * `npm run build`: the renderer, the bundles of the station's processes and Electron's two files. Everything is made in a folder
 * beside and moved into place at the end, so that a running station never finds half a build.
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
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

/** Is imported by its address inside the store's threads and shares classes with them. */
const domains = 'main/start/domains.ts';

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

/** @param acting sources that do their work when they are loaded, and so may be reached by no other chunk */
async function bundle(
  input: InputOptions,
  output: OutputOptions,
  acting: readonly string[] = [],
): Promise<void> {
  const build = await rolldown({
    cwd: root,
    platform: 'node',
    external,
    logLevel: 'warn',
    // The virtual room loads its drivers at once, a manifest loads one on demand: both are meant.
    checks: { ineffectiveDynamicImport: false },
    ...input,
  });
  const written = await build.write({ minify: false, sourcemap: false, ...output });
  await build.close();
  const problems = entryImports(
    written.output.filter((part) => part.type === 'chunk'),
    acting.map((file) => path.join(root, file)),
  );
  if (problems.length > 0) throw new Error(`a bundle would run another's work: ${problems.join('; ')}`);
}

function existing(entries: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(path.join(root, file))));
}

const chunkNames = { format: 'esm', entryFileNames: '[name].mjs' } as const;

/**
 * The station with its workers, which share classes by identity, then every process and thread that a source starts, each
 * built by itself: in one build the bundler may put code that two of them need into the entry of one, and whoever
 * loads that code (the camera's driver in the devices process) runs the other's work (the virtual room) in his own process.
 */
async function buildStation(): Promise<void> {
  const finalPlace = path.join(finalFolder, 'station');
  const dir = path.join(draftFolder, 'station');
  const waiting = new Map<string, string>();
  const built = new Set<string>();
  const alone = (file: string, fileName: string): boolean => {
    if (file === path.join(root, domains)) return false;
    waiting.set(file, fileName);
    return true;
  };
  await bundle(
    { input: existing(stationEntries), plugins: [referencedFiles(finalPlace, alone)] },
    { dir, ...chunkNames, chunkFileNames: '[name]-[hash].mjs' },
    Object.values(stationEntries).filter((file) => file.endsWith('-worker.ts')),
  );
  for (const [file, fileName] of waiting) {
    if (built.has(file)) continue;
    built.add(file);
    const name = path.basename(fileName, '.mjs');
    await bundle(
      { input: { [name]: file }, plugins: [referencedFiles(finalPlace, alone)] },
      { dir, ...chunkNames, chunkFileNames: `${name}.[name]-[hash].mjs` },
    );
  }
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
