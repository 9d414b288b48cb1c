// For tests: triggers over a real record with a clock that is moved by hand and a Prometheus that answers what the test says.
import { onTestFinished } from 'vitest';
import type { Labels } from '#shared/model/series.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { Trigger } from '#shared/model/triggers/trigger.ts';
import { createJournal, type Journal } from '../journal/journal.ts';
import type { MetricsReader } from '../metrics/metrics-reader.ts';
import type { ReadDb } from '../store/database.ts';
import { createWriter, type Writer } from '../store/writer.ts';
import { testFolder, testStore } from '../store/store.fixture.ts';
import { createDockerSight } from './docker-sight.ts';
import { createRuleFollower } from './follow-rule.ts';
import { createKubernetesSight } from './kubernetes-sight.ts';
import type { Notice } from './notices.ts';
import { observeRestarts, observeRollout, observeUnhealthy, type Sights } from './observe-local.ts';
import { observeProbe, type ItemStanding } from './observe-probe.ts';
import { observePromql, observeServerRule } from './observe-promql.ts';
import { observeTarget } from './observe-target.ts';
import type { ServerRule, ServerTarget } from './server-reader.ts';
import { createTriggerBoard, type TriggerBoard } from './trigger-board.ts';
import { createTriggerEdits, type TriggerEdits } from './trigger-edits.ts';
import { createTriggerWatch, type TriggerWatch } from './trigger-watch.ts';
import { createTriggerWords, type TriggerWords } from './trigger-words.ts';

/** A clock that stands still until it is moved; what is due then happens, in order. */
export function handTime(startMs = 1_000_000_000) {
  let at = startMs;
  const due = new Set<{ at: number; callback: () => void }>();
  return {
    now: () => at,
    elapsedMs: () => at,
    later: (callback: () => void, ms: number) => {
      const entry = { at: at + ms, callback };
      due.add(entry);
      return () => void due.delete(entry);
    },
    /** Lets what is asked meanwhile be answered at its own moment. */
    move: async (ms: number): Promise<void> => {
      const until = at + ms;
      for (;;) {
        const next = [...due].filter((entry) => entry.at <= until).toSorted((a, b) => a.at - b.at)[0];
        if (!next) break;
        due.delete(next);
        at = Math.max(at, next.at);
        next.callback();
        await settled();
      }
      at = until;
    },
    /** Time passes and nothing runs: the machine sleeps. */
    sleep: (ms: number): void => {
      at += ms;
    },
  };
}
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 12; turn++) await Promise.resolve();
};

export interface FakePrometheus {
  place: string | null;
  /** What an expression gives now; an error is thrown. */
  answers: Map<string, Labels[] | Error>;
  rules: ServerRule[] | Error;
  targets: ServerTarget[] | Error;
  asked: string[];
  /** It has no series at all. */
  empty: boolean;
  /** It takes a question and never answers. */
  hangs: boolean;
}

export interface TriggersBench {
  time: ReturnType<typeof handTime>;
  prometheus: FakePrometheus;
  sights: Sights;
  items: Map<string, ItemStanding>;
  board: TriggerBoard;
  watch: TriggerWatch;
  words: TriggerWords;
  edits: TriggerEdits;
  notices: Notice[];
  read: ReadDb;
  journal: Journal;
  writer: Writer;
  /** Types and words of what was recorded of triggers, the oldest first. */
  recorded: () => string[];
  /** The same record, opened by another start. */
  restart: () => TriggersBench;
}

export function promqlTrigger(patch: Partial<Trigger> = {}, expr = 'up == 0'): Trigger {
  return {
    name: 'Down',
    originalWords: 'The target is down for more than a minute.',
    condition: { kind: 'promql', expr, queryOffsetMs: 0 },
    forMs: 60_000,
    keepFiringForMs: 0,
    intervalMs: 15_000,
    severity: 'action',
    labels: {},
    annotations: {},
    rollbackPlanId: null,
    enabled: true,
    ...patch,
  };
}

export function triggersBench(
  given: Partial<Pick<TriggersBench, 'time' | 'prometheus'>> & { dir?: string } = {},
): TriggersBench {
  // prettier-ignore
  const { time = handTime(), dir = testFolder() } = given;
  const prometheus: FakePrometheus = given.prometheus ?? { place: 'Prometheus at http://p', answers: new Map(), rules: [], targets: [], asked: [], hangs: false,
    empty: false }; // prettier-ignore
  const store = testStore(dir);
  const { now, later, elapsedMs } = time;
  const onDefect = (error: unknown): void => {
    throw error;
  };
  const journal = createJournal({ read: store.read, bootId: 'boot', now });
  const writer = createWriter({ db: store.write, now, lingerMs: { audit: 0, telemetry: 0 } });
  const sights: Sights = { docker: createDockerSight(now), kubernetes: createKubernetesSight(now) };
  const items = new Map<string, ItemStanding>();
  const { reader, server } = readersOf(prometheus, now);
  const asked = { reader, server, follower: createRuleFollower() };
  const notices: Notice[] = [];
  const watch = createTriggerWatch({
    now,
    later,
    elapsedMs,
    board: () => board,
    observers: {
      promql: observePromql(asked),
      server_rule: observeServerRule(asked),
      target_down: observeTarget(reader, server),
      restarts: observeRestarts(sights),
      container_unhealthy: observeUnhealthy(sights),
      rollout_stuck: observeRollout(sights),
      probe: observeProbe((_, itemId) => items.get(itemId) ?? 'there is no such item'),
    },
    safeText: (text) => text.replaceAll('hunter2', '[hidden]'),
    muted: () => words.notices.get('notices')?.muted === true,
    onNotice: (notice) => notices.push(notice),
  });
  const board = createTriggerBoard({ read: store.read, writer, journal, now, counts: watch.counts, onDefect });
  const words = createTriggerWords({ board, watch, read: store.read, now, later, onDefect });
  const edits = createTriggerEdits({ board, watch, now, samplesDir: `${import.meta.dirname}/../../../resources/triggers`, onWatched: () => undefined }); // prettier-ignore
  for (const known of board.all()) watch.follow(known);
  words.begin();
  const stop = (): void => {
    watch.close();
    words.close();
    writer.close();
    if (store.write.open) store.close();
  };
  onTestFinished(stop);
  return {
    read: store.read, time, prometheus, sights, items, board, watch, words, edits, notices, journal, writer,
    recorded: () => {
      writer.flush();
      const page = journal.page({ before: null, limit: 500 }).filter(({ type }) => type.startsWith('trigger.'));
      return page.toReversed().map(({ type, data }) => `${type.slice(8)}: ${(data as { words?: string }).words ?? ''}`);
    },
    restart: () => {
      stop();
      return triggersBench({ time, prometheus, dir });
    },
  }; // prettier-ignore
}

function readersOf(prometheus: FakePrometheus, now: () => number) {
  const orThrow = <T>(answer: T | Error): T => {
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const reader: MetricsReader = {
    place: () => prometheus.place,
    instant: async ({ query }) => {
      prometheus.asked.push(query);
      if (query.startsWith('count(') && !prometheus.empty) return { kind: 'vector', rows: [{ labels: {}, atMs: now(), value: '1' }], totalRows: 1, warnings: [], infos: [] }; // prettier-ignore
      if (prometheus.hangs) await new Promise(() => undefined);
      const rows = orThrow(prometheus.answers.get(query) ?? []).map((labels) => ({ labels, atMs: now(), value: '1' }));
      return { kind: 'vector', rows, totalRows: rows.length, warnings: [], infos: [] };
    },
    range: () => {
      throw new OpsError('internal', 'no trigger asks for a range');
    },
  };
  return { reader, server: { rules: async () => orThrow(prometheus.rules), targets: async () => orThrow(prometheus.targets) } }; // prettier-ignore
}
