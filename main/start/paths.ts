import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where the parts of an installation lie. Both `main/start/` and the bundles in `.build/station/` are two folders below
 * the root, so the same line serves the sources, the bundles and the packed application.
 */
export const installationFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

export const rendererFolder = path.join(installationFolder, '.build', 'renderer');
