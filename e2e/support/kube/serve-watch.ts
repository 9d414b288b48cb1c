// WATCH: what the client is owed first, then every change as a line of JSON, until its time or a fault ends it.
import { isTrue } from './route.ts';
import type { ResourceCall } from './answer.ts';
import { encodingFor, type Encoding } from './encode.ts';
import { apiVersionOf, type Kind } from './kinds.ts';
import { matcherOf, type Matches } from './selectors.ts';
import { badRequest, Refusal, tooLarge, tooOld } from './status.ts';
import type { Change, Version } from './objects.ts';
import { openLines, type Lines } from './watch-lines.ts';

interface Start {
  /** Objects of the present that are sent as ADDED. */
  initial: readonly Version[];
  /** Changes that the client missed. */
  missed: readonly Change[];
  hasInitialEnd: boolean;
  revision: number;
}

const defaultTimeoutSeconds = 1800;

/** Answers a WATCH; resolves when it is set up, not when it ends. `isGone` pretends that the version is forgotten. */
export async function serveWatch(call: ResourceCall, isGone = false): Promise<void> {
  const { world, route, query, response } = call;
  const { kind } = route;
  const { matches } = matcherOf(kind.resource, route.namespace, query);
  const start = isGone ? null : startOf(call);
  const encoding = encodingFor(
    kind,
    call.request.headers.accept,
    query.get('includeObject') ?? 'Metadata',
    world.now(),
  );
  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
  if (start === null) {
    const asked = Number(query.get('resourceVersion') ?? 0);
    response.end(`${JSON.stringify({ type: 'ERROR', object: tooOld(asked, world.store.revision()) })}\n`);
    return;
  }
  const lines = openLines(response, {
    reset: call.reset,
    isDistorted: (distortion) => world.faults.isDistorted(distortion, kind.resource),
    bookmark: (revision, isInitialEnd) => bookmarkLine(kind, revision, isInitialEnd),
    revision: start.revision,
  });
  const watching = {
    resource: kind.resource,
    change: (change: Change) => {
      const line = lineFor(change, matches, encoding);
      lines.event(line, change.version.resourceVersion);
    },
    strike: lines.strike,
    review: lines.review,
    close: lines.close,
  };
  // Registered before the first byte: what changes while the past is sent waits its turn in `lines`.
  const leave = world.streams.add(watching);
  const seconds = Number(query.get('timeoutSeconds') ?? defaultTimeoutSeconds) || defaultTimeoutSeconds;
  const timeout = setTimeout(lines.close, seconds * 1000);
  const allowsBookmarks = isTrue(query.get('allowWatchBookmarks'));
  const ticking = allowsBookmarks ? setInterval(() => lines.strike('bookmark'), world.bookmarkEveryMs) : undefined;
  response.on('close', () => {
    leave();
    clearTimeout(timeout);
    clearInterval(ticking);
  });
  await sendStart(lines, start, matches, encoding);
}

/** Null when the version asked for is forgotten; throws refusals for what cannot be asked. */
function startOf({ world, route, query }: ResourceCall): Start | null {
  const { store } = world;
  const { resource } = route.kind;
  const text = query.get('resourceVersion') ?? '';
  if (!/^\d*$/.test(text)) throw badRequest(`resourceVersion: Invalid value: "${text}"`);
  const asked = text === '' ? 0 : Number(text);
  const revision = store.revision();
  if (asked > revision) throw tooLarge(asked, revision);
  const wantsInitial = query.get('sendInitialEvents');
  if (wantsInitial !== null && !world.watchList) {
    const cause =
      'sendInitialEvents: Forbidden: sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled';
    throw new Refusal(422, `ListOptions.meta.k8s.io "" is invalid: ${cause}`);
  }
  if (wantsInitial !== null && query.get('resourceVersionMatch') !== 'NotOlderThan') {
    const cause =
      'resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan';
    throw new Refusal(422, `ListOptions.meta.k8s.io "" is invalid: ${cause}`);
  }
  const hasInitialEnd = isTrue(wantsInitial);
  if (hasInitialEnd || (wantsInitial === null && asked === 0)) {
    return { initial: store.versions(resource), missed: [], hasInitialEnd, revision };
  }
  if (asked === 0) return { initial: [], missed: [], hasInitialEnd, revision };
  const missed = store.changesSince(resource, asked);
  return missed === null ? null : { initial: [], missed, hasInitialEnd, revision };
}

async function sendStart(lines: Lines, start: Start, matches: Matches, encoding: Encoding): Promise<void> {
  const chunk: string[] = [];
  let sizeChars = 0;
  for (const version of start.initial) {
    if (!matches(version.object)) continue;
    const line = `{"type":"ADDED","object":${encoding.one(version)}}\n`;
    chunk.push(line);
    sizeChars += line.length;
    if (sizeChars < 512 * 1024) continue;
    await lines.past(chunk.join(''));
    chunk.length = 0;
    sizeChars = 0;
  }
  for (const change of start.missed) chunk.push(lineFor(change, matches, encoding) ?? '');
  await lines.past(chunk.join(''));
  lines.begin(start.hasInitialEnd);
}

/** Null when this watch is not told of the change. An object that leaves the selection is deleted for it. */
function lineFor({ type, version, previous }: Change, matches: Matches, encoding: Encoding): string | null {
  const was = previous !== null && matches(previous.object);
  const is = type !== 'DELETED' && matches(version.object);
  if (!was && !is) return null;
  const told = was ? (is ? 'MODIFIED' : 'DELETED') : 'ADDED';
  return `{"type":"${told}","object":${encoding.one(version)}}\n`;
}

function bookmarkLine(kind: Kind, revision: number, isInitialEnd: boolean): string {
  const annotations = isInitialEnd ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {};
  const metadata = { resourceVersion: String(revision), creationTimestamp: null, ...annotations };
  return `${JSON.stringify({ type: 'BOOKMARK', object: { kind: kind.kind, apiVersion: apiVersionOf(kind), metadata } })}\n`;
}
