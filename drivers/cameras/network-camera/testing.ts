import { generateKeyPairSync, sign } from 'node:crypto';
import type { DeviceEvent } from '../../manifest.ts';

const word = (value: number): string => value.toString(16).padStart(4, '0');

/** The smallest thing that is a whole JPEG to everybody but a decoder: SOI, APP0, SOF0, SOS, a data byte, EOI. */
export function tinyJpeg(width = 1920, height = 1080, mark = 0): Uint8Array {
  const hex =
    'FFD8 FFE00004FFC0' +
    `FFC0000B08${word(height)}${word(width)}01011100` +
    `FFDA0008010100003F00${word(mark).slice(2)}` +
    'FFD9';
  return Uint8Array.from(Buffer.from(hex.replace(' ', ''), 'hex'));
}

const der = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const body = Buffer.concat(parts);
  const length = body.length < 128 ? [body.length] : [0x82, body.length >>> 8, body.length & 255];
  return Buffer.concat([Uint8Array.from([tag, ...length]), body]);
};
const raw = (...bytes: readonly number[]): Uint8Array => Uint8Array.from(bytes);

/** A fresh self-signed certificate such as cameras make for themselves; the key lives as long as the test. */
export function selfSignedCertificate(): { readonly key: string; readonly cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  // ecdsa-with-SHA256 (1.2.840.10045.4.3.2) and commonName (2.5.4.3).
  const algorithm = der(0x30, der(0x06, raw(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02)));
  const commonName = der(0x30, der(0x06, raw(0x55, 0x04, 0x03)), der(0x0c, Buffer.from('camera')));
  const name = der(0x30, der(0x31, commonName));
  const validity = der(
    0x30,
    der(0x17, Buffer.from('200101000000Z')),
    der(0x17, Buffer.from('491231235959Z')),
  );
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const content = der(0x30, der(0xa0, der(2, raw(2))), der(2, raw(1)), algorithm, name, validity, name, key);
  const signature = der(0x03, raw(0), sign('sha256', content, privateKey));
  const body = Buffer.from(der(0x30, content, algorithm, signature)).toString('base64');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${body.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  };
}

/** Remembers events and lets a test wait for the first one that fits, past or to come. */
export function collectEvents(source: { onEvent(listener: (event: DeviceEvent) => void): void }) {
  const events: DeviceEvent[] = [];
  const waiting: { readonly fits: (event: DeviceEvent) => boolean; readonly resolve: () => void }[] = [];
  source.onEvent((event) => {
    events.push(event);
    for (const one of waiting) if (one.fits(event)) one.resolve();
  });
  return {
    events,
    until: (fits: (event: DeviceEvent) => boolean): Promise<void> =>
      new Promise((resolve) => {
        if (events.some(fits)) resolve();
        else waiting.push({ fits, resolve });
      }),
  };
}
