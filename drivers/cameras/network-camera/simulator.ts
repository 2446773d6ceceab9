import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { element } from './commands.ts';
import { digestResponse, type DigestAlgorithm } from './digest.ts';

/** `slow` sends half the picture and nothing more. */
export const cameraFaults = [
  'always-401',
  'stale-nonce',
  'slow',
  'truncated',
  'wrong-type',
  'too-large',
  'reset',
  'no-permission',
] as const;
export type CameraFault = (typeof cameraFaults)[number];

export interface CameraSimulatorOptions {
  /** The picture at this moment; JPEG bytes. */
  readonly scene: () => Uint8Array;
  readonly username?: string;
  readonly password?: string;
  /** Challenges of a 401, in this order; default both, as real cameras send them. */
  readonly algorithms?: readonly DigestAlgorithm[];
  /** Camera clock minus computer clock; milliseconds. */
  readonly clockOffsetMs?: number;
  /** 0 = any free port. */
  readonly port?: number;
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Called for each answered request, in order. */
  readonly report?: (what: Readonly<Record<string, unknown>>) => void;
  readonly now?: () => number;
}

export interface CameraSimulator {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  /** The next `times` requests for a picture meet this fault; `undefined` ends it. */
  misbehave(fault: CameraFault | undefined, times?: number): void;
  stop(): Promise<void>;
}

/** Snapshot addresses of the makers it plays, all at once. */
const PICTURES =
  /^\/(?:ISAPI\/Streaming\/channels\/\d+\/picture|cgi-bin\/snapshot\.cgi|axis-cgi\/jpg\/image\.cgi|LAPI\/V1\.0\/Channels\/\d+\/Media\/Video\/Streams\/0\/Snapshot|onvif\/snapshot)(?:\?|$)/;
const REALM = 'IP Camera(SIM)';

/** A camera on a loopback socket: digest login, the makers' snapshot addresses and ONVIF, faults on demand. */
export async function startCameraSimulator(options: CameraSimulatorOptions): Promise<CameraSimulator> {
  const camera = new VirtualCamera(options);
  const handler: http.RequestListener = (request, response) => camera.handle(request, response);
  const server =
    options.tls === undefined ? http.createServer(handler) : https.createServer(options.tls, handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const scheme = options.tls === undefined ? 'http' : 'https';
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    misbehave: (fault, times) => camera.misbehave(fault, times),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The camera itself, to be put behind any server. */
export class VirtualCamera {
  readonly #options: CameraSimulatorOptions;
  readonly #counts = new Map<string, number>();
  #nonce = randomBytes(16).toString('hex');
  #fault: CameraFault | undefined;
  #faultsLeft = 0;

  constructor(options: CameraSimulatorOptions) {
    this.#options = options;
  }

  misbehave(fault: CameraFault | undefined, times = Number.POSITIVE_INFINITY): void {
    this.#fault = fault;
    this.#faultsLeft = times;
  }

  handle(request: http.IncomingMessage, response: http.ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => this.#answer(request, response, Buffer.concat(chunks).toString('utf8')));
    response.on('finish', () => {
      this.#options.report?.({ method: request.method, target: request.url, status: response.statusCode });
    });
  }

  #answer(request: http.IncomingMessage, response: http.ServerResponse, body: string): void {
    const target = request.url ?? '/';
    if (target === '/onvif/device_service' && request.method === 'POST') return this.#soap(response, body);
    if (!PICTURES.test(target)) return void response.writeHead(404).end();
    const fault = this.#takeFault(request);
    if (fault === 'reset') return void request.socket.destroy();
    if (fault === 'stale-nonce') this.#nonce = randomBytes(16).toString('hex');
    const login = fault === 'always-401' ? 'wrong' : this.#checkLogin(request);
    if (login !== 'right') return this.#challenge(response, login === 'stale');
    this.#picture(response, fault);
  }

  /** Faults other than those of the login wait for a request that carries one. */
  #takeFault(request: http.IncomingMessage): CameraFault | undefined {
    if (this.#faultsLeft <= 0) return undefined;
    const early = this.#fault === 'always-401' || this.#fault === 'reset';
    if (!early && request.headers.authorization === undefined) return undefined;
    this.#faultsLeft -= 1;
    return this.#fault;
  }

  #picture(response: http.ServerResponse, fault: CameraFault | undefined): void {
    const jpeg = this.#options.scene();
    const type = { 'content-type': 'image/jpeg' };
    switch (fault) {
      case 'truncated':
        return void response.writeHead(200, type).end(jpeg.subarray(0, jpeg.length >> 1));
      case 'slow':
        response.writeHead(200, { ...type, 'content-length': jpeg.length });
        return void response.write(jpeg.subarray(0, jpeg.length >> 1));
      case 'wrong-type':
        return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Login</html>');
      case 'too-large':
        return void response.writeHead(200, type).end(new Uint8Array(10 * 1024 * 1024 + 1));
      case 'no-permission':
        return void response.writeHead(403).end();
      default:
        return void response.writeHead(200, type).end(jpeg);
    }
  }

  #challenge(response: http.ServerResponse, stale: boolean): void {
    const algorithms = this.#options.algorithms ?? ['MD5', 'SHA-256'];
    const headers = algorithms.map(
      (algorithm) =>
        `Digest realm="${REALM}", qop="auth", nonce="${this.#nonce}", algorithm=${algorithm}, stale=${stale}`,
    );
    response.writeHead(401, { 'www-authenticate': headers }).end();
  }

  #checkLogin(request: http.IncomingMessage): 'right' | 'wrong' | 'stale' {
    const given = new Map<string, string>();
    for (const [, name = '', quoted, bare] of (request.headers.authorization ?? '').matchAll(
      /(\w+)=(?:"([^"]*)"|([^\s,]+))/g,
    )) {
      given.set(name, quoted ?? bare ?? '');
    }
    const nonce = given.get('nonce');
    if (nonce === undefined || given.get('uri') !== request.url) return 'wrong';
    if (nonce !== this.#nonce) return 'stale';
    const count = Number.parseInt(given.get('nc') ?? '0', 16);
    if (count <= (this.#counts.get(nonce) ?? 0)) return 'wrong';
    const algorithm = (given.get('algorithm') ?? 'MD5') as DigestAlgorithm;
    const expected = digestResponse(
      { realm: REALM, nonce, algorithm, qop: true, opaque: undefined, stale: false },
      {
        method: request.method ?? 'GET',
        uri: request.url ?? '',
        username: this.#username,
        password: this.#password,
        nonceCount: count,
        clientNonce: given.get('cnonce') ?? '',
      },
    );
    if (given.get('username') !== this.#username || given.get('response') !== expected) return 'wrong';
    this.#counts.set(nonce, count);
    return 'right';
  }

  get #username(): string {
    return this.#options.username ?? 'station';
  }

  get #password(): string {
    return this.#options.password ?? 'station-2026';
  }

  #cameraTime(): number {
    return (this.#options.now ?? Date.now)() + (this.#options.clockOffsetMs ?? 0);
  }

  #soap(response: http.ServerResponse, body: string): void {
    const send = (status: number, content: string): void => {
      const xml = `<?xml version="1.0" encoding="UTF-8"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://www.w3.org/2003/05/soap-envelope" xmlns:tt="http://www.onvif.org/ver10/schema" xmlns:trt="http://www.onvif.org/ver10/media/wsdl" xmlns:tds="http://www.onvif.org/ver10/device/wsdl"><SOAP-ENV:Body>${content}</SOAP-ENV:Body></SOAP-ENV:Envelope>`;
      response.writeHead(status, { 'content-type': 'application/soap+xml; charset=utf-8' }).end(xml);
    };
    if (body.includes('GetSystemDateAndTime')) return send(200, systemTime(new Date(this.#cameraTime())));
    if (!this.#tokenHolds(body)) {
      return send(
        400,
        '<SOAP-ENV:Fault><SOAP-ENV:Code><SOAP-ENV:Value>SOAP-ENV:Sender</SOAP-ENV:Value><SOAP-ENV:Subcode><SOAP-ENV:Value>ter:NotAuthorized</SOAP-ENV:Value></SOAP-ENV:Subcode></SOAP-ENV:Code></SOAP-ENV:Fault>',
      );
    }
    if (body.includes('GetProfiles')) {
      return send(
        200,
        '<trt:GetProfilesResponse><trt:Profiles token="Profile_1" fixed="true"><tt:Name>mainStream</tt:Name></trt:Profiles><trt:Profiles token="Profile_2" fixed="true"><tt:Name>subStream</tt:Name></trt:Profiles></trt:GetProfilesResponse>',
      );
    }
    if (body.includes('GetSnapshotUri') && body.includes('Profile_1')) {
      // An address inside the camera's own network, as behind a recorder or a port forward.
      return send(
        200,
        '<trt:GetSnapshotUriResponse><trt:MediaUri><tt:Uri>http://192.168.254.4:8080/onvif/snapshot?profile=Profile_1&amp;size=full</tt:Uri></trt:MediaUri></trt:GetSnapshotUriResponse>',
      );
    }
    send(400, '<SOAP-ENV:Fault/>');
  }

  /** Right digest, and `created` within five seconds of the camera's clock, as real cameras insist. */
  #tokenHolds(body: string): boolean {
    const created = element(body, 'Created') ?? '';
    const nonce = Buffer.from(element(body, 'Nonce') ?? '', 'base64');
    const digest = createHash('sha1').update(nonce).update(created).update(this.#password).digest('base64');
    const age = Math.abs(Date.parse(created) - this.#cameraTime());
    return (
      element(body, 'Username') === this.#username && element(body, 'Password') === digest && age <= 5000
    );
  }
}

function systemTime(time: Date): string {
  const field = (name: string, value: number): string => `<tt:${name}>${value}</tt:${name}>`;
  const clock =
    field('Hour', time.getUTCHours()) +
    field('Minute', time.getUTCMinutes()) +
    field('Second', time.getUTCSeconds());
  const date =
    field('Year', time.getUTCFullYear()) +
    field('Month', time.getUTCMonth() + 1) +
    field('Day', time.getUTCDate());
  return `<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType><tt:UTCDateTime><tt:Time>${clock}</tt:Time><tt:Date>${date}</tt:Date></tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>`;
}
