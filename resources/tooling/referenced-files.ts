import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'rolldown';

const reference = /new URL\(\s*(['"])(\.{1,2}\/[^'"]+)\1\s*,\s*import\.meta\.url\s*\)/g;

/**
 * Keeps `new URL('./worker.ts', import.meta.url)` true in a bundle: a TypeScript file named so (a worker thread, a child
 * process) becomes a bundle of its own, any other file is addressed from the bundle's final place. So the sources need no
 * special form to start further processes, and run unbundled just as well.
 *
 * @param finalFolder absolute path of the folder the bundles will lie in, flat
 */
export function referencedFiles(finalFolder: string): Plugin {
  return {
    name: 'referenced-files',
    transform(code, id) {
      if (!id.endsWith('.ts') || !code.includes('import.meta.url')) return null;
      const rewritten = code.replace(reference, (whole, _quote: string, relative: string) => {
        const file = path.resolve(path.dirname(id), relative);
        if (!existsSync(file)) return whole;
        if (!file.endsWith('.ts'))
          return `new URL(${JSON.stringify(posix(path.relative(finalFolder, file)))}, import.meta.url)`;
        const fileName = bundleName(file);
        this.emitFile({ type: 'chunk', id: file, fileName });
        return `new URL(${JSON.stringify(`./${fileName}`)}, import.meta.url)`;
      });
      return rewritten === code ? null : { code: rewritten, map: null };
    },
  };
}

/** Folder and file name, since two domains may each have a `worker.ts`. */
export function bundleName(file: string): string {
  return `${path.basename(path.dirname(file))}-${path.basename(file, '.ts')}.mjs`;
}

function posix(relative: string): string {
  const slashes = relative.split(path.sep).join('/');
  return slashes.startsWith('.') ? slashes : `./${slashes}`;
}
