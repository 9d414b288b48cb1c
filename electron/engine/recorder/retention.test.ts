import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlanHash, RunId } from '#shared/model/ids.ts';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { usualBudget, type Budget, type KeptSpan } from '#shared/model/recorder/budget.ts';
import { toldIncident } from '#shared/model/incident/incident.fixture.ts';
import { createJournal, type NewEvent } from '../journal/journal.ts';
import { putIncident } from '../store/incident-rows.ts';
import { evictedUpTo } from '../store/evicted-times.ts';
import { usedBytes } from '../store/retention-rows.ts';
import { indexResults, insertRun } from '../store/run-rows.ts';
import { testStore } from '../store/store.fixture.ts';
import { verifyChain } from '../store/verify-chain.ts';
import { indexTriggerEvents } from '../store/trigger-rows.ts';
import { createWriter } from '../store/writer.ts';
import { heard } from '../past/past.fixture.ts';
import { sourceStatusAt } from '../past/source-statuses.ts';
import { triggersPast } from '../past/triggers.ts';
import { promqlTrigger } from '../triggers/triggers.fixture.ts';
import { retain } from './retention.ts';
import { volumesBySource } from './volumes.ts';

const hourMs = 3_600_000;
const noPause = (): Promise<void> => Promise.resolve();

function setup(budget: Partial<Budget> = {}, keptSpans: KeptSpan[] = []) {
  const { read, write } = testStore();
  // A disk that is waited for is another test's business.
  write.pragma('synchronous = NORMAL');
  let clock = 0;
  const now = (): number => clock;
  const journal = createJournal({ read, bootId: 'boot', now });
  const writer = createWriter({ db: write, now, lingerMs: { audit: 0, telemetry: 0 } });
  const at = (ms: number, event: Partial<NewEvent> = {}): number => {
    clock = ms;
    return write.transaction(() => journal.append(write, { type: 'docker.changed', source: 'docker', data: { ms }, ...event }))(); // prettier-ignore
  };
  const round = (ms = clock, stopped = () => false) => {
    clock = ms;
    return retain({ read, writer, journal, now, budget: () => ({ ...usualBudget, ...budget }), keptSpans: () => keptSpans, pause: noPause, stopped }); // prettier-ignore
  };
  const kept = (): number[] => read.prepare("SELECT sequence FROM journal j JOIN term t ON t.id = j.type WHERE t.text <> 'retention.evicted' ORDER BY sequence").pluck().all() as number[]; // prettier-ignore
  return { read, write, journal, at, round, kept };
}

describe('retention', () => {
  test('takes away what is too old, tells of it, and leaves the chain whole', async () => {
    const { write, at, round, kept, journal } = setup({ maxAgeMs: 2 * hourMs });
    for (let hour = 0; hour < 6; hour++) at(hour * hourMs);
    await round(5 * hourMs);
    expect(kept()).toEqual([4, 5, 6]);
    expect(verifyChain(write)).toMatchObject({ evicted: 3, faults: [] });
    expect(journal.stats()).toMatchObject({ events: 4, oldestAt: 3 * hourMs });
    const [told] = journal.page({ before: null, limit: 1 });
    expect(told).toMatchObject({ type: 'retention.evicted', data: { count: 3, first: 1, last: 3, bySource: { docker: 3 } } }); // prettier-ignore
  });

  test('a source has an age of its own, and people are never evicted', async () => {
    const { at, round, kept } = setup({ sources: { docker: { maxAgeMs: hourMs, maxBytes: null } } });
    const old = { docker: at(0), person: at(1, { source: 'person:Lead', type: 'item.ticked' }), note: at(2, { type: 'note.saved', source: 'engine' }), kubernetes: at(3, { source: 'kubernetes', type: 'kubernetes.changed' }) }; // prettier-ignore
    at(2 * hourMs);
    await round(3 * hourMs);
    expect(kept().slice(0, 3)).toEqual([old.person, old.note, old.kubernetes]);
    expect(kept()).not.toContain(old.docker);
  });

  test('evidence of an incident stays however old, and goes when the incident no longer holds it', async () => {
    const spans: KeptSpan[] = [{ fromMs: hourMs, toMs: 3 * hourMs }];
    const { write, at, round, kept } = setup({ maxAgeMs: hourMs }, spans);
    for (let hour = 0; hour < 6; hour++) at(hour * hourMs);
    at(100 * hourMs);
    await round();
    expect(kept()).toEqual([2, 3, 4, 7]);
    spans.length = 0;
    await round();
    expect(kept()).toEqual([7]);
    expect(verifyChain(write).faults).toEqual([]);
  });

  test('what people pinned or named as evidence stays whenever it happened, and so do the results of a run that they linked', async () => {
    const { write, at, round, kept } = setup({ maxAgeMs: hourMs });
    const [pinned, named, linked, other, newest] = [at(0), at(1), at(2), at(3), at(4)];
    const hash = 'a'.repeat(64) as PlanHash;
    write.exec(`INSERT INTO plan_text (hash, text) VALUES ('${hash}', ''); INSERT INTO plan (no, id, name, title, origin, hash, loaded_at) VALUES (1, 'p', 'p', 'P', 'import', '${hash}', 0); INSERT INTO plan_item (no, plan_no, phase_id, item_id) VALUES (1, 1, 'a', 'b')`); // prettier-ignore
    for (const [runId, event] of [
      ['linked', linked],
      ['other', other],
      ['newest', newest],
    ] as const) {
      insertRun(write, 1, { runId: runId as RunId, planHash: hash, planTitle: 'P', selection: {}, vars: {}, state: 'finished', verdict: 'pass', counts: {}, startedAt: event, finishedAt: event, startedBy: 'cli', judge: 'j' } as never); // prettier-ignore
      indexResults(write, [{ runId: runId as RunId, itemNo: 1, event }]);
    }
    const by = 'Lead';
    const told = toldIncident(1, 5)
      .tell('incident.pinned', 6, { by, word: null, event: pinned, pinned: true })
      .tell('incident.reached', 7, {
        by,
        milestone: 'diagnosed',
        occurredAt: 7,
        confidence: 'certain',
        evidence: [{ kind: 'event', sequence: named, title: 'it died' }],
        note: '',
      }) // prettier-ignore
      .tell('incident.linked', 8, { by, link: { kind: 'run', target: 'linked', title: '' } });
    putIncident(write, told.incident());
    const last = at(100 * hourMs);
    await round();
    expect(kept()).toEqual([pinned, named, linked, last]);
  });

  test('that a trigger fires stays as long as it is so, and until it is as old that it was so no more', async () => {
    const { read, write, at, round, kept } = setup({ maxAgeMs: hourMs });
    const trigger = (ms: number, type: NewEvent['type'], pod: string | null): number => {
      const sequence = at(ms, { type, source: 'engine', data: pod === null ? {} : { labels: { pod } } });
      indexTriggerEvents(write, ['t'], sequence);
      return sequence;
    };
    const defined = at(0, { type: 'trigger.edited', source: 'person:Lead', data: { trigger: promqlTrigger() as never } }); // prettier-ignore
    indexTriggerEvents(write, ['t'], defined);
    const [a, b] = [trigger(1, 'trigger.firing', 'a'), trigger(2, 'trigger.firing', 'b')];
    trigger(3, 'trigger.firing', 'c');
    trigger(4, 'trigger.resolved', 'c');
    const resolved = trigger(99.5 * hourMs, 'trigger.resolved', 'b');
    const newest = at(100 * hourMs);
    await round();
    expect(kept()).toEqual([defined, a, b, resolved, newest]);
    const past = async (ms: number) => (await heard<WatchedTrigger>(triggersPast(read).feed?.(undefined, { at: ms, known: 'then' }, undefined)))[0]; // prettier-ignore
    expect((await past(99.2 * hourMs))?.instances.map(({ labels }) => labels)).toEqual([{ pod: 'a' }, { pod: 'b' }]);
    trigger(200 * hourMs, 'trigger.resolved', 'a');
    at(300 * hourMs);
    await round();
    expect(await past(150 * hourMs)).toMatchObject({ state: 'no_data', trouble: { reason: 'what was recorded of it at this time was evicted' } }); // prettier-ignore
  });

  test('what tells how things stand stays as long as they stand so, and goes when it is as old that they stood otherwise', async () => {
    const { read, at, round, kept } = setup({ maxAgeMs: hourMs });
    const state = (ms: number, source: string, to: string): number => at(ms, { type: 'source.state', source, data: { source, from: 'off', to, reason: '' } }); // prettier-ignore
    const started = at(0, { type: 'engine.started', source: 'engine', data: {} });
    state(1, 'docker', 'stale');
    const live = state(2, 'docker', 'live');
    const other = state(3, 'kubernetes', 'live');
    const connected = at(4, { type: 'kubernetes.connected', source: 'kubernetes', subject: 'kind', data: {} });
    const judged = at(5, { type: 'criterion.judged', source: 'engine', subject: 'set/one', data: { outcome: 'pass' } });
    const newest = at(100 * hourMs);
    await round();
    expect(kept()).toEqual([started, live, other, connected, judged, newest]);
    const status = (ms: number) => sourceStatusAt(read, 'docker', { at: ms, known: 'now' });
    expect(status(100 * hourMs)).toMatchObject({ state: 'live', since: 2 });
    const again = at(200 * hourMs, { type: 'engine.started', source: 'engine', data: {} });
    const stale = state(200 * hourMs, 'docker', 'stale');
    const last = at(300 * hourMs);
    await round();
    expect(kept()).toEqual([other, connected, judged, again, stale, last]);
    expect(status(150 * hourMs)).toMatchObject({ state: 'off', reason: 'what was recorded of it at this time was evicted' }); // prettier-ignore
    expect(status(-1)).toMatchObject({ state: 'off', reason: 'what was recorded of it at this time was evicted' });
  });

  test('of each source it is told up to when it went, also where others have more time', async () => {
    const { read, at, round } = setup({ maxAgeMs: 10 * hourMs, sources: { docker: { maxAgeMs: hourMs, maxBytes: null } } }); // prettier-ignore
    const kubernetes = { source: 'kubernetes', type: 'kubernetes.changed' } as const;
    for (const ms of [0, 1, 20, 21]) at(ms * hourMs, ms % 2 === 0 ? {} : kubernetes);
    await round(22 * hourMs);
    expect(['docker', 'kubernetes', 'engine'].map((source) => evictedUpTo(read, source))).toEqual([20 * hourMs, hourMs, null]); // prettier-ignore
  });

  test('too much takes what stood before all else only when nothing that is left happened under it', async () => {
    const { at, round, kept } = setup({ maxBytes: 2_000_000 });
    const state = (ms: number): number => at(ms, { type: 'source.state', data: { source: 'docker' } });
    const fill = (from: number, to: number): void => {
      for (let n = from; n < to; n++) at(n, { data: { text: 'x'.repeat(1_600) } });
    };
    const first = state(0);
    fill(1, 1_800);
    const second = state(1_800);
    fill(1_801, 2_000);
    await round();
    expect([kept()[0], kept()[1]]).toEqual([first, expect.any(Number)]);
    expect(kept()[1]).toBeGreaterThan(1_000);
    for (const from of [2_000, 3_000]) {
      fill(from, from + 1_000);
      await round();
    }
    expect(kept()[0]).toBe(second);
  }, 20_000);

  test('evidence is what happened or was recorded in its time, and what stood or lasted over it', async () => {
    const span = { fromMs: 10 * hourMs, toMs: 12 * hourMs };
    const { at, round, kept } = setup({ maxAgeMs: hourMs }, [span]);
    const started = at(0, { type: 'engine.started', source: 'engine', data: {} });
    const state = (ms: number, to: string): number => at(ms, { type: 'source.state', source: 'docker', data: { source: 'docker', to } }); // prettier-ignore
    state(1, 'stale');
    const live = state(2, 'live');
    at(9 * hourMs);
    // A service whose clock is three hours slow.
    const slow = at(11 * hourMs, { time: 8 * hourMs });
    const early = at(9.5 * hourMs, { time: 11 * hourMs });
    at(13 * hourMs, { type: 'engine.started', source: 'engine', data: {} });
    state(13 * hourMs, 'stale');
    const slept = at(20 * hourMs, { type: 'engine.gap', source: 'engine', data: { from: 11 * hourMs, to: 20 * hourMs, kind: 'not_running' } }); // prettier-ignore
    const covered = at(14 * hourMs, { type: 'source.covered', source: 'docker', data: { source: 'docker', from: 2, to: 13 * hourMs } }); // prettier-ignore
    at(21 * hourMs, { type: 'engine.started', source: 'engine', data: {} });
    state(21 * hourMs, 'live');
    const [newest] = [at(100 * hourMs)];
    await round();
    const standing = [newest - 2, newest - 1];
    expect(kept()).toEqual([started, live, slow, early, slept, covered, ...standing, newest]);
  });

  test('fills to its budget of bytes and then stays there, oldest first, and gives the pages back', async () => {
    const { read, write, at, round, kept } = setup({ maxBytes: 2_000_000 });
    for (let n = 0; n < 2_000; n++) at(n, { data: { text: 'x'.repeat(1_600) } });
    expect(usedBytes(read)).toBeGreaterThan(3_500_000);
    expect(await round()).toMatchObject({ overBytes: 0 });
    expect(usedBytes(read)).toBeLessThan(2_000_000);
    expect(Number(read.pragma('freelist_count', { simple: true }))).toBe(0);
    expect(kept().at(-1)).toBe(2_000);
    const middle = kept();
    expect(middle.at(-1) ?? 0).toBe((middle[0] ?? 0) + middle.length - 1);
    expect(verifyChain(write).faults).toEqual([]);
  }, 20_000);

  test('a source over its own bytes loses its oldest, others nothing', async () => {
    const mib = 16 * 1024 * 1024;
    const { at, round, kept, read } = setup({ sources: { docker: { maxAgeMs: null, maxBytes: mib } } });
    at(0, { source: 'kubernetes', type: 'kubernetes.changed' });
    for (let n = 1; n < 1_100; n++) at(n, { data: { text: 'x'.repeat(20_000) } });
    await round();
    expect(kept()[0]).toBe(1);
    const [docker] = await volumesBySource(read, noPause);
    expect(docker?.bytes).toBeLessThanOrEqual(mib);
    expect(docker?.bytes).toBeGreaterThan(mib - 100_000);
  }, 20_000);

  test('is stopped between two steps, and the next round goes on', async () => {
    const { write, at, round, kept } = setup({ maxAgeMs: hourMs });
    for (let n = 0; n < 1_000; n++) at(n);
    at(10 * hourMs);
    let steps = 0;
    await round(10 * hourMs, () => steps++ >= 1);
    expect(kept()).toHaveLength(851);
    await round(10 * hourMs);
    expect(kept()).toHaveLength(1);
    expect(verifyChain(write)).toMatchObject({ evicted: 1_000, faults: [] });
  });

  test('whatever is recorded and evicted in whatever order, evidence is there and the chain is whole', async () => {
    const event = fc.record({ gapMs: fc.integer({ min: 0, max: hourMs }), person: fc.boolean(), round: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 3, maxLength: 40 }),
        fc.integer({ min: 0, max: 20 }),
        async (events, from) => {
          // prettier-ignore
          const span = { fromMs: from * hourMs, toMs: (from + 4) * hourMs };
          const { write, at, round, kept } = setup({ maxAgeMs: hourMs }, [span]);
          let ms = 0;
          const must = new Set<number>();
          for (const { gapMs, person, round: now } of events) {
            const sequence = at((ms += gapMs), person ? { source: 'person:Lead', type: 'item.ticked' } : {});
            if (person || (ms >= span.fromMs && ms <= span.toMs)) must.add(sequence);
            if (now) await round();
          }
          await round();
          const left = new Set(kept());
          expect([...must].filter((sequence) => !left.has(sequence))).toEqual([]);
          expect(verifyChain(write).faults).toEqual([]);
        },
      ),
      { numRuns: Number(process.env['READYROOM_TRIALS'] ?? 12) },
    );
  }, 60_000);
});
