import { type Attribute, attributeValue } from './apdu.ts';
import { describeAttributes } from './describe-attributes.ts';
import { whole } from './configuration.ts';
import { reasonOf } from './mder.ts';
import { ATTRIBUTE } from './nomenclature.ts';
import { absoluteTimeText, readBaseOffsetTime } from './times.ts';

/** 设备自述: what the device says of itself when asked for its own attributes. */
export interface SystemDescription {
  readonly identity: Readonly<Record<string, string>>;
  /** Its clock; `undefined` when it tells none. */
  readonly time: string | undefined;
  /** It has an absolute clock that may be set from here. */
  readonly canSetClock: boolean;
  /** It asks for that (bit mgr-set-time). */
  readonly wantsClock: boolean;
  readonly batteryPercent: number | undefined;
}

const SET_CLOCK = 0x4000;
const MANAGER_SETS_TIME = 0x0010;

export function readSystemDescription(attributes: readonly Attribute[]): SystemDescription {
  const described = describeAttributes(attributes);
  const capabilities = timeCapabilities(attributes);
  const battery = described['batteryCharge'];
  return {
    identity: identityOf(described),
    time: timeOf(attributes),
    canSetClock: (capabilities & SET_CLOCK) !== 0,
    wantsClock: (capabilities & MANAGER_SETS_TIME) !== 0,
    batteryPercent: typeof battery === 'number' && battery <= 100 ? battery : undefined,
  };
}

function identityOf(described: Readonly<Record<string, unknown>>): Record<string, string> {
  const identity: Record<string, string> = {};
  const take = (value: unknown, names: Readonly<Record<string, string>>): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, text] of Object.entries(value)) {
      const name = names[key];
      if (name !== undefined && typeof text === 'string' && text !== '') identity[name] = text;
    }
  };
  take(described['model'], { manufacturer: 'manufacturer', model: 'model' });
  take(described['productionSpecification'], {
    serialNumber: 'serial',
    firmwareRevision: 'version',
    softwareRevision: 'softwareVersion',
    hardwareRevision: 'hardwareVersion',
  });
  const systemId = described['systemId'];
  if (typeof systemId === 'string') identity['systemId'] = systemId;
  const types = described['systemTypeList'];
  if (Array.isArray(types)) {
    const names = types.map((entry: { readonly type?: unknown }) => String(entry.type));
    identity['specializations'] = names.join(', ');
  }
  return identity;
}

function timeCapabilities(attributes: readonly Attribute[]): number {
  const value = attributeValue(attributes, ATTRIBUTE.timeInformation);
  return value === undefined || value.length < 2 ? 0 : ((value[0] ?? 0) << 8) | (value[1] ?? 0);
}

function timeOf(attributes: readonly Attribute[]): string | undefined {
  const absolute = attributeValue(attributes, ATTRIBUTE.absoluteTime);
  const baseOffset = attributeValue(attributes, ATTRIBUTE.baseOffsetTime);
  try {
    if (absolute !== undefined && absolute.length === 8) return absoluteTimeText(absolute, 0) ?? undefined;
    return baseOffset === undefined ? undefined : (whole(baseOffset, readBaseOffsetTime) ?? undefined);
  } catch (error) {
    // A clock that shows no date is as good as none.
    reasonOf(error);
    return undefined;
  }
}
