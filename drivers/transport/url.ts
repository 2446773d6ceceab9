import { assertNever, DeviceError } from '../errors.ts';
import { createHidTransport, type HidSettings } from './hid.ts';
import { createMemoryTransport } from './memory-exchange.ts';
import { createReplayTransport } from './replay.ts';
import { createSerialTransport, type SerialParity, type SerialSettings } from './serial.ts';
import { createTcpTransport } from './tcp.ts';
import { type Clock, systemClock, type TransportFactory } from './transport.ts';
import { createUsbTransport, type UsbSettings } from './usb.ts';

export type TransportAddress =
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | ({ readonly kind: 'serial' } & SerialSettings)
  | ({ readonly kind: 'hid' } & HidSettings)
  | ({ readonly kind: 'usb' } & UsbSettings)
  | {
      readonly kind: 'replay';
      readonly path: string;
      readonly speed: number;
      readonly waitForWrites: boolean;
    }
  | { readonly kind: 'memory'; readonly name: string };

const PARITIES: readonly SerialParity[] = ['none', 'even', 'odd', 'mark', 'space'];
const DATA_BITS = [5, 6, 7, 8] as const;
const STOP_BITS = [1, 1.5, 2] as const;

/**
 * Reads the address forms of the service tool and the devices file:
 * `tcp://host:port`, `serial:///dev/ttyUSB0?baud=9600&parity=none&dataBits=8&stopBits=1&flow=rtscts`,
 * `serial:COM3?baud=9600`, `hid://vid:pid?serial=…&usagePage=8d`, `usb://vid:pid?serial=…&class=7` (ids in
 * hexadecimal), `replay:///file?speed=1&wait=writes`, `memory:name`.
 *
 * @throws DeviceError `transport.bad_url` for anything else, unknown options included
 */
export function parseTransportUrl(text: string): TransportAddress {
  const form = /^([a-z]+):(?:\/\/)?([^?#]*)(?:\?([^#]*))?$/.exec(text.trim());
  if (form === null) throw badUrl(text, 'no known form');
  const [, kind = '', place = '', query = ''] = form;
  const options = new Options(text, query);
  const address = readAddress(kind, decode(text, place), text, options);
  options.requireAllUsed();
  return address;
}

/** A factory of fresh single-use lines to that address. Nothing is opened and no native code is loaded yet. */
export function openTransportFactory(url: string, clock: Clock = systemClock): TransportFactory {
  const address = parseTransportUrl(url);
  switch (address.kind) {
    case 'tcp':
      return () => createTcpTransport({ ...address, clock });
    case 'serial':
      return () => createSerialTransport({ ...address, clock });
    case 'hid':
      return () => createHidTransport(address);
    case 'usb':
      return () => createUsbTransport(address);
    case 'replay':
      return () => createReplayTransport({ ...address, clock });
    case 'memory':
      return () => createMemoryTransport(address.name);
    default:
      return assertNever(address);
  }
}

function readAddress(kind: string, place: string, text: string, options: Options): TransportAddress {
  switch (kind) {
    case 'tcp':
      return { kind, ...readHostAndPort(place, text) };
    case 'serial':
      if (!/^\/dev\/|^COM\d+$/i.test(place)) throw badUrl(text, 'a port is /dev/… or COMn');
      return {
        kind,
        path: place,
        baudRate: options.integer('baud', 9600, 50, 4_000_000),
        dataBits: options.oneOf('dataBits', DATA_BITS, 8),
        parity: options.oneOf('parity', PARITIES, 'none'),
        stopBits: options.oneOf('stopBits', STOP_BITS, 1),
        rtscts: options.oneOf('flow', ['none', 'rtscts'], 'none') === 'rtscts',
      };
    case 'hid': {
      const usagePage = options.hexadecimal('usagePage');
      return { kind, ...readIds(place, text, options), ...(usagePage === undefined ? {} : { usagePage }) };
    }
    case 'usb': {
      const interfaceClass = options.hexadecimal('class');
      return {
        kind,
        ...readIds(place, text, options),
        ...(interfaceClass === undefined ? {} : { interfaceClass }),
      };
    }
    case 'replay':
      if (place === '') throw badUrl(text, 'the file is missing');
      return {
        kind,
        path: place,
        speed: options.number('speed', 1),
        waitForWrites: options.oneOf('wait', ['time', 'writes'], 'time') === 'writes',
      };
    case 'memory':
      return { kind, name: place };
    default:
      throw badUrl(text, 'unknown kind of line');
  }
}

function readHostAndPort(place: string, text: string): { host: string; port: number } {
  const form = /^(?:\[([0-9a-f:.]+)\]|([^\s:/@[\]]+)):(\d{1,5})\/?$/i.exec(place);
  const host = form?.[1] ?? form?.[2];
  const port = Number(form?.[3]);
  if (host === undefined || !(port >= 0 && port <= 65_535)) throw badUrl(text, 'host:port expected');
  return { host, port };
}

function readIds(
  place: string,
  text: string,
  options: Options,
): { vendorId: number; productId: number; serialNumber?: string; socket?: string } {
  const form = /^([0-9a-f]{1,4}):([0-9a-f]{1,4})\/?$/i.exec(place);
  if (form === null) throw badUrl(text, 'vendor:product in hexadecimal expected');
  const serialNumber = options.text('serial');
  const socket = options.text('socket');
  return {
    vendorId: Number.parseInt(form[1] ?? '', 16),
    productId: Number.parseInt(form[2] ?? '', 16),
    ...(serialNumber === undefined ? {} : { serialNumber }),
    ...(socket === undefined ? {} : { socket }),
  };
}

function badUrl(text: string, why: string): DeviceError {
  return new DeviceError('transport.bad_url', `not an address of a device: ${text} (${why})`, {
    detail: { url: text, why },
  });
}

function decode(text: string, part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw badUrl(text, 'broken % escape');
  }
}

/** The part after `?`; each option is taken once, and what nobody took is an error rather than a silent typo. */
class Options {
  readonly #url: string;
  readonly #left: URLSearchParams;

  constructor(url: string, query: string) {
    this.#url = url;
    this.#left = new URLSearchParams(query);
  }

  text(name: string): string | undefined {
    const value = this.#left.get(name) ?? undefined;
    this.#left.delete(name);
    return value;
  }

  number(name: string, fallback: number): number {
    const value = this.text(name);
    if (value === undefined) return fallback;
    if (!/^\d{1,9}(\.\d{1,6})?$/.test(value)) throw badUrl(this.#url, `${name} is not a number`);
    return Number(value);
  }

  integer(name: string, fallback: number, lowest: number, highest: number): number {
    const value = this.number(name, fallback);
    if (!Number.isInteger(value) || value < lowest || value > highest) {
      throw badUrl(this.#url, `${name} is outside ${lowest} to ${highest}`);
    }
    return value;
  }

  hexadecimal(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    if (!/^[0-9a-f]{1,4}$/i.test(value)) throw badUrl(this.#url, `${name} is not hexadecimal`);
    return Number.parseInt(value, 16);
  }

  oneOf<Value extends string | number>(name: string, allowed: readonly Value[], fallback: Value): Value {
    const value = this.text(name);
    if (value === undefined) return fallback;
    const found = allowed.find((candidate) => String(candidate) === value);
    if (found === undefined) throw badUrl(this.#url, `${name} is not one of ${allowed.join(', ')}`);
    return found;
  }

  requireAllUsed(): void {
    const [unknown] = this.#left.keys();
    if (unknown !== undefined) throw badUrl(this.#url, `unknown option ${unknown}`);
  }
}
