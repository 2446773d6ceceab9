/**
 * Runs a TypeScript file on the pinned Node: `node run.mjs [Node's own options] <file.ts> [arguments]`. Says nothing of its own,
 * hands signals on and ends with the child's exit code.
 */
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pinnedNode, root } from './prepare/paths.mjs';
import { say } from './prepare/say.mjs';

const given = process.argv.slice(2);
const place = given.findIndex((argument) => !argument.startsWith('--'));
const nodeOptions = given.slice(0, place);
const [file, ...args] = given.slice(Math.max(place, 0));
if (place < 0 || file === undefined) {
  say('用法：run.mjs <文件.ts> [参数]', 'usage: run.mjs <file.ts> [arguments]');
  process.exit(2);
}
if (!fs.existsSync(pinnedNode)) {
  say('尚未准备，请先运行 npm start 或 npm test', 'not set up yet: run npm start or npm test first');
  process.exit(1);
}

const child = spawn(pinnedNode, [...nodeOptions, path.resolve(root, file), ...args], {
  stdio: 'inherit',
  env: { NODE_COMPILE_CACHE: path.join(root, '.state', 'compile-cache'), ...process.env },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
endWithParent();
child.on('error', (error) => {
  say(`无法启动：${error.message}`, `could not be started: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  process.exit(signal === null ? (code ?? 1) : 128 + (os.constants.signals[signal] ?? 0));
});

/**
 * npm starts a shell which starts this. Told to end, npm ends the shell, and the shell hands nothing on; ended the hard
 * way, npm leaves the shell waiting for us. Without this a station would live on unseen, with its data folder taken.
 */
function endWithParent() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const shell = process.ppid;
  const npm = parentOf(shell);
  setInterval(() => {
    if (process.ppid !== shell || parentOf(shell) !== npm) child.kill('SIGTERM');
  }, 300).unref();
}

/** From the second field after the name, which may hold blanks and brackets (proc_pid_stat(5)); undefined where there is no /proc. */
function parentOf(pid) {
  try {
    const status = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    return status.slice(status.lastIndexOf(')') + 2).split(' ')[1];
  } catch {
    return undefined;
  }
}
