import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'rolldown';

const reference = /new URL\(\s*(['"])(\.{1,2}\/[^'"]+)\1\s*,\s*import\.meta\.url\s*,?\s*\)/g;
const ownPlace = /\b(fileURLToPath|createRequire)\(\s*import\.meta\.url\s*\)/g;

/**
 * Keeps what a source file says about places true in a bundle, so that the sources need no special form and run unbundled
 * just as well:
 *
 * - `new URL('./worker.ts', import.meta.url)` (a worker thread, a child process): the file becomes a bundle of its own
 *   beside this one, in the same build unless `alone` takes it; any other file than TypeScript is addressed from the
 *   bundle's final place.
 * - `fileURLToPath(import.meta.url)` and `createRequire(import.meta.url)`: stay at the place the source file has in the
 *   installation, whether or not it lies there, since `resources/` and `node_modules/` are looked for from it.
 * - `new URL(<computed>, import.meta.url)`: is left alone, and so looks beside the bundle.
 *
 * @param finalFolder absolute path of the folder the bundles will lie in, flat
 * @param alone told of every referenced source; true = the caller builds it by itself, sharing no code
 */
export function referencedFiles(
  finalFolder: string,
  alone: (file: string, fileName: string) => boolean = () => false,
): Plugin {
  return {
    name: 'referenced-files',
    transform(code, id) {
      if (!id.endsWith('.ts') || !code.includes('import.meta.url')) return null;
      const place = JSON.stringify(fromBundle(finalFolder, id));
      const rewritten = code
        .replace(reference, (whole, _quote: string, relative: string) => {
          const file = path.resolve(path.dirname(id), relative);
          if (!existsSync(file)) return whole;
          if (!file.endsWith('.ts')) {
            // A folder keeps its last slash: names are then resolved inside it, not beside it.
            const slash = relative.endsWith('/') ? '/' : '';
            return `new URL(${JSON.stringify(fromBundle(finalFolder, file) + slash)}, import.meta.url)`;
          }
          const fileName = bundleName(file);
          if (!alone(file, fileName)) this.emitFile({ type: 'chunk', id: file, fileName });
          return `new URL(${JSON.stringify(`./${fileName}`)}, import.meta.url)`;
        })
        // After the references: what this writes is no reference of the source.
        .replace(ownPlace, (_whole, name: string) => `${name}(new URL(${place}, import.meta.url).href)`);
      return rewritten === code ? null : { code: rewritten, map: null };
    },
  };
}

/** Folder and file name, since two domains may each have a `worker.ts`. */
export function bundleName(file: string): string {
  return `${path.basename(path.dirname(file))}-${path.basename(file, '.ts')}.mjs`;
}

function fromBundle(finalFolder: string, file: string): string {
  const slashes = path.relative(finalFolder, file).split(path.sep).join('/');
  return slashes.startsWith('.') ? slashes : `./${slashes}`;
}
