import { DeviceError } from '../../errors.ts';
import { type ModbusRequest, writeCoil, writeRegisters } from './commands.ts';

export type DialectName = 'waveshare' | 'waveshare-d' | 'lctech' | 'plain';

/** In what the makers' boards differ (lock-boards.md section 4; README "Dialects"). Relays count from 1. */
export interface RelayDialect {
  readonly name: DialectName;
  /** Address from the factory. */
  readonly factoryUnit: number;
  readonly hasInputs: boolean;
  /** Address of relay 1 and input 1. */
  readonly firstAddress: 0 | 1;
  /** Number of inputs that must be asked for, where the board answers only that. */
  readonly fixedInputQuantity?: number;
  switchRelay(unit: number, relay: number, on: boolean): ModbusRequest;
  /** One command for all relays; absent where the board has none. */
  allOff?(unit: number): ModbusRequest;
  /**
   * On now and off by the board itself after `milliseconds` (100 ms steps, rounded down so that a pulse is never
   * longer than asked for). Absent where the board cannot.
   */
  flashOn?(unit: number, relay: number, milliseconds: number): ModbusRequest;
}

/** Every known board counts its flash time in tenths of a second. */
export const FLASH_STEP_MS = 100;
/** Largest flash value of Waveshare boards, 7FFF; used for LCTech too, whose limit is not documented. */
export const LONGEST_FLASH_MS = 0x7fff * FLASH_STEP_MS;

const ON = 0xff00;
const OFF = 0x0000;

function flashSteps(milliseconds: number): number {
  if (!(milliseconds >= FLASH_STEP_MS && milliseconds <= LONGEST_FLASH_MS)) {
    throw new DeviceError('input.invalid', 'flash time is outside what the board can count', {
      detail: { milliseconds, shortest: FLASH_STEP_MS, longest: LONGEST_FLASH_MS },
    });
  }
  return Math.floor(milliseconds / FLASH_STEP_MS);
}

function relayAddress(relay: number): number {
  if (Number.isInteger(relay) && relay >= 1 && relay <= 255) return relay - 1;
  throw new DeviceError('input.invalid', 'relays are numbered 1 to 255', { detail: { relay } });
}

function switchStandard(unit: number, relay: number, on: boolean): ModbusRequest {
  return writeCoil(on ? 'RELAY_ON' : 'RELAY_OFF', unit, relayAddress(relay), on ? ON : OFF);
}

function waveshare(name: 'waveshare' | 'waveshare-d', hasInputs: boolean): RelayDialect {
  return {
    name,
    factoryUnit: 1,
    hasInputs,
    firstAddress: 0,
    switchRelay: switchStandard,
    allOff: (unit) => writeCoil('ALL_OFF', unit, 0x00ff, OFF),
    flashOn: (unit, relay, milliseconds) =>
      writeCoil('FLASH_ON', unit, 0x0200 + relayAddress(relay), flashSteps(milliseconds)),
  };
}

/**
 * LCTech boards flash through registers: 3 + 5 × (relay − 1) takes mode 4 (on, then off by itself) and the time in
 * tenths of a second. The makers' sheet for the 4-relay board; its example `FF 10 00 03 00 02 04 00 04 00 14 C5 9F`.
 * Older CPU boards of the same look swap modes 2 and 4: watch the relay at commissioning.
 */
const lctech: RelayDialect = {
  name: 'lctech',
  factoryUnit: 0xff,
  hasInputs: true,
  firstAddress: 0,
  fixedInputQuantity: 8,
  switchRelay: switchStandard,
  flashOn: (unit, relay, milliseconds) =>
    writeRegisters('FLASH_ON', unit, 3 + 5 * relayAddress(relay), [4, flashSteps(milliseconds)]),
};

/** What older Chinese boards do otherwise: value 0100 for on, relay 1 at address 1. */
export interface PlainOptions {
  readonly onValue: 0xff00 | 0x0100;
  readonly firstAddress: 0 | 1;
}

function plain(options: PlainOptions): RelayDialect {
  return {
    name: 'plain',
    factoryUnit: 1,
    hasInputs: true,
    firstAddress: options.firstAddress,
    switchRelay: (unit, relay, on) =>
      writeCoil(
        on ? 'RELAY_ON' : 'RELAY_OFF',
        unit,
        relayAddress(relay) + options.firstAddress,
        on ? options.onValue : OFF,
      ),
  };
}

/** The dialect of that name; `options` matter for `plain` only. */
export function relayDialect(
  name: DialectName,
  options: PlainOptions = { onValue: 0xff00, firstAddress: 0 },
): RelayDialect {
  switch (name) {
    case 'waveshare':
      return waveshare(name, false);
    case 'waveshare-d':
      return waveshare(name, true);
    case 'lctech':
      return lctech;
    case 'plain':
      return plain(options);
  }
}
