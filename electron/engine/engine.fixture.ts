// The engine as a screen sees it, for tests: through a port, with real HTTP behind it and a real record on disk.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { onTestFinished } from 'vitest';
import { applyFeedMessage, emptyFeed, type FeedMessage, type FeedState, type Keyed } from '#shared/model/feed.ts';
import type { PlanId } from '#shared/model/ids.ts';
import { momentHeader, type Moment } from '#shared/model/moment.ts';
import type { RunSummary } from '#shared/model/run.ts';
import { createEngine, type Engine, type EngineClient } from './engine.ts';
import { testFolder } from './store/store.fixture.ts';

const resourcesDir = join(import.meta.dirname, '..', '..', 'resources');

export async function startEngine(
  dataDir = testFolder(),
): Promise<{ engine: Engine; client: EngineClient; dataDir: string }> {
  const engine = await createEngine({ dataDir, resourcesDir });
  const { port1, port2 } = new MessageChannel();
  engine.attach(port1 as never, 'screen');
  const client = createORPCClient<EngineClient>(new RPCLink({ port: port2 as never }));
  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    port2.close();
    await engine.close();
  };
  onTestFinished(close);
  return { engine: { ...engine, close }, client, dataDir };
}

/** A screen that asks about `moment`; a text goes into the header as it is. */
export function askerAt(engine: Pick<Engine, 'attach'>, moment: Moment | string): EngineClient {
  const { port1, port2 } = new MessageChannel();
  engine.attach(port1 as never, 'screen');
  onTestFinished(() => port2.close());
  const text = typeof moment === 'string' ? moment : JSON.stringify(moment);
  return createORPCClient<EngineClient>(new RPCLink({ port: port2 as never, headers: { [momentHeader]: text } }));
}

export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function planText(url: string, extra: string[] = []): string {
  return [
    'apiVersion: readyroom/v1',
    'kind: Plan',
    'name: small',
    'title: Small',
    `vars: { url: "${url}" }`,
    'phases:',
    '  - id: first',
    '    title: First',
    '    items:',
    '      - { id: health, title: Health, probe: { http: { url: "${url}/health" } }, expect: ["status == 200"] }',
    '      - { id: look, title: Look, manual: { instructions: Look., evidence: required } }',
    ...extra,
    '',
  ].join('\n');
}

export async function openPlan(client: EngineClient, dir: string, text: string): Promise<PlanId> {
  const file = join(dir, 'plan.yaml');
  mkdirSync(dir, { recursive: true });
  writeFileSync(file, text);
  const opened = await client.plans.open({ path: file });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.planId;
}

/** Follows a feed until `enough` says so; returns the state it then had. */
export async function until<T extends Keyed>(
  feed: AsyncIterable<FeedMessage<T>>,
  enough: (entries: ReadonlyMap<string, T>) => boolean,
): Promise<ReadonlyMap<string, T>> {
  let state: FeedState<T> | null = emptyFeed;
  for await (const message of feed) {
    state = applyFeedMessage(state as FeedState<T>, message);
    if (!state) throw new Error('a change did not follow');
    if (enough(state.entries)) return state.entries;
  }
  throw new Error('the feed ended');
}

export async function run(
  client: EngineClient,
  planId: PlanId,
  selection: { phaseIds: string[]; itemIds: string[] } = { phaseIds: [], itemIds: [] },
  vars = {},
): Promise<RunSummary> {
  const { summary } = await client.plans.get({ planId });
  const { runId } = await client.runs.start({ planId, hash: summary.hash, selection, vars });
  const runs = await until(
    await client.runs.feed({ planId }),
    (entries) => (entries.get(runId)?.finishedAt ?? null) !== null,
  );
  return runs.get(runId) as RunSummary;
}
export const tick = { outcome: 'pass' as const, by: 'Lead', note: '', evidence: 'https://ci.example/1' };
export const healthy: RequestListener = (_, response) => response.end('{"status":"healthy"}');
