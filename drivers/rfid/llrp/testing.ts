import vectors from './vectors.json' with { type: 'json' };
import { fromHex } from './wire.ts';

/** Names of the published messages in `vectors.json`. */
export const VECTOR_NAMES: readonly string[] = vectors.map((vector) => vector.name);

/** A published message by name, as lower-case hex. */
export function vectorHex(name: string): string {
  const vector = vectors.find((each) => each.name === name);
  if (vector === undefined) throw new Error(`no vector ${name}`);
  return vector.hex;
}

export const vectorBytes = (name: string): Uint8Array => fromHex(vectorHex(name));

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
