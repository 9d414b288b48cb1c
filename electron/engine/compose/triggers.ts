// Wires the triggers: the record, Prometheus, what is seen of Docker and Kubernetes, and the last looks at plans.
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { applyFeedMessage, emptyFeed, type FeedState } from '#shared/model/feed.ts';
import type { PlanId } from '#shared/model/ids.ts';
import type { KubeKind, KubeKindStatus } from '#shared/model/kubernetes.ts';
import type { Trigger } from '#shared/model/triggers/trigger.ts';
import type { PrometheusReader } from '../metrics/prometheus-reader.ts';
import type { PlanLibrary } from '../plans/plan-library.ts';
import { createDockerSight } from '../triggers/docker-sight.ts';
import { createRuleFollower } from '../triggers/follow-rule.ts';
import { createKubernetesSight } from '../triggers/kubernetes-sight.ts';
import type { Notice } from '../triggers/notices.ts';
import { observeRestarts, observeRollout, observeUnhealthy, type Sights } from '../triggers/observe-local.ts';
import { observeProbe } from '../triggers/observe-probe.ts';
import { observePromql, observeServerRule } from '../triggers/observe-promql.ts';
import { observeTarget } from '../triggers/observe-target.ts';
import { standingOfItem } from '../triggers/item-standing.ts';
import { takeRecorded } from '../triggers/recorded-restarts.ts';
import { sharedFor } from '../triggers/server-reader.ts';
import { serverReader } from '../triggers/prometheus-server.ts';
import { createTriggerBoard, type TriggerBoard } from '../triggers/trigger-board.ts';
import { createTriggerEdits, type TriggerEdits } from '../triggers/trigger-edits.ts';
import { createTriggerWatch, type Observers } from '../triggers/trigger-watch.ts';
import { createTriggerWords, type TriggerWords } from '../triggers/trigger-words.ts';
import type { Recording } from './recording.ts';
import type { Watch } from './watch.ts';

export interface Triggers {
  board: TriggerBoard;
  edits: TriggerEdits;
  words: TriggerWords;
  /** Another environment is active: its systems are others. */
  moved: () => void;
  /** Told of what the desktop is to be told; returns how to stop. */
  onNotice: (listener: (notice: Notice) => void) => () => void;
  /** For others whose news are told the same way. */
  notices: { muted: () => boolean; onNotice: (notice: Notice) => void };
  close: () => void;
}

export interface TriggersOptions {
  resourcesDir: string;
  reader: PrometheusReader;
  watch: Pick<Watch, 'docker' | 'kubernetes' | 'onDocker' | 'begin'>;
  library: PlanLibrary;
}

/** Triggers that look within a second share what Prometheus says of its rules and targets. */
const shareMs = 1000;

export function createTriggers(
  recording: Recording,
  { resourcesDir, reader, watch, library }: TriggersOptions,
): Triggers {
  // prettier-ignore
  const { read, writer, journal, redactor, now, onDefect } = recording;
  const { sights, close: unsee, begin } = see(recording, watch);
  const listeners = new Set<(notice: Notice) => void>();
  const shared = sharedFor(serverReader(reader.ask), shareMs, () => performance.now());
  const prometheus = { reader, server: shared, follower: createRuleFollower() };
  const observers: Observers = {
    promql: observePromql(prometheus),
    server_rule: observeServerRule(prometheus),
    target_down: observeTarget(reader, shared),
    restarts: observeRestarts(sights),
    container_unhealthy: observeUnhealthy(sights),
    rollout_stuck: observeRollout(sights),
    probe: observeProbe((planId, itemId, atMs) => standingOfItem(read, library, planId as PlanId, itemId, atMs)),
  };
  const clock = { now, later };
  const notices: Triggers['notices'] = {
    muted: () => words.notices.get('notices')?.muted === true,
    onNotice: (notice) => {
      for (const listener of listeners) listener(notice);
    },
  };
  const triggers = createTriggerWatch({
    ...clock,
    elapsedMs: () => performance.now(),
    board: () => board,
    observers,
    safeText: (text) => redactor.text(text).text,
    ...notices,
  });
  const board = createTriggerBoard({ read, writer, journal, now, counts: triggers.counts, onDefect });
  const words = createTriggerWords({ ...clock, board, watch: triggers, read, onDefect });
  const edits = createTriggerEdits({ board, watch: triggers, now, samplesDir: join(resourcesDir, 'triggers'), onWatched: begin }); // prettier-ignore
  for (const known of board.all()) {
    triggers.follow(known);
    if (known.trigger.enabled) begin(known.trigger);
  }
  words.begin();
  return {
    board,
    edits,
    words,
    moved: () => sights.docker.forget(),
    notices,
    onNotice: (listener) => {
      listeners.add(listener);
      words.desktop(true);
      return () => {
        listeners.delete(listener);
        words.desktop(listeners.size > 0);
      };
    },
    close: () => {
      triggers.close();
      words.close();
      unsee();
    },
  };
}

function later(callback: () => void, ms: number): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}

/** What the watches tell, for triggers that need no Prometheus. */
function see({ journal, now, onDefect }: Recording, watch: TriggersOptions['watch']) {
  const sights: Sights = { docker: createDockerSight(now), kubernetes: createKubernetesSight(now) };
  const closed = new AbortController();
  const stopDocker = watch.onDocker(sights.docker);
  const stopRows = watch.kubernetes.onRows(sights.kubernetes.rows);
  const followKinds = async (): Promise<void> => {
    let state: FeedState<KubeKindStatus> = emptyFeed;
    for await (const message of watch.kubernetes.kinds({ signal: closed.signal })) {
      state = applyFeedMessage(state, message) ?? state;
      for (const status of state.entries.values()) sights.kubernetes.status(status);
    }
  };
  followKinds().catch(onDefect);
  let recalled = false;
  /** What it looks at has to be followed; what the record holds of it is read once, when somebody needs it. */
  const begin = ({ condition }: Trigger): void => {
    const over = condition.kind === 'restarts' ? condition.over : condition.kind === 'rollout_stuck' || (condition.kind === 'container_unhealthy' && condition.selector.namespace !== undefined) ? 'kubernetes' : condition.kind === 'container_unhealthy' ? 'docker' : null; // prettier-ignore
    if (condition.kind === 'restarts' && !recalled) takeRecorded(journal, sights, now());
    if (condition.kind === 'restarts') recalled = true;
    if (over === 'docker') watch.begin();
    const kind: KubeKind = condition.kind === 'rollout_stuck' ? 'deployments' : 'pods';
    // Asking for its rows is what makes it followed; nobody reads this feed.
    if (over === 'kubernetes') watch.kubernetes.rows(kind, { signal: closed.signal });
  };
  const close = (): void => {
    closed.abort();
    stopDocker();
    stopRows();
  };
  return { sights, begin, close };
}
