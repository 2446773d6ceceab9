import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { DeviceError } from '../../errors.ts';
import type { Clock } from '../../transport/transport.ts';
import {
  type CameraKind,
  getProfiles,
  getSnapshotUri,
  getSystemDateAndTime,
  ONVIF_DEVICE_PATH,
  readFirstProfile,
  readSnapshotUri,
  readSystemTime,
  snapshotPath,
  type UsernameToken,
} from './commands.ts';
import { type DigestChallenge, digestHeader, type Offer, readChallenges } from './digest.ts';
import { checkJpeg, type JpegPicture, LARGEST_PICTURE_BYTES } from './frame.ts';
import { exchange, type HttpAnswer } from './http.ts';

export interface CameraSessionOptions {
  readonly clock: Clock;
  /** Scheme, host and port, without credentials and path. */
  readonly base: URL;
  readonly kind: CameraKind;
  readonly channel: number;
  readonly username: string;
  readonly password: string;
  readonly fingerprint: string | undefined;
  /** Old models know Basic only; it shows the password to the line, so it must be allowed (or the line be TLS). */
  readonly allowBasic: boolean;
  /** Another way than a socket; see `HttpRequest`. */
  readonly connect?: (() => Duplex) | undefined;
  /** Total limit for one picture, all its exchanges together; default 5000 ms. */
  readonly timeoutMs?: number;
}

/** A picture and the three times that belong to it (cameras-and-signals.md section 1). */
export interface Snapshot extends JpegPicture {
  /** UTC milliseconds of this computer when the whole picture had come. */
  readonly at: number;
  /** Camera time minus computer time in milliseconds; undefined when the camera does not tell its time. */
  readonly clockOffsetMs: number | undefined;
}

const TOTAL_LIMIT_MS = 5000;
/** ONVIF answers are some kilobytes. */
const LARGEST_SOAP_BYTES = 1024 * 1024;

/**
 * Talks to one camera: one request at a time, at most five seconds for a picture, and after a refused password no
 * further try until somebody changes the settings, since cameras lock accounts after 5–7 tries.
 */
export class CameraSession {
  readonly #options: CameraSessionOptions;
  #challenge: DigestChallenge | undefined;
  #nonceCount = 0;
  #basic = false;
  #lockedOut = false;
  #snapshotTarget: string | undefined;
  #clockOffsetMs: number | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  readonly #stop = new AbortController();

  constructor(options: CameraSessionOptions) {
    this.#options = options;
  }

  /** Takes one picture after those already asked for. @throws DeviceError as `exchange`, `checkJpeg` and `#authorised`. */
  snapshot(): Promise<Snapshot> {
    const taken = this.#turn.then(() => this.#take());
    this.#turn = taken.catch(() => {});
    return taken;
  }

  /** Ends a running request; every later one ends with `transport.closed`. */
  close(): void {
    this.#stop.abort();
  }

  async #take(): Promise<Snapshot> {
    if (this.#stop.signal.aborted) throw new DeviceError('transport.closed', 'the camera session is closed');
    if (this.#lockedOut) throw refusedLogin();
    const limit = new AbortController();
    const end = (): void => limit.abort();
    const cancelTimer = this.#options.clock.after(this.#options.timeoutMs ?? TOTAL_LIMIT_MS, end);
    this.#stop.signal.addEventListener('abort', end, { once: true });
    try {
      this.#snapshotTarget ??= await this.#findTarget(limit.signal);
      const answer = await this.#authorised('GET', this.#snapshotTarget, limit.signal, LARGEST_PICTURE_BYTES);
      if (answer.status !== 200) throw httpRefusal(answer.status, 'picture');
      if (!/^image\/(?:jpeg|jpg|pjpeg)\b/i.test(answer.contentType)) {
        const detail = { contentType: answer.contentType.slice(0, 60) };
        throw new DeviceError('protocol.unexpected', 'the camera sent something else than a JPEG picture', {
          detail,
        });
      }
      const picture = checkJpeg(answer.body);
      return { ...picture, at: this.#options.clock.now(), clockOffsetMs: this.#clockOffsetMs };
    } finally {
      cancelTimer();
      this.#stop.signal.removeEventListener('abort', end);
    }
  }

  /** Path with query of the snapshot address. */
  async #findTarget(signal: AbortSignal): Promise<string> {
    const { kind, channel, clock } = this.#options;
    if (kind !== 'onvif') return snapshotPath(kind, channel);
    const sent = clock.now();
    const time = readSystemTime(await this.#soap(getSystemDateAndTime(), signal));
    // The camera read its clock somewhere between our two readings; it tells whole seconds only.
    this.#clockOffsetMs = Math.round(time - (sent + clock.now()) / 2);
    const profile = readFirstProfile(await this.#soap(getProfiles(this.#token()), signal));
    const address = readSnapshotUri(await this.#soap(getSnapshotUri(this.#token(), profile), signal));
    if (!URL.canParse(address, this.#options.base)) {
      throw new DeviceError('protocol.malformed', 'the camera names a snapshot address that is none');
    }
    // It may name an internal address or port: path and query are kept, host and port are the configured ones.
    const url = new URL(address, this.#options.base);
    return url.pathname + url.search;
  }

  #token(): UsernameToken {
    const { username, password, clock } = this.#options;
    const created = new Date(clock.now() + (this.#clockOffsetMs ?? 0)).toISOString();
    return { username, password, nonce: randomBytes(16), created };
  }

  async #soap(body: string, signal: AbortSignal): Promise<string> {
    const answer = await this.#authorised('POST', ONVIF_DEVICE_PATH, signal, LARGEST_SOAP_BYTES, body);
    const text = new TextDecoder().decode(answer.body);
    if (answer.status === 200) return text;
    if (text.includes('NotAuthorized')) {
      this.#lockedOut = true;
      throw refusedLogin();
    }
    throw httpRefusal(answer.status, 'ONVIF');
  }

  /**
   * One request with the login the camera asks for. `stale=true` allows one more try with the new nonce; any other
   * second 401 ends it for good.
   *
   * @throws DeviceError `device.refused` with `detail.login` for a refused password or an offer we do not take.
   */
  async #authorised(
    method: 'GET' | 'POST',
    target: string,
    signal: AbortSignal,
    largest: number,
    body?: string,
  ): Promise<HttpAnswer> {
    let tried = this.#challenge !== undefined || this.#basic;
    let staleUsed = false;
    for (;;) {
      const answer = await this.#send(method, target, signal, largest, body);
      if (answer.status !== 401) return answer;
      const offer = readChallenges(answer.challenges);
      const stale = offer.digest?.stale === true && !staleUsed;
      if (tried && !stale) {
        this.#lockedOut = true;
        throw refusedLogin();
      }
      staleUsed ||= tried;
      this.#accept(offer);
      tried = true;
    }
  }

  #accept(offer: Offer): void {
    this.#challenge = offer.digest;
    this.#nonceCount = 0;
    const basicAllowed = this.#options.allowBasic || this.#options.base.protocol === 'https:';
    this.#basic = offer.digest === undefined && offer.basic && basicAllowed;
    if (this.#challenge === undefined && !this.#basic) {
      throw new DeviceError('device.refused', 'the camera offers no login that may be used', {
        detail: { login: offer.basic ? 'basic-only' : 'unknown-scheme' },
      });
    }
  }

  #send(
    method: 'GET' | 'POST',
    target: string,
    signal: AbortSignal,
    largest: number,
    body: string | undefined,
  ): Promise<HttpAnswer> {
    const headers: Record<string, string> = { accept: '*/*' };
    const authorization = this.#authorization(method, target);
    if (authorization !== undefined) headers['authorization'] = authorization;
    if (body !== undefined) headers['content-type'] = 'application/soap+xml; charset=utf-8';
    return exchange({
      url: this.#address(target),
      method,
      headers,
      signal,
      largest,
      fingerprint: this.#options.fingerprint,
      connect: this.#options.connect,
      ...(body === undefined ? {} : { body }),
    });
  }

  /** A path such as `//elsewhere` must not lead to another host: only path and query of `target` are used. */
  #address(target: string): URL {
    const url = new URL(this.#options.base);
    const query = target.indexOf('?');
    url.pathname = query < 0 ? target : target.slice(0, query);
    url.search = query < 0 ? '' : target.slice(query);
    return url;
  }

  #authorization(method: string, uri: string): string | undefined {
    const { username, password } = this.#options;
    if (this.#basic) return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
    if (this.#challenge === undefined) return undefined;
    this.#nonceCount += 1;
    const clientNonce = randomBytes(16).toString('hex');
    return digestHeader(this.#challenge, {
      method,
      uri,
      username,
      password,
      nonceCount: this.#nonceCount,
      clientNonce,
    });
  }
}

function refusedLogin(): DeviceError {
  return new DeviceError('device.refused', 'the camera refuses user name or password; not tried again', {
    detail: { login: 'refused' },
  });
}

function httpRefusal(status: number, what: string): DeviceError {
  // 400/403 from Hikvision: the user lacks "remote: live view" (cameras-and-signals.md section 1).
  return new DeviceError('device.refused', `the camera refuses the ${what} request`, {
    retryable: status >= 500,
    detail: { status },
  });
}
