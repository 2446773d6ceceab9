import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { element, unescapeXml } from './commands.ts';

export interface FoundCamera {
  /** Addresses of the ONVIF device service, as the camera names them. */
  readonly addresses: readonly string[];
  /** `urn:uuid:…`, stable over restarts. */
  readonly endpoint: string;
  /** From the scopes, where the camera says so. */
  readonly name: string | undefined;
  readonly hardware: string | undefined;
}

/** WS-Discovery multicast group and port (WS-Discovery 2005/04 section 2.4). */
const GROUP = '239.255.255.250';
const PORT = 3702;

/** A probe for network video transmitters (ONVIF core specification, device discovery). */
export function probeMessage(messageId: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing">' +
    '<s:Header><a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action>' +
    `<a:MessageID>uuid:${messageId}</a:MessageID>` +
    '<a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To></s:Header>' +
    '<s:Body><d:Probe xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery">' +
    '<d:Types xmlns:n="http://www.onvif.org/ver10/network/wsdl">n:NetworkVideoTransmitter</d:Types>' +
    '</d:Probe></s:Body></s:Envelope>'
  );
}

/** Every camera of a ProbeMatches answer; none for anything else that arrives on the port. */
export function readProbeMatches(xml: string): FoundCamera[] {
  const matches = xml.matchAll(
    /<(?:[\w-]+:)?ProbeMatch(?:\s[^>]*)?>([\s\S]*?)<\/(?:[\w-]+:)?ProbeMatch\s*>/g,
  );
  return [...matches].flatMap(([, match = '']) => {
    const addresses = unescapeXml(element(match, 'XAddrs') ?? '')
      .split(/\s+/)
      .filter((address) => URL.canParse(address));
    if (addresses.length === 0) return [];
    const scopes = unescapeXml(element(match, 'Scopes') ?? '').split(/\s+/);
    return [
      {
        addresses,
        endpoint: element(match, 'Address')?.trim() ?? addresses[0] ?? '',
        name: scope(scopes, 'name'),
        hardware: scope(scopes, 'hardware'),
      },
    ];
  });
}

function scope(scopes: readonly string[], what: string): string | undefined {
  const prefix = `onvif://www.onvif.org/${what}/`;
  const found = scopes.find((one) => one.startsWith(prefix))?.slice(prefix.length);
  if (found === undefined) return undefined;
  try {
    return decodeURIComponent(found);
  } catch {
    return found;
  }
}

/**
 * Asks the local network for ONVIF cameras and collects answers for `timeoutMs` (default 2000). A network without
 * multicast, or none at all, gives an empty list: searching is a convenience and never an error.
 */
export function discover(options: { readonly timeoutMs?: number } = {}): Promise<FoundCamera[]> {
  return new Promise((resolve) => {
    const found = new Map<string, FoundCamera>();
    const socket = createSocket({ type: 'udp4', reuseAddr: true });
    let finished = false;
    const finish = (): void => {
      if (finished) return;
      finished = true;
      clearTimeout(timer);
      socket.close();
      resolve([...found.values()]);
    };
    const timer = setTimeout(finish, options.timeoutMs ?? 2000);
    socket.on('error', finish);
    socket.on('message', (message) => {
      for (const camera of readProbeMatches(message.toString('utf8'))) found.set(camera.endpoint, camera);
    });
    socket.send(probeMessage(randomUUID()), PORT, GROUP, (error) => {
      if (error !== null) finish();
    });
  });
}
