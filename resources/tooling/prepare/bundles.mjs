import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { runToEnd, tail } from './child.mjs';
import { pinnedNode, root } from './paths.mjs';
import { SetupError, say } from './say.mjs';

const BUILD_SECONDS = 300;
const stampFile = path.join(root, '.build', 'stamp');
const sources = [
  'main',
  'drivers',
  'renderer',
  'resources',
  'package-lock.json',
  'package.json',
  'tsconfig.json',
];

/** Builds the renderer and the bundles of the processes when any source is newer than the last build. */
export async function prepareBundles() {
  const stamp = sourceStamp();
  if (readText(stampFile) === stamp) return;
  say('正在生成界面与程序包', 'building the screens and the process bundles');
  const result = await runToEnd(pinnedNode, ['resources/tooling/build.ts'], {
    cwd: root,
    seconds: BUILD_SECONDS,
  });
  if (result.code !== 0) {
    throw new SetupError('生成失败', 'the build failed', tail(result.output, 30));
  }
  fs.writeFileSync(stampFile, stamp);
}

function sourceStamp() {
  const hash = createHash('sha256');
  const visit = (file) => {
    const status = fs.statSync(file);
    if (status.isDirectory()) {
      if (path.basename(file) === 'docs') return;
      for (const name of fs.readdirSync(file).sort()) visit(path.join(file, name));
      return;
    }
    if (/\.(test|spec)\.tsx?$/.test(file)) return;
    hash.update(`${path.relative(root, file)} ${status.size} ${Math.round(status.mtimeMs)}\n`);
  };
  for (const name of sources) visit(path.join(root, name));
  return hash.digest('hex');
}

function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
