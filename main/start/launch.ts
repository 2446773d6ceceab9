/**
 * `npm start`: decides how this machine shows the station — Electron, the system's Chromium, or an address for somebody
 * else's browser — and runs it until it is told to end. The station runs in this process unless Electron hosts it.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { findBrowser } from './browser.ts';
import { hasDisplay, helpText, readCommandLine, type StartCommand, surroundings } from './command-line.ts';
import { findElectron } from './electron-binary.ts';
import { openLog } from './log-file.ts';
import { runInElectron } from './open-electron.ts';
import { keepBrowserOpen } from './open-browser.ts';
import { installationFolder } from './paths.ts';
import type { StartStation, StationHandle } from './station-handle.ts';
import { explain } from './words.ts';

const STOP_MILLISECONDS = 15_000;
const PARENT_LOOK_MILLISECONDS = 500;

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

async function main(): Promise<number> {
  const around = surroundings();
  const line = readCommandLine(process.argv.slice(2), around);
  switch (line.kind) {
    case 'help':
      process.stdout.write(helpText);
      return 0;
    case 'wrong':
      say(`命令有误 / wrong usage: ${line.problem}\n${helpText}`);
      return 2;
    case 'start':
      break;
  }
  const { command } = line;
  const ending = endRequested();

  if (!command.open || !hasDisplay(around)) {
    if (command.open) say('没有显示器，只提供服务 / no display, serving only');
    return serve(command, ending, (station) => announce(station));
  }

  const electron = await findElectron(command.fetchElectron, Date.now(), say);
  if (electron.kind === 'found') {
    say('在 Electron 中打开 / opening in Electron');
    const outcome = await runInElectron(electron.program, command, ending);
    if (outcome.kind === 'ended') return outcome.code;
    say(`Electron 无法运行，改用浏览器 / Electron does not run here (${outcome.why}), using the browser`);
  }

  const browser = findBrowser(around);
  if (browser === undefined) {
    say(
      '未找到 Chromium、Chrome 或 Edge，请安装其一，或用其他浏览器打开下面的地址 / no Chromium, Chrome or Edge found: install one, or open the address below',
    );
    return serve(command, ending, (station) => announce(station));
  }
  if (electron.kind === 'absent') {
    say(
      `${electron.chinese}，在 ${path.basename(browser)} 中打开 / ${electron.english}: opening in ${path.basename(browser)}`,
    );
  }
  return serve(command, ending, (station) => keepBrowserOpen(browser, command, station, ending, say));
}

/** Starts the station, lets `show` present it, and stops it when `show` is through or the end is requested. */
async function serve(
  command: StartCommand,
  ending: AbortSignal,
  show: (station: StationHandle) => Promise<void> | void,
): Promise<number> {
  const log = openLog(command.dataFolder);
  let station: StationHandle;
  try {
    const { startStation } = await loadStation(command.fromSource);
    station = await startStation({ ...command, log });
  } catch (error) {
    log.error({ error: String(error) }, 'the station could not start');
    say(explain(error));
    return 1;
  }
  const ended = new Promise<void>((resolve) => {
    if (ending.aborted) resolve();
    else ending.addEventListener('abort', () => resolve(), { once: true });
  });
  const shown = show(station);
  await (shown === undefined ? ended : Promise.race([shown, ended]));
  const limit = setTimeout(() => {
    log.error({}, 'the station did not stop in time');
    process.exit(1);
  }, STOP_MILLISECONDS);
  await station.stop();
  clearTimeout(limit);
  return 0;
}

function announce(station: StationHandle): void {
  process.stdout.write(`STATION READY ${station.bootstrapUrl}\n`);
}

/** The bundle starts in a third of the time the sources need (engineering notes 6.2). */
async function loadStation(fromSource: boolean): Promise<{ startStation: StartStation }> {
  const bundle = path.join(installationFolder, '.build', 'station', 'station.mjs');
  if (fromSource || !existsSync(bundle)) return import('./station.ts');
  return (await import(pathToFileURL(bundle).href)) as { startStation: StartStation };
}

/**
 * Aborted by Ctrl-C, by a service manager, or when the terminal goes away; a repeat changes nothing. Also when what npm
 * started us with was killed: it could hand nothing on, and the station would live on unseen.
 */
function endRequested(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  if (process.env['npm_lifecycle_event'] !== undefined && process.platform !== 'win32') {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) controller.abort();
    }, PARENT_LOOK_MILLISECONDS).unref();
  }
  return controller.signal;
}

process.exit(await main());
