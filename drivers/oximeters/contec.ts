import type { DecodedContent } from '../decoded.ts';
import { oximeterContent, type OximeterValues } from './oximeter-reading.ts';

/** "No value" of the saturation and of the pulse on the whole CMS50 line. */
const NO_SPO2 = 0x7f;
const NO_PULSE = 0xff;

/** Values as the makers' programs show them: `undefined` where the device has none. */
export function contecValues(spo2: number, pulse: number): OximeterValues {
  return {
    spo2: spo2 === NO_SPO2 ? undefined : spo2,
    pulse: pulse === NO_PULSE ? undefined : pulse,
  };
}

/** One stored second of either protocol, with whatever goes with it. */
export function storedSecond(
  spo2: number,
  pulse: number,
  about: Readonly<Record<string, unknown>>,
  raw: Uint8Array,
): DecodedContent {
  return oximeterContent({
    values: contecValues(spo2, pulse),
    usable: true,
    type: 'stored',
    flags: ['stored'],
    about,
    raw,
  });
}
