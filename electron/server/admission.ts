// Whom the loopback server lets in: the address asked for, where the asking page comes from, and the session.
// Cookies are not kept apart by port, so another server on this machine that the same browser visits is sent ours;
// the Origin and Sec-Fetch-Site rules keep its pages out, a program that steals the cookie they cannot.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export interface Refusal {
  status: 400 | 403 | 405;
  reason: string;
}

const sessionLimit = 16;
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const secret = (): string => randomBytes(32).toString('base64url');
const same = (left: Buffer, right: Buffer): boolean => timingSafeEqual(left, right);

/** The names under which this server may be asked for; a foreign name that resolves to loopback is not among them. */
export function allowedHosts(host: string, port: number): ReadonlySet<string> {
  const literal = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  return new Set([literal, `localhost:${port}`]);
}

function headerValues(request: IncomingMessage, name: string): string[] {
  const values: string[] = [];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    if (request.rawHeaders[index]?.toLowerCase() === name) values.push(request.rawHeaders[index + 1] ?? '');
  }
  return values;
}

/**
 * Why this request is not answered at all, or null. `upgrade`: it asks for the WebSocket, where Origin is required.
 * `posts`: its path may be posted to.
 */
export function refusalOf(
  request: IncomingMessage,
  hosts: ReadonlySet<string>,
  upgrade: boolean,
  posts = false,
): Refusal | null {
  const target = request.url ?? '';
  if (!target.startsWith('/') || target.startsWith('//')) {
    return { status: 400, reason: 'The request must name a path, beginning with a single slash.' };
  }
  const [host, ...moreHosts] = headerValues(request, 'host');
  if (host === undefined || moreHosts.length > 0) {
    return { status: 400, reason: 'The request must carry exactly one Host header.' };
  }
  if (!hosts.has(host)) return { status: 403, reason: `Ready Room answers only to ${[...hosts].join(' and ')}.` };
  const origins = headerValues(request, 'origin');
  if (origins.some((origin) => origin !== `http://${host}`) || (upgrade && origins.length !== 1)) {
    return { status: 403, reason: 'Pages of other origins may not talk to Ready Room.' };
  }
  const sites = headerValues(request, 'sec-fetch-site');
  if (sites.some((site) => site !== 'same-origin' && site !== 'none')) {
    return { status: 403, reason: 'Pages of other sites may not talk to Ready Room; open its link by hand.' };
  }
  if (posts && request.method === 'POST') return null;
  if (request.method !== 'GET' && (upgrade || request.method !== 'HEAD')) {
    return { status: 405, reason: 'Only GET and HEAD are answered here.' };
  }
  return null;
}

export interface Sessions {
  /** A token that opens one session, once; an earlier one that was not used is void from now on. */
  newToken: () => string;
  /** The Set-Cookie value for a right token, null for a wrong or used one. */
  redeem: (token: string) => string | null;
  /** Whether the request carries the cookie of a session. */
  holds: (request: IncomingMessage) => boolean;
}

/** Sessions live as long as the server; the oldest of more than sixteen ends. `port` keeps two servers' cookies apart. */
export function createSessions(port: number): Sessions {
  const cookieName = `readyroom-${port}`;
  const sessions: Buffer[] = [];
  let open: Buffer | null = null;
  return {
    newToken: () => {
      const token = secret();
      open = digest(token);
      return token;
    },
    redeem: (token) => {
      if (open === null || !same(open, digest(token))) return null;
      open = null;
      const session = secret();
      sessions.push(digest(session));
      if (sessions.length > sessionLimit) sessions.shift();
      return `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`;
    },
    holds: (request) => {
      const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
      const shown = pairs.filter((pair) => pair.startsWith(`${cookieName}=`));
      return shown.some((pair) => {
        const shownDigest = digest(pair.slice(cookieName.length + 1));
        return sessions.some((session) => same(session, shownDigest));
      });
    },
  };
}
