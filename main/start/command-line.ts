import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

/** Station profiles that exist; the first is what `npm start` opens. */
export const profiles = ['evidence-room', 'locker-terminal', 'health-kiosk', 'health-centre'] as const;
export type Profile = (typeof profiles)[number];

/** A public terminal comes back when its window is closed; a desktop station ends with it. */
export function isTerminal(profile: Profile): boolean {
  return profile === 'locker-terminal' || profile === 'health-kiosk';
}

export interface StartCommand {
  readonly profile: Profile;
  readonly dataFolder: string;
  /** 0: any free port. */
  readonly port: number;
  readonly demo: boolean;
  readonly devicesFile?: string;
  readonly open: boolean;
  /** Try to fetch Electron again although an earlier attempt failed today. */
  readonly fetchElectron: boolean;
  /** Run from the sources although bundles exist. */
  readonly fromSource: boolean;
}

export type CommandLine =
  | { readonly kind: 'start'; readonly command: StartCommand }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly problem: string };

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Folder that relative paths on the command line refer to. */
  readonly workingFolder: string;
}

export function surroundings(): Surroundings {
  return {
    platform: process.platform,
    env: process.env,
    home: os.homedir(),
    // npm changes into the package's folder and keeps the person's own one here.
    workingFolder: process.env['INIT_CWD'] ?? process.cwd(),
  };
}

export const helpText = `用法 / usage: npm start -- [选项 options]
  --profile NAME    站点类型 / kind of station: ${profiles.join(', ')}
  --data DIR        数据目录 / data folder
  --port N          本机端口，缺省自动选择 / loopback port, chosen freely by default
  --no-demo         不装入演示数据 / without the demo world
  --devices FILE    设备配置文件 / devices file
  --no-open         只提供服务并打印地址 / serve and print the address only
  --electron        再次尝试获取 Electron / try again to fetch Electron
  --source          不用已生成的程序包 / run from the sources
  --help            显示此说明 / this text
`;

/** Reads the command line of `npm start`. Pure. */
export function readCommandLine(args: readonly string[], around: Surroundings): CommandLine {
  let values: Record<string, string | boolean | undefined>;
  try {
    values = parseArgs({
      args: [...args],
      allowPositionals: false,
      options: {
        profile: { type: 'string' },
        data: { type: 'string' },
        port: { type: 'string' },
        devices: { type: 'string' },
        'no-demo': { type: 'boolean' },
        'no-open': { type: 'boolean' },
        electron: { type: 'boolean' },
        source: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    return { kind: 'wrong', problem: error instanceof Error ? error.message : String(error) };
  }
  if (values['help'] === true) return { kind: 'help' };

  const wantedProfile = text(values['profile']) ?? profiles[0];
  const profile = profiles.find((name) => name === wantedProfile);
  if (profile === undefined) return { kind: 'wrong', problem: `--profile ${wantedProfile}` };

  const portText = text(values['port']) ?? '0';
  const port = Number(portText);
  if (!/^\d{1,5}$/.test(portText) || port > 65_535) return { kind: 'wrong', problem: `--port ${portText}` };

  const data = text(values['data']);
  const devices = text(values['devices']);
  if (data === '' || devices === '') return { kind: 'wrong', problem: '--data / --devices' };
  return {
    kind: 'start',
    command: {
      profile,
      port,
      dataFolder: data === undefined ? defaultDataFolder(around) : path.resolve(around.workingFolder, data),
      demo: values['no-demo'] !== true,
      ...(devices === undefined ? {} : { devicesFile: path.resolve(around.workingFolder, devices) }),
      open: values['no-open'] !== true,
      fetchElectron: values['electron'] === true,
      fromSource: values['source'] === true,
    },
  };
}

const ownOptions = /^--(profile|data|port|devices)=|^--(no-demo|no-open|help)$/;

/** Of Electron's argument list, what is ours: the rest (its program, the folder, Chromium's switches) is not. Pure. */
export function ownArguments(argv: readonly string[]): string[] {
  return argv.filter((argument) => ownOptions.test(argument));
}

/** Where this system keeps a user's application data; XDG base directories on Linux. */
export function defaultDataFolder({ platform, env, home }: Surroundings): string {
  const name = 'station-suite';
  if (platform === 'win32') {
    return path.win32.join(env['LOCALAPPDATA'] ?? path.win32.join(home, 'AppData', 'Local'), name);
  }
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Application Support', name);
  const base = env['XDG_DATA_HOME'];
  // The XDG specification: a relative path there is to be ignored.
  return path.posix.join(base?.startsWith('/') ? base : path.posix.join(home, '.local', 'share'), name);
}

/** Linux without a display server has nowhere to open a window. */
export function hasDisplay({ platform, env }: Surroundings): boolean {
  return platform !== 'linux' || Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

function text(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
