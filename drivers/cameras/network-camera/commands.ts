import { createHash } from 'node:crypto';
import { DeviceError } from '../../errors.ts';

export type CameraKind = 'onvif' | 'hikvision' | 'dahua' | 'axis' | 'uniview';
export const CAMERA_KINDS: readonly CameraKind[] = ['onvif', 'hikvision', 'dahua', 'axis', 'uniview'];

/**
 * Path and query of the maker's snapshot address (cameras-and-signals.md section 1).
 *
 * @param channel from 1; Hikvision's main stream of channel n is n01.
 */
export function snapshotPath(kind: Exclude<CameraKind, 'onvif'>, channel = 1): string {
  switch (kind) {
    case 'hikvision':
      return `/ISAPI/Streaming/channels/${channel}01/picture`;
    case 'dahua':
      return `/cgi-bin/snapshot.cgi?channel=${channel}`;
    case 'axis':
      return channel === 1 ? '/axis-cgi/jpg/image.cgi' : `/axis-cgi/jpg/image.cgi?camera=${channel}`;
    case 'uniview':
      return `/LAPI/V1.0/Channels/${channel - 1}/Media/Video/Streams/0/Snapshot`;
  }
}

export const ONVIF_DEVICE_PATH = '/onvif/device_service';

const ENVELOPE = 'http://www.w3.org/2003/05/soap-envelope';
const SECURITY = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
const UTILITY = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd';
const DIGEST_TYPE =
  'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest';
const DEVICE = 'http://www.onvif.org/ver10/device/wsdl';
const MEDIA = 'http://www.onvif.org/ver10/media/wsdl';

export interface UsernameToken {
  readonly username: string;
  readonly password: string;
  /** Random bytes, fresh for every request. */
  readonly nonce: Uint8Array;
  /** ISO 8601 in **camera** time. */
  readonly created: string;
}

/** Base64(SHA-1(nonce + created + password)): WS-Security UsernameToken Profile 1.0. */
export function passwordDigest(token: UsernameToken): string {
  return createHash('sha1').update(token.nonce).update(token.created).update(token.password).digest('base64');
}

const escapeXml = (text: string): string =>
  text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);

function envelope(body: string, token?: UsernameToken): string {
  const header =
    token === undefined
      ? ''
      : `<s:Header><w:Security xmlns:w="${SECURITY}" xmlns:u="${UTILITY}" s:mustUnderstand="true"><w:UsernameToken>` +
        `<w:Username>${escapeXml(token.username)}</w:Username>` +
        `<w:Password Type="${DIGEST_TYPE}">${passwordDigest(token)}</w:Password>` +
        `<w:Nonce>${Buffer.from(token.nonce).toString('base64')}</w:Nonce>` +
        `<u:Created>${token.created}</u:Created></w:UsernameToken></w:Security></s:Header>`;
  return `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="${ENVELOPE}">${header}<s:Body>${body}</s:Body></s:Envelope>`;
}

/** Needs no login; asked first because every login is checked against the camera's clock. */
export function getSystemDateAndTime(): string {
  return envelope(`<d:GetSystemDateAndTime xmlns:d="${DEVICE}"/>`);
}

export function getProfiles(token: UsernameToken): string {
  return envelope(`<m:GetProfiles xmlns:m="${MEDIA}"/>`, token);
}

export function getSnapshotUri(token: UsernameToken, profile: string): string {
  const body = `<m:GetSnapshotUri xmlns:m="${MEDIA}"><m:ProfileToken>${escapeXml(profile)}</m:ProfileToken></m:GetSnapshotUri>`;
  return envelope(body, token);
}

/** Camera time of a GetSystemDateAndTime answer, UTC milliseconds. @throws DeviceError `protocol.malformed`. */
export function readSystemTime(xml: string): number {
  const utc = element(xml, 'UTCDateTime') ?? '';
  const names = ['Year', 'Month', 'Day', 'Hour', 'Minute', 'Second'];
  const numbers = names.map((name) => Number.parseInt(element(utc, name) ?? '', 10));
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN, hour, minute, second] = numbers;
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  if (Number.isNaN(time)) throw unreadable('GetSystemDateAndTime');
  return time;
}

/** Token of the first media profile, which is the main stream. @throws DeviceError `protocol.malformed`. */
export function readFirstProfile(xml: string): string {
  const token = /<(?:[\w-]+:)?Profiles\b[^>]*?\stoken\s*=\s*["']([^"']+)["']/.exec(xml)?.[1];
  if (token === undefined) throw unreadable('GetProfiles');
  return unescapeXml(token);
}

/** The address of the answer as the camera gave it. @throws DeviceError `protocol.malformed`. */
export function readSnapshotUri(xml: string): string {
  const uri = element(element(xml, 'MediaUri') ?? '', 'Uri')?.trim();
  if (uri === undefined || uri === '') throw unreadable('GetSnapshotUri');
  return unescapeXml(uri);
}

/** Text inside the first element of that local name, whatever its prefix. */
export function element(xml: string, name: string): string | undefined {
  return new RegExp(`<(?:[\\w-]+:)?${name}(?:\\s[^>]*)?>([\\s\\S]*?)</(?:[\\w-]+:)?${name}\\s*>`).exec(
    xml,
  )?.[1];
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function unescapeXml(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (whole, decimal, hexadecimal, name) => {
    if (typeof name === 'string') return ENTITIES[name] ?? whole;
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hexadecimal), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function unreadable(what: string): DeviceError {
  return new DeviceError('protocol.malformed', `the camera's answer to ${what} cannot be read`, {
    detail: { what },
  });
}
