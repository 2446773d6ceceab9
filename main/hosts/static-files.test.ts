import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containedFile } from './static-files.ts';

const folder = path.resolve('/srv/renderer');

describe('containedFile', () => {
  it.each([
    '/../etc/passwd',
    '/..',
    '/assets/../../x',
    '/%2e%2e/x',
    '/%2E%2E%2Fx',
    '/..%2fx',
    '/..%5cx',
    '/%252e%252e/x',
    '/..\\x',
    '/assets\\..\\..\\x',
    '/%00/index.html',
    '/index.html%00.png',
    '/C:/windows/win.ini',
    '/c%3a/windows/win.ini',
    '/.git/config',
    '/.env',
    '/./index.html',
    '//etc/passwd/../..',
    'index.html',
    '',
    '/%',
    '/%zz',
    '/../renderer-other/x.js',
    '/',
  ])('names no file for %s', (urlPath) => {
    expect(containedFile(folder, urlPath)).toBeUndefined();
  });

  it('names the file of an ordinary path, also with Chinese letters', () => {
    expect(containedFile(folder, '/assets/main.js')).toBe(path.join(folder, 'assets/main.js'));
    expect(containedFile(folder, '/%E5%9B%BE.png')).toBe(path.join(folder, '图.png'));
  });

  it('never leaves the folder, whatever is asked', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('..', '.', '/', '%2e', '%2f', '%5c', '\\', 'a', '\0', '%', ':'), {
          maxLength: 12,
        }),
        (parts) => {
          const file = containedFile(folder, `/${parts.join('')}`);
          expect(file === undefined || file.startsWith(folder + path.sep)).toBe(true);
        },
      ),
    );
  });
});
