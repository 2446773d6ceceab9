/** The station under Electron: this is the first file of Electron's main process. */
import path from 'node:path';
import { runElectronHost } from '../hosts/electron/main.ts';
import { isTerminal, ownArguments, readCommandLine, surroundings } from './command-line.ts';
import { openLog } from './log-file.ts';
import { installationFolder, rendererFolder } from './paths.ts';

const say = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

const line = readCommandLine(ownArguments(process.argv), surroundings());
if (line.kind === 'start') {
  const { profile, dataFolder, demo, devicesFile } = line.command;
  await runElectronHost({
    start: { profile, dataFolder, demo, ...(devicesFile === undefined ? {} : { devicesFile }) },
    kiosk: isTerminal(profile),
    preloadPath: path.join(installationFolder, '.build', 'electron', 'preload.cjs'),
    servicePath: path.join(installationFolder, '.build', 'station', 'electron-service.mjs'),
    staticFolder: rendererFolder,
    userDataFolder: path.join(dataFolder, 'electron'),
    log: openLog(dataFolder, 'electron'),
    say,
  });
} else {
  say(
    line.kind === 'wrong'
      ? `命令有误 / wrong usage: ${line.problem}`
      : '请用 npm start -- --help / use npm start -- --help',
  );
  process.exit(2);
}
