// A kind's table as a client of the engine has it, and how long it took to come.
import { performance } from 'node:perf_hooks';
import type { EngineClient } from '#engine/engine.ts';
import type { KubeKind, KubeRow } from '#shared/model/kubernetes.ts';

export interface Filled {
  firstMs: number;
  fullMs: number;
}

/** Connects and waits for so many rows; then everything is left again. Times are from the word to connect. */
export async function timeToFull(client: EngineClient, kind: KubeKind, count: number): Promise<Filled> {
  const stop = new AbortController();
  const keys = new Set<string>();
  const feed = await client.kubernetes.rows({ kind }, { signal: stop.signal });
  // As a screen does, it has been there for a while when a person presses Connect.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const began = performance.now();
  const connected = client.kubernetes.connect({ context: 'fake' });
  let firstMs = Number.NaN;
  for await (const message of feed) {
    const came = message.kind === 'snapshot' ? message.entries : message.upserts;
    for (const { key } of came) keys.add(key);
    if (message.kind === 'change') for (const key of message.removes) keys.delete(key);
    if (Number.isNaN(firstMs) && keys.size > 0) firstMs = performance.now() - began;
    if (keys.size >= count) break;
  }
  const fullMs = performance.now() - began;
  stop.abort();
  await connected;
  return { firstMs, fullMs };
}

/** Leaves the context and waits until nothing of it is told any more. */
export async function leave(client: EngineClient): Promise<void> {
  await client.kubernetes.disconnect();
  const stop = new AbortController();
  for await (const message of await client.kubernetes.connection(undefined, { signal: stop.signal })) {
    const [now] = message.kind === 'snapshot' ? message.entries : message.upserts;
    if (now?.state === 'off') break;
  }
  stop.abort();
}

/**
 * Reads a kind until its rows are exactly these, each written as `namespace/name version`.
 * @returns the rows, and how many lines still differ after `limitMs`.
 */
export async function untilEqual(
  client: EngineClient,
  kind: KubeKind,
  wanted: readonly string[],
  limitMs: number,
): Promise<{ rows: KubeRow[]; wrong: number }> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), limitMs);
  const rows = new Map<string, KubeRow>();
  const expected = new Set(wanted);
  let wrong = wanted.length;
  try {
    for await (const message of await client.kubernetes.rows({ kind }, { signal: stop.signal })) {
      if (message.kind === 'snapshot') rows.clear();
      for (const row of message.kind === 'snapshot' ? message.entries : message.upserts) rows.set(row.key, row);
      if (message.kind === 'change') for (const key of message.removes) rows.delete(key);
      const right = Array.from(rows.values(), lineOf).filter((line) => expected.has(line)).length;
      wrong = expected.size - right + (rows.size - right);
      if (wrong === 0) break;
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
  return { rows: [...rows.values()], wrong };
}

const lineOf = ({ namespace, name, version }: KubeRow): string => `${namespace ?? ''}/${name} ${version}`;
