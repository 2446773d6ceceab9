import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = dirname(fileURLToPath(import.meta.url));
const entries = readdirSync(root, { recursive: true, encoding: 'utf8' });
/** Folders with a manifest: one a driver. */
const folders = entries
  .filter((path) => /^[^/\\]+[/\\][^/\\]+[/\\]manifest\.ts$/.test(path))
  .map((path) => join(root, dirname(path)));

describe('README of a driver', () => {
  it('stands in every folder with a manifest', () => {
    expect(folders.length).toBeGreaterThan(30);
    expect(folders.filter((folder) => !existsSync(join(folder, 'README.md')))).toEqual([]);
  });

  const readmes = folders.map((folder) => ({
    folder,
    text: readFileSync(join(folder, 'README.md'), 'utf8'),
  }));

  it.each([
    ['a checklist of what is supported', /^## Checklist$/m],
    ['a confidence mark', /confidence/i],
    ['what was never seen on hardware', /never seen/i],
    ['its source', /source/i],
  ])('has %s', (_what, expected) => {
    expect(readmes.filter(({ text }) => !expected.test(text)).map(({ folder }) => folder)).toEqual([]);
  });

  it('says so where a device takes no commands', () => {
    const silent = readmes.filter(({ folder }) => !existsSync(join(folder, 'commands.ts')));
    expect(
      silent.filter(({ text }) => !text.includes('no `commands.ts`')).map(({ folder }) => folder),
    ).toEqual([]);
  });
});
