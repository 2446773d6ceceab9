import type { Decoded } from '../../decoded.ts';
import { DeviceError } from '../../errors.ts';
import { toHex } from '../../framing/hexadecimal.ts';
import type { LineSession } from '../../line-device.ts';
import { type AnyReading, ScaleSession } from '../scale-session.ts';
import type { ScaleSettings } from '../scale-settings.ts';
import { createStandFramer } from './frame.ts';
import { standProfiles } from './profile.ts';
import type { StandSettings } from './settings.ts';

/** What the learning page shows: enough for several messages. */
const KEPT_BYTES = 2048;
/** A stand resolves 0.1 kg and 0.1 cm; a person places rod and weight by hand. */
const WEIGHT_TOLERANCE_KG = 0.5;
const HEIGHT_TOLERANCE_CM = 1;

/**
 * One connection to a stand. While nobody has confirmed the profile every reading carries `unconfirmedProfile`, and nothing may be
 * saved from it (weight-height.md section 4). Actions beside `start`, `stop`, `last`:
 *
 * - `learn`: the newest raw bytes and what every shipped profile makes of them
 * - `commission` with `{weightKg?, heightCm?}`: compares the newest reading with a known weight and a measuring rod
 */
export function createStandSession(
  options: ConstructorParameters<typeof ScaleSession>[0],
  settings: ScaleSettings,
  stand: StandSettings,
): LineSession {
  let kept = new Uint8Array(0);
  const inner: ScaleSession = new ScaleSession(
    options,
    {
      framer: createStandFramer([stand.profile]),
      everyReadingCounts: true,
      everyLineIsNew: true,
      flags: stand.confirmed ? [] : ['unconfirmedProfile'],
      actions: {
        learn: () => Promise.resolve(learn(kept)),
        commission: (_tools, input) => {
          return Promise.resolve().then(() => compare(inner.last, input, stand.profile.name));
        },
      },
    },
    settings,
  );
  return {
    begin: () => inner.begin(),
    received(bytes) {
      const joined = new Uint8Array(kept.length + bytes.length);
      joined.set(kept);
      joined.set(bytes, kept.length);
      kept = joined.slice(-KEPT_BYTES);
      inner.received(bytes);
    },
    silent: () => inner.silent(),
    end: (cause) => inner.end(cause),
    request: (action, input) => inner.request(action, input),
  };
}

/** Pure: raw bytes, and the readings that each shipped profile finds in them. */
export function learn(bytes: Uint8Array): {
  readonly raw: string;
  readonly profiles: readonly { readonly profile: string; readonly readings: readonly Decoded[] }[];
} {
  const profiles = standProfiles.flatMap((profile) => {
    const framer = createStandFramer([profile]);
    const readings = [...framer.push(bytes), ...framer.end()].filter((line) => line.kind === 'reading');
    return readings.length === 0 ? [] : [{ profile: profile.name, readings }];
  });
  return { raw: toHex(bytes), profiles };
}

function compare(reading: AnyReading | undefined, input: unknown, profile: string): unknown {
  const known: Readonly<Record<string, unknown>> =
    typeof input === 'object' && input !== null ? { ...input } : {};
  const { weightKg, heightCm } = known;
  if (weightKg === undefined && heightCm === undefined) {
    throw new DeviceError('input.invalid', 'weightKg or heightCm is needed');
  }
  if (reading === undefined || 'error' in reading) {
    throw new DeviceError('device.refused', 'the stand has sent nothing yet', { retryable: true });
  }
  const differs = (given: unknown, measured: number | undefined, tolerance: number): number | null => {
    if (given === undefined) return null;
    if (typeof given !== 'number' || !Number.isFinite(given)) {
      throw new DeviceError('input.invalid', 'weightKg and heightCm are numbers');
    }
    if (measured === undefined || Math.abs(measured - given) > tolerance) {
      throw new DeviceError('device.refused', 'the stand does not agree with the known measure', {
        detail: { code: 'stand.differs', given, measured: measured ?? null, tolerance },
      });
    }
    return Math.round((measured - given) * 100) / 100;
  };
  return {
    profile,
    agrees: true,
    weightDifferenceKg: differs(weightKg, reading.values.weight, WEIGHT_TOLERANCE_KG),
    heightDifferenceCm: differs(heightCm, reading.values.height, HEIGHT_TOLERANCE_CM),
  };
}
