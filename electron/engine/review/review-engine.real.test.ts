// The whole way: an incident is exported, its record deleted, and its bundle read by another engine with an empty record.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createEngine, type Engine, type EngineClient } from '#engine/engine.ts';
import { boundsOf } from '#shared/model/bundle/manifest.ts';
import type { BundleDraft, Review } from '#shared/model/bundle/review.ts';
import { plainDraft } from '#shared/model/incident/incident.fixture.ts';
import type { PlanId, RunId } from '#shared/model/ids.ts';
import type { Moment } from '#shared/model/moment.ts';
import { askerAt, openPlan, planText, run, serve } from '../engine.fixture.ts';
import { testFolder } from '../store/store.fixture.ts';

const resourcesDir = join(import.meta.dirname, '..', '..', '..', 'resources');
const env = { PATH: process.env['PATH'], HOME: '/nonexistent', DOCKER_HOST: 'unix:///nonexistent/docker.sock' };

async function engineIn(dataDir: string): Promise<Engine> {
  const engine = await createEngine({ dataDir, resourcesDir, env });
  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    await engine.close();
  };
  onTestFinished(close);
  return { ...engine, close };
}

/** The first entry of a feed that fits. */
async function entry<T extends { key: string }>(
  feed: Promise<AsyncIterable<{ kind: string; entries?: T[]; upserts?: T[] }>>,
  fits: (one: T) => boolean,
): Promise<T> {
  // prettier-ignore
  for await (const { entries = [], upserts = [] } of await feed) {
    const found = [...entries, ...upserts].find(fits);
    if (found !== undefined) return found;
  }
  throw new Error('the feed ended');
}

const drafted = async (client: EngineClient, key: string): Promise<BundleDraft> =>
  entry<BundleDraft>(client.reviews.drafts() as never, (one) => one.key === key && one.state !== 'making');
const proven = async (client: EngineClient, key: string): Promise<Review> =>
  entry<Review>(client.reviews.feed() as never, (one) => one.key === key && one.proof.state !== 'checking');

interface Asked {
  id: string;
  planId: PlanId;
  fromMs: number;
  toMs: number;
}

/** What the screens of an incident and of readiness ask. */
async function told(client: EngineClient, { id, planId, fromMs, toMs }: Asked) {
  const span = { fromMs, toMs, filter: { line: '', hidden: [] } };
  const runs = await client.runs.list({ planId });
  const items = await (await client.checklist.feed({ planId }))[Symbol.asyncIterator]().next();
  return {
    runs: await Promise.all(runs.map(({ runId }) => client.runs.get({ runId }))),
    compared: await client.runs.compare({ runId: runs[0]?.runId ?? ('none' as RunId) }),
    items: items.value,
    journal: await client.system.journal({ limit: 500 }),
    incident: await client.incidents.get({ id }),
    page: await client.timeline.page({ ...span, limit: 500, cursor: null, direction: 'later' }),
    density: await client.timeline.density({ ...span, buckets: 50 }),
    intervals: await client.timeline.intervals(span),
    coverage: await client.timeline.coverage({ fromMs, toMs }),
  };
}

async function exported() {
  const dataDir = testFolder();
  const file = join(testFolder(), 'INC-1.rrb');
  const engine = await engineIn(dataDir);
  const { client } = engine;
  // Each item has more than one result, so that results lie otherwise by item than by time.
  let status = 200;
  const url = await serve((_, response) => response.writeHead(status).end());
  const planId = await openPlan(client, testFolder(), planText(url));
  for (status of [200, 503, 200, 503]) await run(client, planId);
  const from = { kind: 'palette', key: '', title: '', atMs: null } as const;
  const { id } = await client.incidents.declare({ from, draft: plainDraft, by: 'On-call' });
  await client.incidents.assign({ id, by: 'On-call', role: 'scribe', person: 'Reviewer', held: true });
  await client.incidents.move({ id, by: 'On-call', to: 'active' });
  const { key } = await client.reviews.prepare({ incidentId: 'INC-1' });
  const draft = await drafted(client, key);
  return { engine, client, id, planId, key, draft, file, dataDir };
}

test('an exported incident is read elsewhere after its record is gone: the same events, the same incident', async () => {
  const { engine, client, id, planId, key, draft, file, dataDir } = await exported();
  expect(draft).toMatchObject({ state: 'ready', reason: '' });
  if (draft.manifest === null) throw new Error('there is no manifest');
  const bounds = boundsOf(draft.manifest);
  const asks = { id, planId, ...bounds };
  const moment: Moment = { at: draft.manifest.span.toMs, known: 'now', review: null };
  const before = await told(askerAt(engine, moment), asks);
  expect(before.runs.map(({ run: { verdict } }) => verdict)).toEqual(['fail', 'inconclusive', 'fail', 'inconclusive']);
  expect(before.journal.length).toBeGreaterThan(2);
  expect(before.page.rows.length).toBeGreaterThan(2);
  const saved = await client.reviews.save({ draft: key, path: file, sign: true, by: 'On-call' });
  expect(saved).toMatchObject({ state: 'saved', savedTo: file });
  // Never over a file that is there.
  await expect(client.reviews.save({ draft: key, path: file, sign: false, by: 'On-call' })).rejects.toMatchObject({ code: 'conflict' }); // prettier-ignore
  await engine.close();
  rmSync(dataDir, { recursive: true });

  const bytes = createHash('sha256').update(readFileSync(file)).digest('hex');
  const second = await engineIn(testFolder());
  const review = await second.client.reviews.open({ path: file });
  expect(review).toMatchObject({ state: 'open', signed: { state: 'verified', known: false } });
  expect(await proven(second.client, review.key)).toMatchObject({ proof: { state: 'whole' } });
  const asked = askerAt(second, { ...moment, review: review.key });
  const after = await told(asked, asks);
  for (const [what, value] of Object.entries(before)) expect(JSON.stringify(after[what as keyof typeof after]), what).toBe(JSON.stringify(value)); // prettier-ignore
  // Outside its bounds nothing is said, and nothing is changed from inside it.
  await expect(askerAt(second, { ...moment, at: bounds.toMs + 1, review: review.key }).system.journal({})).rejects.toMatchObject({ code: 'bad_input' }); // prettier-ignore
  await expect(asked.incidents.move({ id, by: 'Visitor', to: 'closed' })).rejects.toMatchObject({ code: 'denied' }); // prettier-ignore

  await second.client.reviews.comment({ id: review.key, text: 'the deploy', by: 'Reviewer' });
  const comments = await second.client.reviews.exportComments({ id: review.key });
  expect(JSON.parse(comments.text)).toMatchObject({ bundle: review.hash, comments: [{ text: 'the deploy', by: 'Reviewer' }] }); // prettier-ignore
  await second.client.reviews.close({ id: review.key });
  await expect(asked.system.journal({})).rejects.toMatchObject({ code: 'not_found' });
  expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(bytes);
});

test('whose key signed a bundle a person says, by the fingerprint; it holds for all that it signed, after a restart too, until it is taken back', async () => {
  const { client, key, file } = await exported();
  await client.reviews.save({ draft: key, path: file, sign: true, by: 'On-call' });
  const dataDir = testFolder();
  const elsewhere = await engineIn(dataDir);
  const { reviews } = elsewhere.client;
  const { key: id, signed } = await reviews.open({ path: file });
  if (signed.state !== 'verified') throw new Error('it is not signed');
  const { fingerprint } = signed;
  expect(signed).toMatchObject({ known: false, name: '' });
  await expect(reviews.knowKey({ id, fingerprint: '0000 0000 0000 0000', name: 'Shop', by: 'Reviewer' })).rejects.toMatchObject({ code: 'conflict' }); // prettier-ignore
  await reviews.knowKey({ id, fingerprint, name: 'Shop team', by: 'Reviewer' });
  const known = { state: 'verified', known: true, name: 'Shop team', addedBy: 'Reviewer', knownSince: expect.any(Number) as number }; // prettier-ignore
  expect((await reviews.open({ path: file })).signed).toMatchObject(known);
  await elsewhere.close();
  const again = await engineIn(dataDir);
  const shown = async () => {
    for await (const message of await again.client.reviews.feed())
      return message.kind === 'snapshot' ? message.entries : [];
    return [];
  };
  expect(await shown()).toMatchObject([{ key: id, state: 'closed', signed: known }]);
  await again.client.reviews.forgetKey({ id, fingerprint, by: 'Reviewer' });
  expect(await shown()).toMatchObject([{ signed: { known: false, name: '' } }]);
  await expect(again.client.reviews.forgetKey({ id, fingerprint, by: 'Reviewer' })).rejects.toMatchObject({ code: 'not_found' }); // prettier-ignore
  const told = (await again.client.system.journal({ limit: 50 })).filter(({ type }) => type.startsWith('key.'));
  expect(told).toMatchObject([{ type: 'key.forgotten', source: 'person:Reviewer', subject: 'Shop team' }, { type: 'key.known', data: { fingerprint } }]); // prettier-ignore
});

test('bundles that were read are listed after a restart, and one whose file is gone is told as such', async () => {
  const { client, key, file } = await exported();
  await client.reviews.save({ draft: key, path: file, sign: false, by: 'On-call' });
  const dataDir = testFolder();
  const first = await engineIn(dataDir);
  const { key: id } = await first.client.reviews.open({ path: file });
  await first.close();
  const listed = async (): Promise<Review> => {
    const engine = await engineIn(dataDir);
    const review = await entry<Review>(engine.client.reviews.feed() as never, ({ key: one, reason }) => one === id && (existsSync(file) || reason !== '')); // prettier-ignore
    await engine.close();
    return review;
  };
  expect(await listed()).toMatchObject({ state: 'closed', file, reason: '' });
  rmSync(file);
  expect(await listed()).toMatchObject({ state: 'closed', file, reason: 'its file was not found when it was looked for' }); // prettier-ignore
});

test('a bundle that was changed while it was open is not believed any more', async () => {
  const { client, key, file, draft, engine } = await exported();
  await client.reviews.save({ draft: key, path: file, sign: false, by: 'On-call' });
  const review = await client.reviews.open({ path: file });
  expect(review.signed).toEqual({ state: 'unsigned' });
  const asked = askerAt(engine, { at: draft.manifest?.span.toMs ?? 0, known: 'now', review: review.key });
  await asked.system.journal({});
  const bytes = readFileSync(file);
  writeFileSync(file, bytes);
  await expect(asked.system.journal({})).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('was changed') as string }); // prettier-ignore
});
