// LIST: the whole, or pages of one moment joined by continue tokens.
import { sendJson, type ResourceCall } from './answer.ts';
import { encodingFor } from './encode.ts';
import { keyOfObject, type Version } from './history.ts';
import { matcherOf } from './selectors.ts';
import { badRequest, expiredContinue, failure, Refusal, tooLarge } from './status.ts';

interface Token {
  v: 'meta.k8s.io/v1';
  /** -1: whatever is there now, from `start` on. */
  rv: number;
  /** The first key that may come. */
  start: string;
}

const packed = (token: Token): string => Buffer.from(JSON.stringify(token)).toString('base64url');

function unpacked(text: string): Token {
  try {
    const token = JSON.parse(Buffer.from(text, 'base64url').toString()) as Token;
    if (token.v === 'meta.k8s.io/v1' && typeof token.start === 'string') return token;
  } catch {
    // Said below: whatever it was, it is no token of ours.
  }
  throw badRequest('continue key is not valid');
}

/** Answers a LIST; throws refusals for expired tokens, versions that are gone and versions to come. */
export async function serveList(call: ResourceCall): Promise<void> {
  const { world, route, query } = call;
  const { store } = world;
  const { resource } = route.kind;
  const token = query.get('continue') ? unpacked(query.get('continue') ?? '') : null;
  const asked = token === null ? askedVersion(query, store.revision()) : token.rv;
  const isPast = asked !== null && asked >= 0;
  const all = isPast ? store.versionsAt(resource, asked) : store.versions(resource);
  if (all === null) throw goneList(token);
  const revision = isPast ? asked : store.revision();

  const { matches, isNarrowed } = matcherOf(resource, route.namespace, query);
  const limit = Number(query.get('limit') ?? 0);
  const { page, next, left } = pageOf(all, token?.start ?? '', limit, matches);
  const metadata = {
    resourceVersion: String(revision),
    ...(next === null ? {} : { continue: packed({ v: 'meta.k8s.io/v1', rv: revision, start: next }) }),
    ...(next === null || isNarrowed ? {} : { remainingItemCount: left }),
  };
  const accept = call.request.headers.accept;
  const encoding = encodingFor(route.kind, accept, query.get('includeObject') ?? 'Metadata', world.now());
  await sendJson(call, 200, encoding.list(page, metadata));
}

/** Null for the present; a number for exactly that moment. */
function askedVersion(query: URLSearchParams, current: number): number | null {
  const text = query.get('resourceVersion') ?? '';
  const match = query.get('resourceVersionMatch');
  if (text === '' || text === '0') {
    if (match !== null && text === '') {
      throw new Refusal(
        422,
        'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
      );
    }
    return null;
  }
  if (!/^\d+$/.test(text)) throw badRequest(`resourceVersion: Invalid value: "${text}"`);
  const asked = Number(text);
  if (asked > current) throw tooLarge(asked, current);
  return match === 'Exact' ? asked : null;
}

const goneList = (token: Token | null): Refusal =>
  token === null
    ? new Refusal(410, failure(410, 'The resourceVersion for the provided list is too old.').message ?? '')
    : expiredContinue(packed({ ...token, rv: -1 }));

/** The refusal of a page whose list is forgotten, for a fault that pretends so. */
export const expiredPage = (continueText: string): Refusal => goneList(unpacked(continueText));

function pageOf(
  all: readonly Version[],
  start: string,
  limit: number,
  matches: (object: Version['object']) => boolean,
): { page: Version[]; next: string | null; left: number } {
  const matching: Version[] = [];
  for (let at = firstFrom(all, start); at < all.length; at += 1) {
    const version = all[at];
    if (version !== undefined && matches(version.object)) matching.push(version);
  }
  if (limit <= 0 || matching.length <= limit) return { page: matching, next: null, left: 0 };
  const following = matching[limit];
  return {
    page: matching.slice(0, limit),
    next: following === undefined ? null : keyOfObject(following.object),
    left: matching.length - limit,
  };
}

function firstFrom(all: readonly Version[], start: string): number {
  if (start === '') return 0;
  let from = 0;
  for (let to = all.length; from < to;) {
    const middle = (from + to) >> 1;
    const version = all[middle];
    if (version !== undefined && keyOfObject(version.object) < start) from = middle + 1;
    else to = middle;
  }
  return from;
}
