import { DeviceError } from '../../errors.ts';
import { withCrc } from './crc16.ts';

/** What counts as the answer to a request. */
export type ExpectedAnswer =
  /** `unit function count data crc`, the data holding this many bits. */
  | { readonly kind: 'bits'; readonly quantity: number }
  /** The eight bytes of the request again (functions 5 and 6; lock-boards.md section 4). */
  | { readonly kind: 'echo' }
  /** `unit function address quantity crc` (functions 15 and 16): the first six bytes of the request again. */
  | { readonly kind: 'written' };

export interface ModbusRequest {
  /** What a log calls it. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly expects: ExpectedAnswer;
}

const high = (value: number): number => (value >>> 8) & 0xff;
const low = (value: number): number => value & 0xff;

/** Refuses numbers that would be cut off silently on the wire. */
function checked(what: string, value: number, from: number, to: number): number {
  if (Number.isInteger(value) && value >= from && value <= to) return value;
  throw new DeviceError('input.invalid', `${what} must be a whole number from ${from} to ${to}`, {
    detail: { what, value, from, to },
  });
}

function checkedUnit(unit: number): number {
  // Broadcast 0 is obeyed without an answer and so never used (lock-boards.md section 4); LCTech ships with 255.
  return checked('unit', unit, 1, 255);
}

/** Function 1: are relays `address`+1 … `address`+`quantity` on? */
export function readCoils(unit: number, address: number, quantity: number): ModbusRequest {
  return readBits('READ_COILS', 1, unit, address, quantity);
}

/** Function 2: are inputs `address`+1 … closed? */
export function readInputs(unit: number, address: number, quantity: number): ModbusRequest {
  return readBits('READ_INPUTS', 2, unit, address, quantity);
}

function readBits(
  name: string,
  functionCode: number,
  unit: number,
  address: number,
  quantity: number,
): ModbusRequest {
  checked('address', address, 0, 0xffff);
  checked('quantity', quantity, 1, 2000);
  const body = [checkedUnit(unit), functionCode, high(address), low(address), high(quantity), low(quantity)];
  return { name, bytes: withCrc(body), expects: { kind: 'bits', quantity } };
}

/** Function 5 with any value; libraries that allow only FF00 and 0000 cannot send flash commands. */
export function writeCoil(name: string, unit: number, address: number, value: number): ModbusRequest {
  checked('address', address, 0, 0xffff);
  checked('value', value, 0, 0xffff);
  const bytes = withCrc([checkedUnit(unit), 5, high(address), low(address), high(value), low(value)]);
  return { name, bytes, expects: { kind: 'echo' } };
}

/** Function 16 on holding registers. */
export function writeRegisters(
  name: string,
  unit: number,
  address: number,
  values: readonly number[],
): ModbusRequest {
  checked('register count', values.length, 1, 123);
  const data = values.flatMap((value) => [high(value), low(value)]);
  const head = [checkedUnit(unit), 16, high(address), low(address), 0, values.length, data.length];
  return { name, bytes: withCrc([...head, ...data]), expects: { kind: 'written' } };
}
