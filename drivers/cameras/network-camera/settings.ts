import { DeviceError } from '../../errors.ts';
import { CAMERA_KINDS, type CameraKind } from './commands.ts';

/** What stands in `Host` over a line. */
const ON_A_LINE = 'http://camera.invalid';

/** The settings of one camera in the devices file, checked. */
export interface CameraSettings {
  readonly base: URL;
  /** False where the camera is at the end of a line and not at an address of the network. */
  readonly hasAddress: boolean;
  readonly kind: CameraKind;
  /** From 1. */
  readonly channel: number;
  readonly username: string;
  readonly password: string;
  readonly fingerprint: string | undefined;
  readonly allowBasic: boolean;
  /** While armed. */
  readonly framesPerSecond: number;
  /** How far before and after a moment pictures can be had while armed; milliseconds. */
  readonly keepMs: number;
}

const refuse = (setting: string, expected: string): never => {
  throw new DeviceError('input.invalid', `setting ${setting} must be ${expected}`, {
    detail: { setting, expected },
  });
};

function number(value: unknown, setting: string, fallback: number, from: number, to: number): number {
  const given = value ?? fallback;
  if (typeof given === 'number' && given >= from && given <= to) return given;
  return refuse(setting, `a number from ${from} to ${to}`);
}

function text(value: unknown, setting: string): string {
  return typeof value === 'string' ? value : refuse(setting, 'text');
}

function address(value: unknown): URL {
  if (typeof value !== 'string' || !URL.canParse(value))
    return refuse('url', 'http://host[:port] or https://…');
  const url = new URL(value);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return refuse('url', 'http:// or https://');
  // Client libraries turn these into Basic or drop the query (cameras-and-signals.md section 1).
  if (url.username !== '' || url.password !== '') return refuse('url', 'without user name and password');
  return new URL(url.origin);
}

function fingerprint(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' && /^([0-9a-f]{2}:?){32}$/i.test(value)
    ? value
    : refuse('fingerprint', 'the SHA-256 of the certificate in hex');
}

/** @throws DeviceError `input.invalid` naming the setting, never its value. */
export function parseCameraSettings(raw: Readonly<Record<string, unknown>>): CameraSettings {
  const kind = CAMERA_KINDS.find((known) => known === raw['kind']);
  const channel = number(raw['channel'], 'channel', 1, 1, 256);
  return {
    base: raw['url'] === undefined ? new URL(ON_A_LINE) : address(raw['url']),
    hasAddress: raw['url'] !== undefined,
    kind: kind ?? refuse('kind', CAMERA_KINDS.join(', ')),
    channel: Number.isInteger(channel) ? channel : refuse('channel', 'a whole number'),
    username: text(raw['username'] ?? '', 'username'),
    password: text(raw['password'] ?? '', 'password'),
    fingerprint: fingerprint(raw['fingerprint']),
    allowBasic: raw['allowBasic'] === true,
    framesPerSecond: number(raw['framesPerSecond'], 'framesPerSecond', 2, 0.1, 10),
    keepMs: number(raw['keepMs'], 'keepMs', 10_000, 1000, 60_000),
  };
}
