import type { DriverManifest } from '../../../../drivers/manifest.ts';
import { wrongUsage } from '../tool-error.ts';

type Settings = Readonly<Record<string, unknown>>;

/**
 * What a device of unknown surroundings is opened with when `--settings` says nothing: see everything, switch nothing.
 * Antennas that a reader lacks are left out by its driver.
 */
const LISTENING: Readonly<Record<string, Settings>> = {
  llrp: { role: 'portal', antennas: [1, 2, 3, 4], readTid: false },
  'modbus-rtu': { dialect: 'waveshare-d' },
  'uhf-m100': { role: 'handheld' },
  'uhf-r2000': { role: 'handheld' },
  'uhf-chafon': { role: 'handheld' },
  'uhf-thingmagic': { role: 'handheld' },
  // Doors are only read; how their contacts are wired is taken for the usual one.
  'lock-8a': { commissioned: true },
  'lock-kerong': { commissioned: true },
  'lock-wkly': { commissioned: true },
  'id-samv': { mode: 'always' },
  'card-wedge': { input: 'reports' },
  'girth-keypad': { input: 'line' },
};

/**
 * Settings of a device for `sniff`: the listening ones, then what the person gave.
 *
 * @throws ToolError `tool.usage` when the text is no JSON object
 */
export function liveSettings(manifest: DriverManifest, url: string, given: string | undefined): Settings {
  return {
    ...LISTENING[manifest.name],
    // A driver that speaks HTTP gets the address itself; over any other line it is spoken on that line.
    ...(isPlace(url) ? { url } : {}),
    ...parsed(given ?? '{}'),
  };
}

/** True for an address that is no line but a place of the network: `http://…`. */
export function isPlace(url: string): boolean {
  return /^https?:/i.test(url);
}

function parsed(text: string): Settings {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrongUsage(`--settings ${text}: 应为 JSON 对象 / a JSON object`);
  }
  return { ...value };
}
