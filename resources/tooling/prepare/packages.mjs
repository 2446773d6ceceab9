import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { runToEnd, tail } from './child.mjs';
import { pinnedNode, root } from './paths.mjs';
import { SetupError, say } from './say.mjs';

const INSTALL_SECONDS = 900;
const NODE_SECONDS = 300;
const stampFile = path.join(root, 'node_modules', '.station-install');

/** Installs what the lock file says, unless exactly that is there already, and makes sure the pinned Node runs. */
export async function preparePackages() {
  const lockText = fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8');
  const stamp = createHash('sha256')
    .update(lockText)
    .update(`${process.platform} ${process.arch}`)
    .digest('hex');
  if (readText(stampFile) !== stamp) {
    if (!matchesInstalled(JSON.parse(lockText))) await install();
    await preparePinnedNode();
    writeStamp(stamp);
  } else if (!fs.existsSync(pinnedNode)) {
    await preparePinnedNode();
  }
}

/**
 * npm keeps beside the packages a list of what it installed; when that list holds every version of the lock file (and
 * platform packages of other systems are all that is absent), a changed stamp needs no new installation.
 */
function matchesInstalled(lock) {
  const hidden = readText(path.join(root, 'node_modules', '.package-lock.json'));
  if (hidden === undefined) return false;
  let installed;
  try {
    installed = JSON.parse(hidden).packages;
  } catch {
    return false;
  }
  return Object.entries(lock.packages).every(([folder, wanted]) => {
    if (folder === '' || wanted.link === true) return true;
    const found = installed[folder];
    if (found === undefined) return wanted.optional === true || wanted.peer === true;
    return found.version === wanted.version && fs.existsSync(path.join(root, folder));
  });
}

async function install() {
  say('正在按锁定文件安装依赖包，约需一两分钟', 'installing packages from the lock file, a minute or two');
  const began = Date.now();
  // Install scripts stay off: every native package carries its binary in its tarball, and the one that does not (`node`)
  // is set up by name below. So nothing depends on how a given npm treats scripts.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = await runNpm(args, { cwd: root, seconds: INSTALL_SECONDS });
  if (result.code !== 0) {
    throw new SetupError(
      '依赖包安装失败，请检查网络或 npm 源后重试',
      'packages could not be installed; check the network or the npm registry setting and try again',
      tail(result.output),
    );
  }
  say(`依赖包已装好（${seconds(began)} 秒）`, `packages installed in ${seconds(began)} s`);
}

/** The registry package `node` fetches the platform's binary from the same registry; run here by name, then tried. */
async function preparePinnedNode() {
  const wanted = JSON.parse(
    fs.readFileSync(path.join(root, 'node_modules/node/package.json'), 'utf8'),
  ).version;
  if (await runs(wanted)) return;
  say(`正在取得 Node ${wanted}`, `fetching Node ${wanted}`);
  const result = await runToEnd(process.execPath, ['installArchSpecificPackage.js'], {
    cwd: path.join(root, 'node_modules/node'),
    env: cleanEnvironment(),
    seconds: NODE_SECONDS,
  });
  if (await runs(wanted)) {
    linkPinnedNode();
    return;
  }
  throw new SetupError(
    `无法取得固定版本的 Node ${wanted}，请检查网络或 npm 源后重试`,
    `the pinned Node ${wanted} could not be fetched; check the network or the npm registry setting and try again`,
    tail(result.output),
  );
}

/** npm links the commands of a package when it installs; this one came later, so `npx node` needs the link made here. */
function linkPinnedNode() {
  if (process.platform === 'win32') return;
  const link = path.join(root, 'node_modules/.bin/node');
  try {
    fs.rmSync(link, { force: true });
    fs.symlinkSync('../node/bin/node', link);
  } catch {
    // A convenience for people at the command line; the scripts use the full path.
  }
}

async function runs(wanted) {
  if (!fs.existsSync(pinnedNode)) return false;
  const result = await runToEnd(pinnedNode, ['--version'], { seconds: 20 });
  return result.code === 0 && result.output.trim() === `v${wanted}`;
}

function runNpm(args, options) {
  const env = cleanEnvironment();
  const npm = process.env.npm_execpath;
  if (npm !== undefined && /npm-cli\.c?js$/.test(npm)) {
    return runToEnd(process.execPath, [npm, ...args], { ...options, env });
  }
  if (process.platform === 'win32') {
    return runToEnd(process.env.ComSpec ?? 'cmd.exe', ['/d', '/s', '/c', `npm ${args.join(' ')}`], {
      ...options,
      env,
    });
  }
  return runToEnd('npm', args, { ...options, env });
}

/**
 * This program runs inside npm, which tells its children what it is doing through variables. An inner npm would take
 * them as its own settings (the folder to install into, for one), so the ones that describe the outer run are dropped;
 * settings such as the registry or a proxy stay.
 */
function cleanEnvironment() {
  const outerRun =
    /^(npm_lifecycle_.*|npm_package_.*|npm_command|npm_config_local_prefix|npm_config_global_prefix|npm_config_prefix|npm_config_global|npm_config_loglevel|npm_config_omit|npm_config_ignore_scripts|npm_config_only|npm_config_production|INIT_CWD|NODE_OPTIONS|NODE_ENV)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !outerRun.test(name)));
}

function writeStamp(stamp) {
  try {
    fs.writeFileSync(stampFile, stamp);
  } catch {
    // A shared, read-only installation: the next run compares the list of packages again, which is quick.
  }
}

function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function seconds(since) {
  return Math.round((Date.now() - since) / 1000);
}
