import type { DeviceRole, DriverSetting } from '../../../../main/contract/devices.ts';
import type { StationClient } from '../../../client/index.ts';
import { errorWords, language, type StateTone, t, textOr } from '../../../kit/index.ts';

export type DeviceList = Awaited<ReturnType<StationClient['devices']['list']>>;
export type Device = DeviceList['devices'][number];
export type Driver = Awaited<ReturnType<StationClient['devices']['drivers']>>[number];
export type Plugged = Awaited<ReturnType<StationClient['devices']['plugged']>>[number];
export type TraceLine = Awaited<ReturnType<StationClient['devices']['trace']>>[number];

export const deviceTones: Readonly<Record<Device['state'], StateTone>> = {
  connecting: 'waiting',
  ready: 'confirmed',
  degraded: 'partly',
  fault: 'fault',
  away: 'fault',
  stopped: 'ended',
  'process-down': 'waiting',
};

/** A position that is switched off is stopped, whatever it was before. */
export function stateOf(device: Device): Device['state'] {
  return device.enabled ? device.state : 'stopped';
}

/** Why a device is not well: words of its driver, else of the error code. */
export function deviceReason(reason: string | null): string | undefined {
  if (reason === null) return undefined;
  const own = wordsAt('reason', reason);
  if (own !== '') return own;
  return hasWords(reason) ? errorWords(reason).what : t('devices.reason_unknown', { code: reason });
}

/** A code without words of its own gets those of `generic`, which say nothing about a device. */
function hasWords(code: string): boolean {
  return errorWords(code).what !== errorWords('generic').what;
}

/** What a person can do about it. */
export function deviceRemedy(reason: string): string {
  const own = wordsAt('remedy', reason);
  if (own !== '') return own;
  return hasWords(reason) ? errorWords(reason).remedy : t('devices.remedy_unknown');
}

/** `printer.unknown_error_400`: what a device calls by a number that no table of ours has; ZPL printers number in two groups. */
const numberedCode = /^([a-z]+\.unknown(?:_[a-z]{3,})?)_([0-9a-f]+)(?:_of_group_(\d))?$/;

/** The words of a reason's own, with the device's number where its code ends in one; empty when there are none. */
function wordsAt(kind: 'reason' | 'remedy', code: string): string {
  const known = textOr(`devices.${kind}.${code}`, '');
  const [, stem, number, group] = numberedCode.exec(code) ?? [];
  if (known !== '' || stem === undefined || number === undefined) return known;
  const words = textOr(`devices.${kind}.${stem}`, '');
  if (words === '' || kind === 'remedy') return words;
  const full = group === undefined ? number : `${group}/${number}`;
  return t('devices.reason_numbered', { reason: words, number: full.toUpperCase() });
}

export function wordsOf(words: { readonly zh: string; readonly en: string }): string {
  return language() === 'en' ? words.en : words.zh;
}

export function settingHint(
  setting: DriverSetting,
  usualWords: (usual: string) => string,
): string | undefined {
  const hint = setting.hint === undefined ? '' : wordsOf(setting.hint);
  const usual = setting.usual === undefined ? '' : usualWords(setting.usual);
  const both = [hint, usual].filter((words) => words !== '').join(language() === 'en' ? '; ' : '；');
  return both === '' ? undefined : both;
}

export function roleNeedsDoor(role: DeviceRole): boolean {
  return role === 'portal' || role === 'door-signals' || role === 'portal-camera';
}

/** `portal`, `portal-2` …: the first id of this role that nobody has. Pure. */
export function freeId(role: DeviceRole, taken: readonly string[]): string {
  if (!taken.includes(role)) return role;
  let number = 2;
  while (taken.includes(`${role}-${number}`)) number += 1;
  return `${role}-${number}`;
}
