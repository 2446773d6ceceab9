import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from './checks/run-program.ts';

const configuration = readFileSync(path.join(root, 'electron-builder.yml'), 'utf8');

it.each([
  ['runAsNode', false],
  ['enableCookieEncryption', true],
  ['enableNodeOptionsEnvironmentVariable', false],
  ['enableNodeCliInspectArguments', false],
  ['enableEmbeddedAsarIntegrityValidation', true],
  ['onlyLoadAppFromAsar', true],
  ['grantFileProtocolExtraPrivileges', false],
])('packs with the fuse %s set to %s', (fuse, value) => {
  expect(configuration).toMatch(new RegExp(`^  ${fuse}: ${value}$`, 'm'));
});

it('packs native code outside the archive, builds none, and takes no sources, tests or maps', () => {
  expect(configuration).toMatch(/^npmRebuild: false$/m);
  expect(configuration).toContain("- '**/*.node'");
  expect(configuration).toContain("'!**/*.{ts,tsx,map,md}'");
  expect(configuration).toContain("'!**/*.{test,spec}.*'");
});
