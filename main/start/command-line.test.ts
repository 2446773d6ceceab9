import { describe, expect, it } from 'vitest';
import {
  defaultDataFolder,
  hasDisplay,
  ownArguments,
  readCommandLine,
  type Surroundings,
} from './command-line.ts';

const linux: Surroundings = { platform: 'linux', env: {}, home: '/home/person', workingFolder: '/somewhere' };

describe('the command line of npm start', () => {
  it('opens an evidence room with the demo world by default', () => {
    expect(readCommandLine([], linux)).toEqual({
      kind: 'start',
      command: {
        profile: 'evidence-room',
        port: 0,
        dataFolder: '/home/person/.local/share/station-suite',
        demo: true,
        open: true,
        fetchElectron: false,
        fromSource: false,
      },
    });
  });

  it('takes every flag, with paths from where the person stands', () => {
    const args = [
      '--profile',
      'health-kiosk',
      '--data',
      'd',
      '--port=8080',
      '--no-demo',
      '--devices',
      '../x.json',
      '--no-open',
    ];
    expect(readCommandLine(args, linux)).toMatchObject({
      command: {
        profile: 'health-kiosk',
        port: 8080,
        dataFolder: '/somewhere/d',
        demo: false,
        devicesFile: '/x.json',
        open: false,
      },
    });
  });

  it.each([
    [['--profile', 'bakery']],
    [['--port', '70000']],
    [['--port', '-1']],
    [['--port', '80x']],
    [['--port']],
    [['--data=']],
    [['--nonsense']],
    [['stray']],
  ])('refuses %j', (args) => {
    expect(readCommandLine(args, linux).kind).toBe('wrong');
  });

  it('explains itself', () => {
    expect(readCommandLine(['--help'], linux).kind).toBe('help');
  });

  it('picks its own out of the arguments Electron adds', () => {
    const argv = [
      '/electron',
      '/suite',
      '--no-sandbox',
      '--data=/d',
      '--no-demo',
      '--allow-file-access-from-files',
      '--original-process-start-time=1',
    ];
    expect(ownArguments(argv)).toEqual(['--data=/d', '--no-demo']);
  });
});

describe('the default data folder', () => {
  it('follows the system', () => {
    expect(defaultDataFolder({ ...linux, env: { XDG_DATA_HOME: '/data' } })).toBe('/data/station-suite');
    expect(defaultDataFolder({ ...linux, env: { XDG_DATA_HOME: 'relative' } })).toBe(
      '/home/person/.local/share/station-suite',
    );
    expect(defaultDataFolder({ ...linux, platform: 'darwin' })).toBe(
      '/home/person/Library/Application Support/station-suite',
    );
    expect(defaultDataFolder({ ...linux, platform: 'win32', env: { LOCALAPPDATA: 'C:\\L' } })).toBe(
      'C:\\L\\station-suite',
    );
  });
});

it('knows a display when there is one', () => {
  expect(hasDisplay(linux)).toBe(false);
  expect(hasDisplay({ ...linux, env: { DISPLAY: '' } })).toBe(false);
  expect(hasDisplay({ ...linux, env: { DISPLAY: ':0' } })).toBe(true);
  expect(hasDisplay({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBe(true);
  expect(hasDisplay({ ...linux, platform: 'win32' })).toBe(true);
});
