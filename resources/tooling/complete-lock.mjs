/**
 * Completes package-lock.json: `node resources/tooling/complete-lock.mjs [folder]`.
 *
 * A package with native parts names one optional package a platform. When the registry a lock file was made against does
 * not carry the other platforms' packages, npm leaves them out, and `npm ci` then refuses the file as out of step on every
 * machine. This writes the missing entries from the versions their parent states; a machine of such a platform
 * fetches them from its own registry, all others skip them by `os` and `cpu`. Run it after every change of dependencies.
 */
import fs from 'node:fs';
import path from 'node:path';
import { root } from './prepare/paths.mjs';

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'sunos',
  'aix',
  'win32',
];
const processors = [
  'arm64',
  'arm',
  'ia32',
  'x64',
  'loong64',
  'mips64el',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
];

const file = path.join(process.argv[2] ?? root, 'package-lock.json');
const lock = JSON.parse(fs.readFileSync(file, 'utf8'));
const added = [];

for (const [folder, entry] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
    // The lowest version a range admits is one that exists: it is the one the parent was published with.
    const version = /^[~^]?(\d+\.\d+\.\d+[\w.-]*)$/.exec(range)?.[1];
    if (version === undefined || resolved(folder, name) === version) continue;
    const platform = platformOf(name);
    if (platform === undefined) continue;
    lock.packages[`${placeFor(folder, name)}/${name}`] = {
      version,
      ...platform,
      ...(entry.dev === true ? { dev: true } : {}),
      optional: true,
    };
    added.push(`${name}@${version}`);
  }
}

const ordered = Object.fromEntries(
  Object.entries(lock.packages).sort(([left], [right]) => left.localeCompare(right, 'en')),
);
lock.packages = ordered;
fs.writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stderr.write(`${added.length} platform packages added\n`);

/** The version npm would find as `name` from `folder`: in it or in any folder above. */
function resolved(folder, name) {
  for (let at = folder; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const found = lock.packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`];
    if (found !== undefined) return found.version;
    if (at === '') return undefined;
  }
}

/** At the top when the name is free there, else beside the parent (two versions of one parent exist). */
function placeFor(folder, name) {
  if (lock.packages[`node_modules/${name}`] === undefined) return 'node_modules';
  return folder.slice(0, folder.lastIndexOf('node_modules/') + 'node_modules'.length);
}

/** The platform a package's name states, as npm's fields; undefined when it states none. */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const cpu = words
    .map((word) => (word === 'aarch64' ? 'arm64' : word === 'armv7' ? 'arm' : word))
    .find((word) => processors.includes(word));
  const system = words.find((word) => systems.includes(word));
  if (system === undefined && cpu !== 'wasm32') return undefined;
  const libc = words.includes('musl')
    ? ['musl']
    : words.includes('gnu') && system === 'linux'
      ? ['glibc']
      : undefined;
  return {
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(libc === undefined ? {} : { libc }),
    ...(system === undefined ? {} : { os: [system] }),
  };
}
