import { describe, expect, it } from 'vitest';
import { DeviceError } from '../../errors.ts';
import { readCoils, readInputs, writeCoil } from './commands.ts';
import { relayDialect } from './dialects.ts';
import { quietTimeMs } from './session.ts';

const hexOf = (bytes: Uint8Array | undefined): string =>
  Buffer.from(bytes ?? [])
    .toString('hex')
    .toUpperCase()
    .replace(/(..)(?=.)/g, '$1 ');

describe('commands as published', () => {
  const waveshare = relayDialect('waveshare-d');
  it('switch, flash and read as in lock-boards.md section 4', () => {
    expect(hexOf(waveshare.switchRelay(7, 3, true).bytes)).toBe('07 05 00 02 FF 00 2D 9C');
    expect(hexOf(waveshare.switchRelay(7, 3, false).bytes)).toBe('07 05 00 02 00 00 6C 6C');
    expect(hexOf(waveshare.allOff?.(7).bytes)).toBe('07 05 00 FF 00 00 FD 9C');
    expect(hexOf(waveshare.flashOn?.(7, 3, 500).bytes)).toBe('07 05 02 02 00 05 AD D7');
    expect(hexOf(readCoils(7, 0, 8).bytes)).toBe('07 01 00 00 00 08 3D AA');
    expect(hexOf(readInputs(7, 0, 8).bytes)).toBe('07 02 00 00 00 08 79 AA');
  });

  it('LCTech boards flash through registers, as in the maker’s example', () => {
    expect(hexOf(relayDialect('lctech').flashOn?.(255, 1, 2000).bytes)).toBe(
      'FF 10 00 03 00 02 04 00 04 00 14 C5 9F',
    );
    expect(hexOf(relayDialect('lctech').flashOn?.(255, 2, 2000).bytes)).toBe(
      'FF 10 00 08 00 02 04 00 04 00 14 84 2C',
    );
  });

  it('older boards take 0100 for on and count from 1', () => {
    const old = relayDialect('plain', { onValue: 0x0100, firstAddress: 1 });
    expect(hexOf(old.switchRelay(1, 1, true).bytes.subarray(0, 6))).toBe('01 05 00 01 01 00');
    expect(old.flashOn).toBeUndefined();
  });

  it('a pulse is never longer than asked for', () => {
    expect(hexOf(waveshare.flashOn?.(7, 3, 599).bytes)).toBe('07 05 02 02 00 05 AD D7');
  });

  it.each([
    () => writeCoil('X', 0, 0, 0xff00),
    () => writeCoil('X', 1, 0x10000, 0),
    () => waveshare.switchRelay(1, 0, true),
    () => waveshare.flashOn?.(1, 1, 99),
    () => waveshare.flashOn?.(1, 1, 3_276_800),
    () => readCoils(1, 0, 2001),
  ])('refuses what the wire cannot carry, and broadcast: %s', (make) => {
    expect(make).toThrow(DeviceError);
  });

  it('quiet time is 3.5 characters and 1.75 ms above 19200 baud', () => {
    expect([9600, 19_200, 115_200].map(quietTimeMs)).toEqual([5, 3, 2]);
  });
});
