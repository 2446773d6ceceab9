import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { referencedFiles } from './referenced-files.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'bundles-'));
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  write('resources/words.txt', '门');
  write('main/shared.ts', `export const shared: string = 'shared';`);
  write(
    'main/deep/down/worker.ts',
    `
    import { parentPort } from 'node:worker_threads';
    import { shared } from '../../shared.ts';
    parentPort?.postMessage(shared + ' in a worker');`,
  );
  write(
    'main/deep/down/place.ts',
    `
    import { readFileSync } from 'node:fs';
    import path from 'node:path';
    import { fileURLToPath } from 'node:url';
    export const byPath = readFileSync(path.join(fileURLToPath(import.meta.url), '../../../../resources/words.txt'), 'utf8');
    const folder = new URL('../../../resources/', import.meta.url);
    export const byUrl = readFileSync(new URL('words.txt', folder), 'utf8');
    export const worker: URL = new URL('./worker.ts', import.meta.url);`,
  );
  write(
    'main/start.ts',
    `
    import { Worker } from 'node:worker_threads';
    import { byPath, byUrl, worker } from './deep/down/place.ts';
    import { shared } from './shared.ts';
    new Worker(worker).once('message', (said) => console.log([byPath, byUrl, shared, said].join(', ')));`,
  );
});
afterEach(() => rmSync(root, { recursive: true }));

it('a bundle finds its workers and its resources as the sources do, also without the sources', async () => {
  const run = (file: string): string =>
    execFileSync(process.execPath, [path.join(root, file)], { encoding: 'utf8' }).trim();
  const expected = '门, 门, shared, shared in a worker';
  expect(run('main/start.ts')).toBe(expected);

  const final = path.join(root, '.build/station');
  const build = await rolldown({
    input: { start: path.join(root, 'main/start.ts') },
    platform: 'node',
    external: [/^node:/],
    plugins: [referencedFiles(final)],
  });
  await build.write({
    dir: final,
    format: 'esm',
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
  });
  await build.close();
  rmSync(path.join(root, 'main'), { recursive: true });
  expect(readdirSync(final)).toEqual(expect.arrayContaining(['start.mjs', 'down-worker.mjs']));
  expect(run('.build/station/start.mjs')).toBe(expected);
});
