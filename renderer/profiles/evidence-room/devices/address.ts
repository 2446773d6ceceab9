export const addressKinds = ['tcp', 'serial', 'hid', 'usb', 'http', 'wedge', 'other'] as const;
export type AddressKind = (typeof addressKinds)[number];

/** A device's address (设备地址) taken apart for a form; every part is what stands in its field. */
export interface AddressParts {
  kind: AddressKind;
  host: string;
  /** Null: the usual one. */
  port: number | null;
  /** `https`. */
  secure: boolean;
  /** `/dev/serial/by-id/…` or `COM3`. */
  path: string;
  baud: number | null;
  dataBits: '7' | '8';
  parity: 'none' | 'even' | 'odd';
  stopBits: '1' | '2';
  /** Hardware flow control (RTS/CTS). */
  flow: boolean;
  /** Four hexadecimal digits each. */
  vendor: string;
  product: string;
  serial: string;
  /** Options that have no field, kept as they are: `usagePage=8d`. */
  extra: string;
  /** The whole address where it has none of the forms above. */
  other: string;
}

export const emptyAddress: AddressParts = {
  kind: 'tcp',
  host: '',
  port: null,
  secure: false,
  path: '',
  baud: null,
  dataBits: '8',
  parity: 'none',
  stopBits: '1',
  flow: false,
  vendor: '',
  product: '',
  serial: '',
  extra: '',
  other: '',
};

/** Bits a second that a serial line takes (`drivers/transport/url.ts`). */
export const baudLimits = { lowest: 50, highest: 4_000_000 } as const;

/** Reads the address forms of the devices file; what it does not know stays whole in `other`. Pure. */
export function readAddress(url: string): AddressParts {
  if (url.startsWith('wedge:')) return { ...emptyAddress, kind: 'wedge' };
  const web = /^(https?):\/\/([^/:?#]+|\[[^\]]+\])(?::(\d{1,5}))?\/?$/.exec(url);
  if (web !== null) {
    const [, scheme, host = '', port] = web;
    return { ...emptyAddress, kind: 'http', secure: scheme === 'https', host, port: numberOrNull(port) };
  }
  const tcp = /^tcp:(?:\/\/)?([^\s:/@[\]?]+|\[[^\]]+\]):(\d{1,5})\/?$/.exec(url);
  if (tcp !== null) return { ...emptyAddress, kind: 'tcp', host: tcp[1] ?? '', port: numberOrNull(tcp[2]) };
  return readSerial(url) ?? readIds(url) ?? { ...emptyAddress, kind: 'other', other: url };
}

function readSerial(url: string): AddressParts | undefined {
  const serial = /^serial:(?:\/\/)?(\/dev\/[^?#]+|COM\d+)(?:\?([^#]*))?$/i.exec(url);
  if (serial === null) return undefined;
  const options = new URLSearchParams(serial[2] ?? '');
  const parts: AddressParts = {
    ...emptyAddress,
    kind: 'serial',
    path: safeDecode(serial[1] ?? ''),
    baud: numberOrNull(options.get('baud') ?? undefined),
    dataBits: options.get('dataBits') === '7' ? '7' : '8',
    parity: parityOf(options.get('parity')),
    stopBits: options.get('stopBits') === '2' ? '2' : '1',
    flow: options.get('flow') === 'rtscts',
  };
  return writeAddress(parts) === undefined ? undefined : parts;
}

function readIds(url: string): AddressParts | undefined {
  const ids = /^(hid|usb):(?:\/\/)?([0-9a-f]{1,4}):([0-9a-f]{1,4})\/?(?:\?([^#]*))?$/i.exec(url);
  if (ids === null) return undefined;
  const options = new URLSearchParams(ids[4] ?? '');
  const serial = options.get('serial') ?? '';
  options.delete('serial');
  return {
    ...emptyAddress,
    kind: ids[1]?.toLowerCase() === 'usb' ? 'usb' : 'hid',
    vendor: (ids[2] ?? '').toLowerCase().padStart(4, '0'),
    product: (ids[3] ?? '').toLowerCase().padStart(4, '0'),
    serial,
    extra: options.toString(),
  };
}

/** The address as the devices file has it; undefined while parts are missing. Pure. */
export function writeAddress(parts: AddressParts): string | undefined {
  switch (parts.kind) {
    case 'wedge':
      return 'wedge:';
    case 'other':
      return parts.other.trim() === '' ? undefined : parts.other.trim();
    case 'tcp':
      return parts.host.trim() === '' || parts.port === null
        ? undefined
        : `tcp://${parts.host.trim()}:${parts.port}`;
    case 'http': {
      if (parts.host.trim() === '') return undefined;
      const port = parts.port === null ? '' : `:${parts.port}`;
      return `${parts.secure ? 'https' : 'http'}://${parts.host.trim()}${port}`;
    }
    case 'serial':
      return parts.path.trim() === '' ? undefined : writeSerial(parts);
    case 'hid':
    case 'usb': {
      if (!isUsbId(parts.vendor) || !isUsbId(parts.product)) return undefined;
      const options = new URLSearchParams(parts.extra);
      if (parts.serial.trim() !== '') options.set('serial', parts.serial.trim());
      const query = options.toString();
      const ids = `${parts.vendor.trim()}:${parts.product.trim()}`.toLowerCase();
      return `${parts.kind}://${ids}${query === '' ? '' : `?${query.replaceAll('+', '%20')}`}`;
    }
  }
}

function writeSerial(parts: AddressParts): string {
  const path = parts.path.trim();
  const options = [
    parts.baud === null ? '' : `baud=${parts.baud}`,
    parts.dataBits === '8' ? '' : `dataBits=${parts.dataBits}`,
    parts.parity === 'none' ? '' : `parity=${parts.parity}`,
    parts.stopBits === '1' ? '' : `stopBits=${parts.stopBits}`,
    parts.flow ? 'flow=rtscts' : '',
  ].filter((option) => option !== '');
  const place = path.startsWith('/') ? `//${encodeURI(path)}` : path;
  return `serial:${place}${options.length === 0 ? '' : `?${options.join('&')}`}`;
}

export type AddressProblem = 'host' | 'port' | 'path' | 'baud' | 'ids' | 'other';

/** What is still wrong with the parts, by the field it is wrong in. Pure. */
export function addressProblems(parts: AddressParts): readonly AddressProblem[] {
  const isPort = (port: number | null): boolean => port !== null && port >= 1 && port <= 65_535;
  const host = /^([^\s:/?#@[\]]+|\[[0-9a-fA-F:.]+\])$/.test(parts.host.trim());
  switch (parts.kind) {
    case 'wedge':
      return [];
    case 'tcp':
      return [...(host ? [] : ['host' as const]), ...(isPort(parts.port) ? [] : ['port' as const])];
    case 'http':
      return [
        ...(host ? [] : ['host' as const]),
        ...(parts.port === null || isPort(parts.port) ? [] : ['port' as const]),
      ];
    case 'serial': {
      const { baud } = parts;
      const isBaud = baud === null || (baud >= baudLimits.lowest && baud <= baudLimits.highest);
      return [
        ...(/^(\/dev\/\S+|COM\d+)$/i.test(parts.path.trim()) ? [] : ['path' as const]),
        ...(isBaud ? [] : ['baud' as const]),
      ];
    }
    case 'hid':
    case 'usb':
      return isUsbId(parts.vendor) && isUsbId(parts.product) ? [] : ['ids'];
    case 'other':
      return parts.other.trim() === '' ? ['other'] : [];
  }
}

/** The part of an address that names the device, without how it is talked to: two positions must not share it. Pure. */
export function deviceNamed(url: string): string {
  const parts = readAddress(url);
  if (parts.kind === 'serial') return `serial:${parts.path}`;
  if (parts.kind === 'hid' || parts.kind === 'usb') {
    const socket = new URLSearchParams(parts.extra).get('socket') ?? '';
    return `${parts.vendor}:${parts.product}:${parts.serial}:${socket}`;
  }
  return url;
}

function isUsbId(text: string): boolean {
  return /^[0-9a-f]{1,4}$/i.test(text.trim());
}

function numberOrNull(text: string | undefined): number | null {
  return text === undefined || !/^\d+$/.test(text) ? null : Number(text);
}

function parityOf(text: string | null): AddressParts['parity'] {
  return text === 'even' || text === 'odd' ? text : 'none';
}

function safeDecode(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}
