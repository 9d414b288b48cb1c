// Incidents as they are wired: a trigger that fires after one was resolved reaches the screens by itself.
import { expect, onTestFinished, test } from 'vitest';
import type { WatchedTrigger } from '#shared/model/triggers/watched-trigger.ts';
import { until } from '../engine.fixture.ts';
import { createFeed } from '../feeds/feed.ts';
import { draft } from '../incidents/incidents.fixture.ts';
import { testFolder } from '../store/store.fixture.ts';
import { indexTriggerEvents } from '../store/trigger-rows.ts';
import { createIncidents } from './incidents.ts';
import { openRecording } from './recording.ts';

const by = 'On-call';

test('what fires again is looked for once it is recorded, and shown at the incident that is over', async () => {
  const recording = openRecording({ dataDir: testFolder(), now: Date.now, onGap: () => undefined });
  const triggers = createFeed<WatchedTrigger>();
  const due: (() => void)[] = [];
  const incidents = createIncidents(recording, { triggers, later: (callback) => (due.push(callback), () => undefined) }); // prettier-ignore
  onTestFinished(async () => {
    await incidents.close();
    recording.close();
  });
  const { board } = incidents;
  const from = { kind: 'trigger' as const, key: 't1', title: 'Down', atMs: null };
  const links = [{ kind: 'trigger' as const, target: 't1', title: 'Down' }];
  const { id } = await board.declare({ from, lookBackMs: 60_000, draft: draft({ links }), by });
  for (const to of ['active', 'resolved'] as const) await board.acts.move({ id, by, to, reason: '', occurredAt: null });
  const { writer, journal } = recording;
  const sequence = await writer.write('audit', (db) => {
    const event = journal.append(db, { type: 'trigger.firing', source: 'engine', subject: 'Down', time: Date.now() + 1, data: { key: 't1' } }); // prettier-ignore
    indexTriggerEvents(db, ['t1'], event);
    return event;
  });
  triggers.publish([{ key: 't1', firing: 1, sinceMs: 1, instances: [{ firedAtMs: 1 }] } as unknown as WatchedTrigger]);
  await expect.poll(() => due.length).toBe(1);
  due[0]?.();
  const shown = await until(board.feed.subscribe({}), (all) => all.get(id)?.firedAgain.length === 1);
  expect(shown.get(id)).toMatchObject({ status: 'resolved', firedAgain: [{ trigger: 't1', name: 'Down', sequence }] });
});
