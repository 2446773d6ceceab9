import { createHash } from 'node:crypto';
import type { DevicePosition } from '../../contract/devices.ts';

/** Settings that are secrets: neither they nor a digest of them goes into the ledger. */
const secretSetting = /password|secret|token|pin$/i;

/** SHA-256 of the positions without secrets, whatever the order of lines and fields. Pure. */
export function digestOf(positions: readonly DevicePosition[]): string {
  const lines = positions.map((position) => JSON.stringify(ordered(withoutSecrets(position)))).sort();
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

function withoutSecrets(position: DevicePosition): DevicePosition {
  const settings = Object.fromEntries(
    Object.entries(position.settings).map(([name, value]) => [name, secretSetting.test(name) ? '' : value]),
  );
  return { ...position, url: plainUrl(position.url), settings };
}

/** The address without what may stand before the @ in it. Pure. */
export function plainUrl(url: string): string {
  return url.replace(/^([a-z]+:\/\/)[^/@?#]*@/i, '$1');
}

/** Names of what differs, settings as `settings.<name>`. Pure. */
export function changedFields(before: DevicePosition, after: DevicePosition): readonly string[] {
  const differs = (left: unknown, right: unknown): boolean =>
    JSON.stringify(ordered(left)) !== JSON.stringify(ordered(right));
  const fields = (['title', 'role', 'driver', 'url', 'door', 'enabled'] as const).filter((field) =>
    differs(before[field], after[field]),
  );
  const names = new Set([...Object.keys(before.settings), ...Object.keys(after.settings)]);
  const settings = [...names].filter((name) => differs(before.settings[name], after.settings[name]));
  return [...fields, ...settings.sort().map((name) => `settings.${name}`)];
}

/** The same value with the fields of its objects in order. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, inner]) => [name, ordered(inner)]),
  );
}
