import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { objectsAt, writeDiff } from '../recorder/objects-at.ts';
import { bundleParts, leftBehind } from '../store/bundle-parts.ts';
import { proveEvents } from '../store/bundle-proof.ts';
import type { ReadDb, WriteDb } from '../store/database.ts';
import { notGone, putFrame, putObject, putScope, putTurn, putVersion } from '../store/object-rows.ts';
import { makeBundleTables, tablesOf } from '../store/bundle-tables.ts';
import { journalPage } from '../store/journal-rows.ts';
import { inspectBundle } from '../review/inspect-bundle.ts';
import { began, makeBundle, minute } from './bundle.fixture.ts';
import { hashFileBytes } from './hash-file.ts';
import { newPrivateKey, publicKeyOf } from './signing.ts';
import { signBundle } from './write-bundle.ts';

async function inspect(file: string) {
  const inspected = await inspectBundle(file, async (name, bytes) => hashFileBytes(name, bytes));
  onTestFinished(() => void inspected.read.close());
  return inspected;
}

function proofOf(inspected: Awaited<ReturnType<typeof inspect>>) {
  const proving = proveEvents(inspected.read, inspected.manifest.chain);
  for (;;) {
    const { done, value } = proving.next();
    if (done === true) return value;
  }
}

test('a bundle holds the events around the incident, what stood before it, and what was said of it later; the rest is hashed over', async () => {
  const { file, manifest } = makeBundle({
    more: [{ type: 'note.saved', source: 'person:Ada', subject: 'inc-1', data: { text: 'found it' } }],
  });
  const inspected = await inspect(file);
  const events = journalPage(inspected.read, { before: null, limit: 1000 });
  const around = events.filter(({ type }) => type === 'docker.changed');
  expect(around).toHaveLength(111);
  expect(around.every(({ time }) => time >= began - 60 * minute && time <= began + 50 * minute)).toBe(true);
  // Before the span: how the source stood when it began. Long after: what was said of the incident.
  expect(events.filter(({ type }) => type === 'source.state').map(({ time }) => (time - began) / minute)).toEqual([30, 0, -30, -60, -90]); // prettier-ignore
  expect(events[0]).toMatchObject({ type: 'note.saved', subject: 'inc-1', data: { text: 'found it' } });
  expect(manifest.chain).toMatchObject({ events: 117, redacted: 0 });
  expect(proofOf(inspected)).toEqual({ state: 'whole', checked: 117, redacted: 0, altered: 0, words: 'All 117 events fit the chain of hashes in which they were recorded' }); // prettier-ignore
});

test('what leaves is redacted once more, is counted by place and kind, and never says that it is as recorded', async () => {
  const known = 'correct-horse-battery';
  const random = 'kT9wQz3LmX7vB2nR8sYd4FhJ6cGpA1eU';
  const { file, manifest } = makeBundle({
    more: [
      { type: 'note.saved', source: 'person:Ada', subject: 'inc-1', data: { text: `use ${known} and ${random}` } },
      { type: 'note.saved', source: 'person:Ada', subject: 'inc-1', data: { password: 'hunter2hunter2', count: 1 } },
    ],
    request: { secrets: [known] },
  });
  const bytes = readFileSync(file, 'latin1');
  for (const secret of [known, random, 'hunter2hunter2']) expect(bytes.includes(secret)).toBe(false);
  expect(manifest.redactions).toEqual([
    { place: 'journal.data', kind: 'known', count: 1 },
    { place: 'journal.data', kind: 'random', count: 1 },
    { place: 'journal.data', kind: 'secret', count: 1 },
  ]);
  const proof = proofOf(await inspect(file));
  expect(proof).toMatchObject({ state: 'redacted', redacted: 2, altered: 0 });
  expect(proof.words).toContain('2 were redacted on export');
});

test('objects are at every moment of the bundle what they are in its record, as known then and now; those long gone stay behind', async () => {
  const fill = (db: WriteDb): void => {
    const scope = putScope(db, 'docker', 'here');
    putTurn(db, 'docker', scope, began - 200 * minute);
    const put = (no: number, key: string, first: number, gone: number): void => putObject(db, { no, scope, kind: 'container', key, namespace: null, name: key, first, gone }); // prettier-ignore
    put(1, 'api', began - 200 * minute, notGone);
    put(2, 'old', began - 200 * minute, began - 100 * minute);
    for (const object of [1, 2]) putFrame(db, object, object, JSON.stringify({ key: object === 1 ? 'api' : 'old', state: 'running', restarts: 0 })); // prettier-ignore
    const times = [-200, -90, -30, 5, 40, 120];
    for (const [at, minutes] of times.entries()) {
      const recordedTime = began + minutes * minute;
      // The last was told long after the bundle's time, of a moment within it.
      const time = minutes === 120 ? began + 10 * minute : recordedTime;
      putVersion(db, { object: 1, recordedTime, no: at + 1, time, since: null, frame: 1, diff: at === 0 ? null : writeDiff([{ path: 'restarts', to: at }]) }); // prettier-ignore
    }
    putVersion(db, { object: 2, recordedTime: began - 200 * minute, no: 9, time: began - 200 * minute, since: null, frame: 2, diff: null }); // prettier-ignore
  };
  const { file, recordFile } = makeBundle({ fill });
  const { read } = await inspect(file);
  const record = new Database(recordFile, { readonly: true }) as ReadDb;
  onTestFinished(() => void record.close());
  for (const known of ['then', 'now'] as const)
    for (const minutes of [-60, -45, -30, 0, 5, 10, 12, 45, 50]) {
      const asked = { source: 'docker', kind: 'container', at: began + minutes * minute, known } as const;
      const found = objectsAt(read, asked);
      expect(found, `${known} ${minutes}`).toEqual(objectsAt(record, asked));
      expect(found.map(({ key }) => key)).toEqual(['api']);
    }
  expect(read.prepare('SELECT count(*) FROM object').pluck().get()).toBe(1);
});

test('a signature is of this manifest by that key, and a bundle without one says so', async () => {
  const { file, manifest } = makeBundle();
  expect((await inspect(file)).signed).toEqual({ state: 'unsigned' });
  const key = newPrivateKey();
  signBundle(file, manifest, key);
  const { signed, publicKey } = await inspect(file);
  expect(signed).toMatchObject({ state: 'verified', known: false, fingerprint: expect.stringMatching(/^([0-9a-f]{4} ?){4}$/) as string }); // prettier-ignore
  expect(publicKey).toBe(publicKeyOf(key));
});

test('every table of the record goes into a bundle or stays behind for a reason that is said', () => {
  const db = new Database(':memory:');
  makeBundleTables(db);
  const withEvents = ['term', 'journal', 'journal_evicted', 'bundle_redacted'];
  const named = [...withEvents, ...bundleParts.map(({ table }) => table), ...Object.keys(leftBehind)];
  expect(named.toSorted()).toEqual(tablesOf(db).toSorted());
  db.close();
});
