// For tests: what is learnt over a real record, with triggers and items that the test makes up and samples that it records.
import type { Labels } from '#shared/model/series.ts';
import type { SourceStatus } from '#shared/model/system.ts';
import type { Trigger } from '#shared/model/triggers/trigger.ts';
import { minute, testIncidents, two } from '../incidents/incidents.fixture.ts';
import { probeKinds } from '../probes/index.ts';
import { encodeScrape } from '../scrapes/chunk-codec.ts';
import { readPlaybook } from '../store/learning-rows.ts';
import { putLook, putNamedQuery, putSampleSeries } from '../store/sample-rows.ts';
import { promqlTrigger } from '../triggers/triggers.fixture.ts';
import { newTrigger } from '../triggers/known-trigger.ts';
import { showTrigger } from '../triggers/show-trigger.ts';
import { createControls, type ControlWorld, type KnownItem } from './controls.ts';
import { createLearningActs } from './learning-acts.ts';
import { createLearningBoard } from './learning-board.ts';
import { createLearningRecord } from './learning-record.ts';

export interface TestTrigger {
  trigger: Trigger;
  savedAtMs: number;
  /** How it stands now; `unknown` for not evaluated. */
  is: 'quiet' | 'firing' | 'unknown';
}

export const downTrigger = (expr: string, more: Partial<Trigger> = {}): Trigger => promqlTrigger({ forMs: 2 * minute, intervalMs: 30_000, ...more }, expr); // prettier-ignore

export function testLearning() {
  const triggers = new Map<string, TestTrigger>();
  const items = new Map<string, KnownItem>();
  const live = new Map<string, SourceStatus['since']>();
  // The incidents ask what is learnt, and what is learnt is of the incidents.
  let mayClose: ReturnType<typeof createLearningBoard>['mayClose'] = () => [];
  const incidents = testIncidents({ mayClose: (...asked) => mayClose(...asked) });
  const { read, writer, journal } = incidents;
  const now = (): number => incidents.clock.now;
  const world: ControlWorld = {
    trigger: (key) => {
      const known = triggers.get(key);
      return known === undefined ? null : { ...known, watched: watchedAs(key, known, now()) };
    },
    item: (planId, phaseId, itemId) => items.get(`${planId}/${phaseId}/${itemId}`) ?? null,
    entry: (named, id) => readPlaybook(read, named)?.entries.find((one) => one.id === id) ?? null,
    kinds: probeKinds,
    liveSince: (source) => live.get(source) ?? null,
  };
  const record = createLearningRecord({ writer, journal });
  const controls = createControls(read, world, now);
  const board = createLearningBoard({ read, controls, now });
  const acts = createLearningActs({ read, record, board, controls, now, safeText: (text) => text.replaceAll('hunter2', '***') }); // prettier-ignore
  mayClose = board.mayClose;
  /** Looks at an expression, one for each moment: minutes after two, and the samples that it came to. */
  const recordLooks = (expr: string, looks: [atMinute: number, samples: [Labels, number][]][], intervalMs = 30_000) =>
    writer.write('audit', (db) => {
      const query = putNamedQuery(db, { key: expr, expr, fields: JSON.stringify({ intervalMs }), savedAt: 0, endedAt: null }); // prettier-ignore
      for (const [at, samples] of looks) {
        const series = samples.map(([labels]) => putSampleSeries(db, query, JSON.stringify(labels)));
        putLook(db, query, { at: two + at * minute, samples: encodeScrape(series, Float64Array.from(samples, ([, value]) => value)) }); // prettier-ignore
      }
    });
  return { ...incidents, record, board, acts, controls, triggers, items, live, recordLooks, incidentBoard: incidents.board }; // prettier-ignore
}

function watchedAs(key: string, { trigger, savedAtMs, is }: TestTrigger, nowMs: number) {
  const known = newTrigger({ key, trigger, origin: { kind: 'person', by: 'On-call' }, savedAtMs });
  if (is !== 'unknown') known.memory = { ...known.memory, lastEvaluatedAtMs: nowMs };
  if (is === 'firing') {
    known.memory.instances = [{ key: '{}', labels: {}, annotations: {}, state: 'firing', activeAtMs: nowMs, firedAtMs: nowMs, lastTrueAtMs: nowMs, keptFiringSinceMs: null, value: 1 }]; // prettier-ignore
  }
  return showTrigger(known, { nowMs, counts: null, inhibitedBy: () => null });
}
