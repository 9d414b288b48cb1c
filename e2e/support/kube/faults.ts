// What the fake cluster does wrong on demand: once, a number of times or until it is taken back, for one resource or all.
import type { StreamDistortion, StreamStrike } from './streams.ts';

export type AnswerKind =
  | 'unauthorized'
  | 'forbidden'
  | 'gone'
  | 'gone_event'
  | 'expired_continue'
  | 'too_many'
  | 'server_error'
  | 'unavailable'
  | 'clean_close'
  | 'reset'
  | 'half_open'
  | 'slow'
  | 'html'
  | 'broken_body';

export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete';

export interface AnswerFault {
  /**
   * `gone` is the HTTP status 410, `gone_event` an ERROR event on a watch; `expired_continue` meets only pages after the
   * first. `clean_close` ends the connection with FIN, `reset` with RST, both before an answer; `half_open` never answers.
   */
  kind: AnswerKind;
  /** Plural; all resources, and the paths that have none, when left out. */
  resource?: string;
  verb?: Verb;
  /** Matching requests that are met: 1 unless told; Infinity until it is taken back. */
  times?: number;
  /** With `too_many` and `unavailable`: 1 unless told. */
  retryAfterSeconds?: number;
  /** With `slow`: 1,000 unless told. */
  delayMs?: number;
}

export interface AccessRule {
  verb: string;
  group: string;
  /** Plural, `pods/exec` for a subresource; `*` for any. */
  resource: string;
  /** Left out: everywhere. Empty: only requests across namespaces. */
  namespace?: string;
}

export interface Faults {
  /** Meets the next matching requests; returns how to take it back. */
  answer: (fault: AnswerFault) => () => void;
  /** Does it now to every open watch (of the resource); returns how many there were. */
  strike: (kind: StreamStrike, resource?: string) => number;
  /** Watches that are open or opened meanwhile behave so; returns how to end it. */
  distort: (kind: StreamDistortion, resource?: string) => () => void;
  /** Refuses the verb with 403 on every route and in access reviews; returns how to take it back. */
  forbid: (verb: string, group: string, resource: string, namespace?: string) => () => void;
  /** Outweighs `forbid`: a namespace where the user may what is forbidden elsewhere. */
  allow: (verb: string, group: string, resource: string, namespace?: string) => () => void;
  /** Adds a token; with `expiresAt` (epoch ms) it stops being one at that time, open watches excepted. */
  issueToken: (token: string, options?: { user?: string; expiresAt?: number }) => void;
  revokeToken: (token: string) => void;
  /** The server's clock, as its Date header and its new timestamps tell it. */
  skewClock: (skewMs: number) => void;
  /** Takes everything back but tokens. */
  clear: () => void;
}

export interface FaultState extends Faults {
  /** The fault that this request meets, counted down. */
  next: (request: { resource: string | null; verb: string | null; hasContinue: boolean }) => AnswerFault | null;
  forbidden: readonly AccessRule[];
  allowed: readonly AccessRule[];
  isDistorted: (kind: StreamDistortion, resource: string) => boolean;
  userOf: (token: string) => string | null;
  skewMs: () => number;
}

const addTo = <T>(list: T[], item: T): (() => void) => {
  list.push(item);
  return () => {
    const at = list.indexOf(item);
    if (at !== -1) list.splice(at, 1);
  };
};

export function createFaults(
  strike: Faults['strike'],
  now: () => number,
  distortionsChanged: () => void = () => {},
): FaultState {
  const answers: { fault: AnswerFault; left: number }[] = [];
  const distortions: { kind: StreamDistortion; resource: string | undefined }[] = [];
  const forbidden: AccessRule[] = [];
  const allowed: AccessRule[] = [];
  const tokens = new Map<string, { user: string; expiresAt: number }>();
  let skewMs = 0;
  const rule = (verb: string, group: string, resource: string, namespace?: string): AccessRule =>
    namespace === undefined ? { verb, group, resource } : { verb, group, resource, namespace };
  return {
    forbidden,
    allowed,
    answer: (fault) => addTo(answers, { fault, left: fault.times ?? 1 }),
    strike,
    distort: (kind, resource) => {
      const end = addTo(distortions, { kind, resource });
      return () => {
        end();
        distortionsChanged();
      };
    },
    forbid: (...args) => addTo(forbidden, rule(...args)),
    allow: (...args) => addTo(allowed, rule(...args)),
    issueToken: (token, options = {}) =>
      void tokens.set(token, { user: options.user ?? 'ops', expiresAt: options.expiresAt ?? Infinity }),
    revokeToken: (token) => void tokens.delete(token),
    skewClock: (ms) => void (skewMs = ms),
    clear: () => {
      for (const list of [answers, distortions, forbidden, allowed]) list.length = 0;
      skewMs = 0;
      distortionsChanged();
    },
    next: ({ resource, verb, hasContinue }) => {
      const met = answers.find(
        ({ fault, left }) =>
          left > 0 &&
          (fault.resource === undefined || fault.resource === resource) &&
          (fault.verb === undefined || fault.verb === verb) &&
          (fault.kind !== 'expired_continue' || hasContinue) &&
          (fault.kind !== 'gone_event' || verb === 'watch'),
      );
      if (met === undefined) return null;
      met.left -= 1;
      return met.fault;
    },
    isDistorted: (kind, resource) =>
      distortions.some((each) => each.kind === kind && (each.resource === undefined || each.resource === resource)),
    userOf: (token) => {
      const known = tokens.get(token);
      return known === undefined || now() >= known.expiresAt ? null : known.user;
    },
    skewMs: () => skewMs,
  };
}
