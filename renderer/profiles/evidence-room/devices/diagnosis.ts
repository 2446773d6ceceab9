import type { Device, TraceLine } from './device-words.ts';

export interface DiagnosisFacts {
  readonly version: string;
  readonly station: string;
  readonly at: string;
  readonly process: string;
  readonly restarts: number;
  readonly device: Device;
  readonly trace: readonly TraceLine[];
}

const secretName = /pass|secret|token|key/i;

/** Settings without what nobody outside may know. Pure. */
export function withoutSecrets(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, secretName.test(name) ? '***' : value]),
  );
}

/** 诊断: everything somebody far away wants to know about one device, as text for a mail. Pure. */
export function diagnosisText({
  version,
  station,
  at,
  process,
  restarts,
  device,
  trace,
}: DiagnosisFacts): string {
  const facts: readonly (readonly [string, string])[] = [
    ['time', at],
    ['station', station],
    ['software', version],
    ['devices process', `${process}, restarts ${restarts}`],
    ['position', `${device.id} (${device.title})`],
    ['role', device.role],
    ['driver', device.driver],
    ['address', device.url],
    ['enabled', String(device.enabled)],
    ['state', `${device.state}${device.reason === null ? '' : ` (${device.reason})`} since ${device.since}`],
    ['last event', device.lastEventAt ?? 'none'],
    ['clock offset', device.clockOffsetMs === null ? 'unknown' : `${Math.round(device.clockOffsetMs)} ms`],
    ['reads per second', String(Math.round(device.readsPerSecond))],
    ...Object.entries(device.identity).map(([name, value]) => [`device ${name}`, value] as const),
    ['settings', JSON.stringify(withoutSecrets(device.settings))],
  ];
  return [
    ...facts.map(([name, value]) => `${name}: ${value}`),
    '',
    'newest first:',
    ...trace.map((line) => `${line.at} ${line.direction.padEnd(5)} ${line.text}`),
    '',
  ].join('\n');
}
