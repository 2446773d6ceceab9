import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { SetupError, say } from './say.mjs';

const LONGEST_WAIT_SECONDS = 900;

/**
 * Lets one set-up run at a time: `npm start` and `npm test` side by side would otherwise install into the same folder.
 * Waits for a living holder, takes over from a dead one, and gives up after a quarter of an hour.
 */
export async function inTurn(work) {
  const file = path.join(root, '.state', 'prepare.lock');
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.accessSync(path.dirname(file), fs.constants.W_OK);
  } catch {
    return work();
  }
  const deadline = Date.now() + LONGEST_WAIT_SECONDS * 1000;
  let told = false;
  while (!take(file)) {
    const holder = holderOf(file);
    if (holder === undefined || !isAlive(holder)) {
      fs.rmSync(file, { force: true });
      continue;
    }
    if (Date.now() > deadline) {
      throw new SetupError(
        `另一个准备过程（进程 ${holder}）一直没有结束，请结束它后重试`,
        `another set-up (process ${holder}) does not end; stop it and try again`,
      );
    }
    if (!told) say('另一个准备过程正在进行，等待它结束', 'another set-up is running, waiting for it');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const release = () => fs.rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.removeListener('exit', release);
    release();
  }
}

function take(file) {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function holderOf(file) {
  try {
    const pid = Number(fs.readFileSync(file, 'utf8'));
    if (Number.isInteger(pid) && pid > 0) return pid;
    // Created but not yet written: only a holder that died between the two leaves it so for long.
    return Date.now() - fs.statSync(file).mtimeMs < 5000 ? process.pid : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
