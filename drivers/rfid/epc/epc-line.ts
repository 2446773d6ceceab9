import { DeviceError } from '../../errors.ts';
import { decodeEpcHex, type Epc, encodeEpcUri } from './codec.ts';

/** One output line of `station-tool epc decode` and `epc encode` (service-tool.md). */
export type EpcLine =
  | {
      readonly input: string;
      readonly scheme: string;
      /** `null` where the scheme is not decoded (unknown header, TDS 2.x). */
      readonly uri: string | null;
      readonly tagUri: string | null;
      readonly hex: string;
      readonly bits: number;
    }
  | { readonly input: string; readonly error: string };

/**
 * Takes a hex EPC (with or without `hex:`) or an EPC URI and never throws: what cannot be read becomes an `error`.
 * Both directions accept both forms; the direction only chooses how text that is neither is explained.
 */
export function epcLine(input: string, direction: 'decode' | 'encode'): EpcLine {
  try {
    const { scheme, uri, tagUri, hex, bits } = read(input.trim(), direction);
    return { input, scheme, uri: uri ?? null, tagUri: tagUri ?? null, hex, bits };
  } catch (error) {
    if (error instanceof DeviceError) return { input, error: error.message };
    throw error;
  }
}

function read(text: string, direction: 'decode' | 'encode'): Epc {
  if (/^urn:/i.test(text)) return encodeEpcUri(text);
  const hex = text.replace(/^hex:/i, '').replace(/\s+/g, '');
  if (direction === 'encode' && !/^[0-9a-f]*$/i.test(hex)) {
    throw new DeviceError('input.invalid', 'not an EPC tag URI or identity URI');
  }
  return decodeEpcHex(hex);
}
