import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** Fixed table: a file of any other kind is not served, whatever lies in the folder. */
const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json',
};

/**
 * The file under `folder` that an URL path names, or undefined when it names none: encoded or plain steps upwards, drive
 * letters, backslashes, NUL and device names end here. Compared with a trailing separator, so that a sibling folder with
 * a longer name is no way out (engineering notes 1.6). Pure.
 *
 * @param folder absolute path
 * @param urlPath path of the URL, still percent-encoded
 */
export function containedFile(folder: string, urlPath: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (!decoded.startsWith('/') || /[\0\\:]/.test(decoded)) return undefined;
  // A second layer of encoding is never needed for our own names; it is how filters are walked around.
  if (/%[0-9a-f]{2}/i.test(decoded)) return undefined;
  const segments = decoded.slice(1).split('/');
  if (segments.some((segment) => segment === '.' || segment === '..' || segment.startsWith('.')))
    return undefined;
  const file = path.resolve(folder, ...segments);
  return file.startsWith(path.resolve(folder) + path.sep) ? file : undefined;
}

/**
 * Answers GET and HEAD from the built renderer; `/` is `index.html`. Undefined when there is no such file. File names
 * under `assets/` carry a hash of their content and may be kept for ever, everything else is asked for again each time.
 */
export async function staticFileResponse(folder: string, urlPath: string): Promise<Response | undefined> {
  const file = containedFile(folder, urlPath === '/' ? '/index.html' : urlPath);
  if (file === undefined) return undefined;
  const mediaType = mediaTypes[path.extname(file).toLowerCase()];
  if (mediaType === undefined) return undefined;
  try {
    if (!(await stat(file)).isFile()) return undefined;
    const content = await readFile(file);
    const hashed = path.relative(folder, file).split(path.sep)[0] === 'assets';
    return new Response(content, {
      headers: {
        'content-type': mediaType,
        'content-length': String(content.byteLength),
        'cache-control': hashed ? 'public, max-age=31536000, immutable' : 'no-store',
      },
    });
  } catch {
    // Gone, unreadable, or a name too long for the disk: for the page all the same, there is no such file.
    return undefined;
  }
}
