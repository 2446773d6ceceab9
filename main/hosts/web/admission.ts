import { randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { HostSession } from '../session.ts';

/**
 * Who may talk to the loopback server (engineering notes 2.5): exact Host, exact Origin, and a session cookie that was
 * got with a one-time token. Any page of any web site can send requests to 127.0.0.1; these three keep it out.
 */
export interface Admission {
  /** True when the Host header names this server exactly; a name that merely begins with 127. is a stranger's. */
  hostAllowed(host: string | undefined): boolean;
  /** True when the Origin header is this server's own, with the same name the request was sent to. */
  originAllowed(origin: string | undefined, host: string | undefined): boolean;
  /** A fresh one-time token for the first URL of a renderer. */
  issueToken(): string;
  /** The `Set-Cookie` value of a new session; undefined when the token is unknown or spent. The token is dead afterwards. */
  redeem(token: string): string | undefined;
  /** The session of a `Cookie` header, or undefined. */
  sessionOf(cookieHeader: string | undefined): HostSession | undefined;
}

export function createAdmission(port: number): Admission {
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  // Cookies know no ports: the port in the name keeps two stations on one machine apart.
  const cookieName = `station-${port}`;
  const tokens = new Set<string>();
  const sessions = new Map<string, HostSession>();

  return {
    hostAllowed: (host) => host !== undefined && hosts.has(host),
    originAllowed: (origin, host) => host !== undefined && hosts.has(host) && origin === `http://${host}`,
    issueToken() {
      const token = secret();
      tokens.add(token);
      return token;
    },
    redeem(token) {
      const known = [...tokens].find((candidate) => sameSecret(candidate, token));
      if (known === undefined) return undefined;
      tokens.delete(known);
      const value = secret();
      sessions.set(value, { id: randomUUID(), kind: 'web' });
      return `${cookieName}=${value}; Path=/; HttpOnly; SameSite=Strict`;
    },
    sessionOf(cookieHeader) {
      for (const pair of (cookieHeader ?? '').split(';')) {
        const separator = pair.indexOf('=');
        if (separator < 0 || pair.slice(0, separator).trim() !== cookieName) continue;
        const session = sessions.get(pair.slice(separator + 1).trim());
        if (session !== undefined) return session;
      }
      return undefined;
    },
  };
}

/** 256 bits, URL-safe. */
function secret(): string {
  return randomBytes(32).toString('base64url');
}

function sameSecret(known: string, given: string): boolean {
  const left = Buffer.from(known);
  const right = Buffer.from(given);
  return left.length === right.length && timingSafeEqual(left, right);
}
