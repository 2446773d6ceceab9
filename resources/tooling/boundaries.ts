import path from 'node:path';
import type { SourceFile } from './checks/source-files.ts';

/**
 * Which folder may import which (design, section 2). Checked over the import statements themselves: the ready-made tool
 * finds no modules under TypeScript 7 and passes (engineering notes, trap 2), so this also refuses to pass on too few.
 */
export interface Violation {
  readonly file: string;
  readonly imported: string;
  readonly rule: string;
}

/** Fewer modules than this were not all of them. */
export const LEAST_MODULES = 100;

const statement =
  /(?:^|[\n;])\s*(?:import|export)\s+(?:type\s+)?(?:[\w$*{}\s,]+?\s+from\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

/** The module names a file imports, static, re-exported, type-only and dynamic. Pure. */
export function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/[^\n]*/g, '$1');
  return [...code.matchAll(statement)].flatMap((match) => match[1] ?? match[2] ?? []);
}

/** A file's place in the house; undefined for files the rules do not speak of. */
type Place =
  | 'drivers'
  | 'renderer'
  | 'contract'
  | 'kernel'
  | 'domain'
  | 'other-main'
  | 'electron'
  | 'resources';

function placeOf(file: string): Place | undefined {
  const [top, second] = file.split('/');
  if (top === 'drivers' || top === 'renderer' || top === 'resources') return top;
  if (top !== 'main') return undefined;
  if (file.startsWith('main/hosts/electron/') || isElectronEntry(file)) return 'electron';
  if (second === 'contract' || second === 'kernel') return second;
  return isDomain(second) ? 'domain' : 'other-main';
}

const notDomains = new Set(['contract', 'kernel', 'devices', 'hosts', 'start', 'replication', 'county']);

function isDomain(folder: string | undefined): boolean {
  return folder !== undefined && !folder.includes('.') && !notDomains.has(folder);
}

function isElectronEntry(file: string): boolean {
  return file === 'main/start/electron.ts';
}

/** Tests and what only they use: none of it runs in a station. */
function isTest(file: string): boolean {
  return /\.(test|spec|testing)\.tsx?$/.test(file) || /(^|\/)(testing|e2e)\//.test(file);
}

/** Benchmarks run from the service tool and measure with the tests' own material. */
function mayUseTestCode(file: string): boolean {
  return isTest(file) || /(^|[/.])bench\.ts$/.test(file);
}

/** Everything that crosses a border. Pure. */
export function violations(files: readonly SourceFile[], runtimePackages: ReadonlySet<string>): Violation[] {
  return files.flatMap(({ file, text }) =>
    importsOf(text).flatMap((imported) => {
      const rule = brokenRule(file, imported, runtimePackages);
      return rule === undefined ? [] : [{ file, imported, rule }];
    }),
  );
}

function brokenRule(
  file: string,
  imported: string,
  runtimePackages: ReadonlySet<string>,
): string | undefined {
  const place = placeOf(file);
  if (imported.startsWith('.')) {
    const target = path.posix.normalize(path.posix.join(path.posix.dirname(file), imported));
    if (!mayUseTestCode(file) && isTest(target) && place !== 'resources')
      return 'production code imports no test code';
    return brokenInside(place, file, target);
  }
  if (imported === 'electron') {
    return place === 'electron'
      ? undefined
      : 'only main/hosts/electron and main/start/electron.ts import electron';
  }
  if (imported.startsWith('node:')) {
    return place === 'renderer' && !isTest(file)
      ? 'renderer has no Node'
      : place === 'contract'
        ? 'contract has no Node'
        : undefined;
  }
  const shipsPackages = place !== 'renderer' && place !== 'resources' && place !== undefined && !isTest(file);
  return shipsPackages && !runtimePackages.has(packageName(imported))
    ? 'what runs in a station is a dependency, not a development dependency'
    : undefined;
}

function brokenInside(place: Place | undefined, file: string, target: string): string | undefined {
  const within = (...folders: readonly string[]): boolean =>
    folders.some((folder) => target === folder || target.startsWith(`${folder}/`));
  switch (place) {
    case 'drivers':
      return within('drivers') || (isTest(file) && within('resources'))
        ? undefined
        : 'drivers import nothing of ours';
    case 'renderer':
      return within('renderer', 'main/contract', 'resources')
        ? undefined
        : 'renderer imports nothing of main but main/contract';
    case 'contract':
      return within('main/contract') ? undefined : 'contract stands alone';
    case 'kernel':
      return within('main/kernel', 'main/contract', 'drivers', 'resources')
        ? undefined
        : 'kernel imports no domain, device process, host or start';
    case 'domain': {
      const own = file.split('/').slice(0, 2).join('/');
      return within(own, 'main/kernel', 'main/contract', 'drivers', 'resources')
        ? undefined
        : 'a domain imports the kernel and never another domain, a host or the devices process';
    }
    case 'other-main':
    case 'electron':
      return within('renderer') ? 'main imports nothing of renderer' : undefined;
    case 'resources':
    case undefined:
      return undefined;
  }
}

function packageName(imported: string): string {
  return imported
    .split('/')
    .slice(0, imported.startsWith('@') ? 2 : 1)
    .join('/');
}
