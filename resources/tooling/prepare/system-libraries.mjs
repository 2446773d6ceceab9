import fs from 'node:fs';
import path from 'node:path';
import { runToEnd, tail } from './child.mjs';
import { say } from './say.mjs';
import { recall, remember } from './state.mjs';

const DAY_MS = 24 * 60 * 60 * 1000;
const UPDATE_SECONDS = 180;
const INSTALL_SECONDS = 900;

const browserCommands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];

/** What a station or its tests want from the system, why, and for which command. */
const wants = [
  {
    package: 'libusb-1.0-0',
    for: ['start', 'test'],
    here: () => hasLibrary('libusb-1.0.so.0'),
    chinese: 'USB 设备（标签打印机、读卡器）',
    english: 'USB devices (label printers, card readers)',
  },
  {
    package: 'libudev1',
    for: ['start', 'test'],
    here: () => hasLibrary('libudev.so.1'),
    chinese: '发现串口与 USB 设备',
    english: 'finding serial and USB devices',
  },
  {
    package: 'chromium',
    for: ['start', 'test'],
    here: () => browserCommands.some(onPath),
    chinese: '没有 Electron 时打开界面；端到端测试',
    english: 'opens the station where Electron is absent; end-to-end tests',
  },
  {
    package: 'fonts-noto-cjk',
    for: ['start', 'test'],
    here: hasChineseFont,
    chinese: '中文显示与标签上的中文',
    english: 'Chinese on screen and on labels',
  },
  {
    package: 'socat',
    for: ['test'],
    here: () => onPath('socat'),
    chinese: '虚拟串口测试',
    english: 'tests over pseudo-terminals',
  },
];

/**
 * Looks for what `purpose` wants of the system and installs it where Debian's package tool may be used; else says once
 * what to install and goes on, since each missing part costs one ability and not the station.
 */
export async function prepareSystemLibraries(purpose) {
  if (process.platform !== 'linux') return;
  let missing = missingFor(purpose);
  if (missing.length === 0) return;
  const key = missing.map((want) => want.package).join(' ');
  const before = recall('system-libraries');
  const triedLately = before?.missing === key && Date.now() - before.triedAt < DAY_MS;
  let why = before?.why ?? '';
  if (!triedLately) {
    why = await installWithApt(missing.map((want) => want.package));
    missing = missingFor(purpose);
    remember('system-libraries', {
      triedAt: Date.now(),
      missing: missing.map((want) => want.package).join(' '),
      why,
    });
  }
  if (missing.length > 0) tellWhatIsMissing(missing, why, triedLately);
}

function missingFor(purpose) {
  return wants.filter((want) => want.for.includes(purpose) && !want.here());
}

/** Returns why something may still be missing, in one line; empty when the tool reported success. */
async function installWithApt(packages) {
  if (!onPath('apt-get')) return '';
  const asRoot = process.getuid?.() === 0;
  const prefix = asRoot ? [] : ['sudo', '-n'];
  if (!asRoot) {
    const allowed = onPath('sudo') && (await runToEnd('sudo', ['-n', 'true'], { seconds: 5 })).code === 0;
    if (!allowed) return '';
  }
  say(`正在安装系统组件：${packages.join(' ')}`, `installing system packages: ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (args, seconds) => {
    const [command, ...rest] = [...prefix, 'apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=60', ...args];
    return runToEnd(command, rest, { seconds, env });
  };
  const install = (names) => apt(['install', '-y', '--no-install-recommends', ...names], INSTALL_SECONDS);
  let result = await install(packages);
  if (result.code !== 0) {
    await apt(['update'], UPDATE_SECONDS);
    result = await install(packages);
  }
  if (result.code !== 0 && packages.length > 1) {
    // One name a distribution does not know must not cost the others.
    for (const name of packages) result = await install([name]);
  }
  return result.code === 0 ? '' : tail(result.output, 1);
}

function tellWhatIsMissing(missing, why, brief) {
  const names = missing.map((want) => want.package).join(' ');
  if (brief) {
    say(`仍缺系统组件：${names}`, `system packages still missing: ${names}`);
    return;
  }
  say('缺少下列系统组件，相应功能暂不可用：', 'these system packages are missing, what needs them is off:');
  for (const want of missing) process.stderr.write(`  ${want.package}  ${want.chinese} / ${want.english}\n`);
  process.stderr.write(`  Debian/Ubuntu/UOS/麒麟: sudo apt-get install ${names}\n`);
  if (why !== '') process.stderr.write(`  apt-get: ${why}\n`);
}

function onPath(command) {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .concat('/usr/sbin', '/sbin', '/snap/bin')
    .some((folder) => folder !== '' && fs.existsSync(path.join(folder, command)));
}

const libraryFolders = ['/usr/lib', '/lib', '/usr/lib64', '/lib64', '/usr/local/lib'];

function hasLibrary(file) {
  return libraryFolders.some((folder) => {
    if (fs.existsSync(path.join(folder, file))) return true;
    return list(folder).some(
      (name) => name.includes('-linux-') && fs.existsSync(path.join(folder, name, file)),
    );
  });
}

function hasChineseFont() {
  const home = process.env.HOME ?? '/';
  const folders = ['/usr/share/fonts', '/usr/local/share/fonts', path.join(home, '.fonts')];
  const chinese = /(CJK|SourceHanSans|wqy|NotoSansSC|simsun|msyh)/i;
  const search = (folder, depth) =>
    list(folder).some(
      (name) => chinese.test(name) || (depth > 0 && search(path.join(folder, name), depth - 1)),
    );
  return folders.some((folder) => search(folder, 3));
}

function list(folder) {
  try {
    return fs.readdirSync(folder);
  } catch {
    return [];
  }
}
