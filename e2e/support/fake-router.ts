// The contract's operations over a scenario. Feeds send one snapshot and the changes that operations make.
import { implement, ORPCError, type Router } from '@orpc/server';
import { contract, type Contract } from '#shared/contract/contract.ts';
import type { ItemState, Note, PlanSummary } from '#shared/model/checklist.ts';
import type { FeedMessage } from '#shared/model/feed.ts';
import type { PlanId } from '#shared/model/ids.ts';
import type { ItemResult, RunReport, RunSummary } from '#shared/model/run.ts';
import type { Diagnosis } from '#shared/model/system.ts';
import { dockerHandlers } from './fake-router-docker.ts';
import { metricsHandlers } from './fake-router-metrics.ts';
import { scrapesHandlers } from './fake-router-scrapes.ts';
import { secretsHandlers } from './fake-router-secrets.ts';
import { dashboardsHandlers } from './fake-router-dashboards.ts';
import { triggersHandlers } from './fake-router-triggers.ts';
import { recorderHandlers } from './fake-router-recorder.ts';
import { errorsHandlers } from './fake-router-errors.ts';
import { incidentsHandlers } from './fake-router-incidents.ts';
import { learningHandlers } from './fake-router-learning.ts';
import { timelineHandlers } from './fake-router-timeline.ts';
import { reviewsHandlers } from './fake-router-reviews.ts';
import { criteriaHandlers } from './fake-router-criteria.ts';
import { logHandlers } from './fake-logs.ts';
import { actionHandlers, environmentHandlers, forwardHandlers, terminalHandlers } from './fake-router-changes.ts';
import { kubernetesHandlers, watchHandlers } from './fake-router-watch.ts';
import type { Scenario } from './scenario.ts';

interface Hub<T> {
  put: (entry: T) => void;
  putAll: (entries: T[]) => void;
  remove: (key: string) => void;
  feed: (signal?: AbortSignal) => AsyncGenerator<FeedMessage<T>>;
}

/** A feed in memory: subscribers get the whole, then each change. */
export function hubOf<T extends { key: string }>(first: T[]): Hub<T> {
  const entries = new Map(first.map((entry) => [entry.key, entry]));
  const waiting = new Set<(message: FeedMessage<T>) => void>();
  let revision = 1;
  const tell = (upserts: T[], removes: string[]): void => {
    const since = revision++;
    for (const take of waiting) take({ kind: 'change', revision, since, upserts, removes });
  };
  const putAll = (upserts: T[]): void => {
    for (const entry of upserts) entries.set(entry.key, entry);
    tell(upserts, []);
  };
  return {
    put: (entry) => putAll([entry]),
    putAll,
    remove: (key) => {
      entries.delete(key);
      tell([], [key]);
    },
    feed: async function* (signal) {
      const queue: FeedMessage<T>[] = [{ kind: 'snapshot', revision, entries: [...entries.values()] }];
      let wake = (): void => undefined;
      const take = (message: FeedMessage<T>): void => {
        queue.push(message);
        wake();
      };
      waiting.add(take);
      signal?.addEventListener('abort', () => wake());
      try {
        while (signal?.aborted !== true) {
          const next = queue.shift();
          if (next !== undefined) yield next;
          else await new Promise<void>((woken) => (wake = woken));
        }
      } finally {
        waiting.delete(take);
      }
    },
  };
}

export function fakeRouter(scenario: Scenario): Router<Contract, Record<never, never>> {
  const os = implement(contract);
  const hubs = {
    plans: hubOf<PlanSummary>(scenario.plans),
    items: hubOf<ItemState>(scenario.items),
    runs: hubOf<RunSummary>(scenario.runs),
    notes: hubOf<Note>(
      scenario.notes.map((note) => ({ ...note, key: `${note.phaseId}/${note.itemId ?? ''}`, savedAt: scenario.record.since, revision: 1 })), // prettier-ignore
    ),
    demo: hubOf([scenario.demo]),
    record: hubOf([scenario.record]),
    sources: hubOf(scenario.sources),
  };
  const first = scenario.plans[0];
  const mine = (planId: PlanId): boolean => planId === first?.planId;
  const resultAt = (key: string): ItemResult => {
    const result = scenario.results.get(key);
    if (result === undefined) throw new ORPCError('NOT_FOUND', { message: `no result of ${key}` });
    return result;
  };
  const runAt = (runId: string): RunSummary => {
    const run = scenario.runs.find((one) => one.runId === runId);
    if (run === undefined) throw new ORPCError('NOT_FOUND', { message: `no run ${runId}` });
    return run;
  };
  return os.router({
    plans: {
      feed: os.plans.feed.handler(({ signal }) => hubs.plans.feed(signal)),
      get: os.plans.get.handler(({ input }) => {
        const summary = scenario.plans.find((plan) => plan.planId === input.planId);
        if (summary === undefined) throw new ORPCError('NOT_FOUND', { message: 'no such plan' });
        const demands = summary.untrusted.map((demand) => ({ ...demand, granted: false }));
        return { summary, phases: mine(input.planId) ? scenario.phases : [], vars: {}, text: 'kind: Plan\n', demands };
      }),
      items: os.plans.items.handler(() => scenario.plans.filter(({ planId }) => mine(planId)).flatMap((plan) => scenario.items.map(({ phaseId, itemId, title, kind }) => ({ planId: plan.planId, plan: plan.title, phaseId, phase: scenario.phases.find(({ id }) => id === phaseId)?.title ?? phaseId, itemId, title, kind })))), // prettier-ignore
      open: os.plans.open.handler(({ input }) => refusedPlan(input.path)),
      import: os.plans.import.handler(({ input }) => refusedPlan(input.name)),
      reload: os.plans.reload.handler(({ input }) => ({ ok: true as const, planId: input.planId })),
      remove: os.plans.remove.handler(({ input }) => hubs.plans.remove(input.planId)),
      trust: os.plans.trust.handler(({ input }) => {
        const plan = scenario.plans.find((one) => one.planId === input.planId);
        if (plan !== undefined) hubs.plans.put({ ...plan, untrusted: [] });
      }),
    },
    checklist: {
      feed: os.checklist.feed.handler(({ input, signal }) =>
        (mine(input.planId) ? hubs.items : hubOf<ItemState>([])).feed(signal),
      ),
      tick: os.checklist.tick.handler(({ input }) => {
        const item = scenario.items.find((one) => one.itemId === input.itemId);
        const tick = { ...input.tick, at: Date.now(), itemDigest: item?.digest ?? '' };
        if (item !== undefined) hubs.items.put({ ...item, tick, open: false });
      }),
      untick: os.checklist.untick.handler(({ input }) => {
        const item = scenario.items.find((one) => one.itemId === input.itemId);
        if (item !== undefined) hubs.items.put({ ...item, tick: null, open: true });
      }),
      notes: os.checklist.notes.handler(({ signal }) => hubs.notes.feed(signal)),
      saveNote: os.checklist.saveNote.handler(({ input }) => {
        if (input.markdown.includes('conflict')) throw new ORPCError('CONFLICT', { message: 'revision 2 is newer' });
        const { phaseId, itemId, markdown } = input;
        const note = {
          phaseId,
          itemId,
          markdown,
          key: `${phaseId}/${itemId ?? ''}`,
          savedAt: Date.now(),
          revision: input.basedOn + 1,
        };
        hubs.notes.put(note);
        return note;
      }),
    },
    runs: {
      feed: os.runs.feed.handler(({ input, signal }) =>
        (mine(input.planId) ? hubs.runs : hubOf<RunSummary>([])).feed(signal),
      ),
      start: os.runs.start.handler(() => {
        throw new ORPCError('UNAVAILABLE', { message: 'this engine runs nothing' });
      }),
      cancel: os.runs.cancel.handler(() => undefined),
      list: os.runs.list.handler(() => []),
      get: os.runs.get.handler(({ input }) => reportOf(runAt(input.runId), [...scenario.results.values()])),
      result: os.runs.result.handler(({ input }) => resultAt(`${input.phaseId}/${input.itemId}`)),
      compare: os.runs.compare.handler(({ input }) => ({
        before: runAt(scenario.runs.at(-1)?.runId ?? ''),
        after: runAt(input.runId),
        changes: [...scenario.results.values()].map((result) => ({
          phaseId: result.phaseId,
          itemId: result.itemId,
          title: result.title,
          change: result.outcome === 'pass' ? ('same' as const) : ('broke' as const),
          before: { outcome: 'pass' as const, reason: 'all held' },
          after: { outcome: result.outcome, reason: result.reason },
          facts: result.outcome === 'fail' ? [{ name: 'status', before: '200', after: '503' }] : [],
        })),
      })),
      export: os.runs.export.handler(({ input }) => ({ fileName: `${input.runId}.txt`, mediaType: 'text/plain', text: input.format })), // prettier-ignore
    },
    demo: {
      feed: os.demo.feed.handler(({ signal }) => hubs.demo.feed(signal)),
      start: os.demo.start.handler(() => scenario.demo),
      stop: os.demo.stop.handler(() => hubs.demo.put({ ...scenario.demo, state: 'off' })),
      deploy: os.demo.deploy.handler(({ input }) => hubs.demo.put({ ...scenario.demo, version: input.version })),
      setFault: os.demo.setFault.handler(({ input }) =>
        hubs.demo.put({ ...scenario.demo, faults: input.on ? [input.fault] : [] }),
      ),
    },
    docker: dockerHandlers(os.docker, scenario),
    logs: logHandlers(os.logs, scenario.logs),
    kubernetes: kubernetesHandlers(os.kubernetes, scenario.kube),
    watch: watchHandlers(os.watch, scenario.wall),
    environments: environmentHandlers(os.environments, scenario.changes),
    actions: actionHandlers(os.actions, scenario.changes),
    terminals: terminalHandlers(os.terminals, scenario.changes),
    forwards: forwardHandlers(os.forwards, scenario.changes),
    metrics: metricsHandlers(os.metrics, scenario.metrics),
    scrapes: scrapesHandlers(os.scrapes, scenario.scrapes),
    secrets: secretsHandlers(os.secrets),
    dashboards: dashboardsHandlers(os.dashboards, scenario.dashboards),
    triggers: triggersHandlers(os.triggers, scenario.triggers),
    criteria: criteriaHandlers(os.criteria, scenario.criteria),
    reviews: reviewsHandlers(os.reviews, scenario.reviews),
    timeline: timelineHandlers(os.timeline, scenario.timeline),
    learning: learningHandlers(os.learning, scenario.learning),
    incidents: incidentsHandlers(os.incidents, scenario.incidents),
    errors: errorsHandlers(os.errors, scenario.errors),
    recorder: recorderHandlers(os.recorder, scenario.recorder),
    system: {
      info: os.system.info.handler(() => ({ version: '0.1.0', engine: 'made up', bootId: 'boot-1', startedAt: scenario.record.since, dataDir: '/var/lib/readyroom', pid: 4711, timeZone: 'UTC' })), // prettier-ignore
      record: os.system.record.handler(({ signal }) => hubs.record.feed(signal)),
      sources: os.system.sources.handler(({ signal }) => hubs.sources.feed(signal)),
      diagnose: os.system.diagnose.handler(() => diagnosesOf(scenario)),
      journal: os.system.journal.handler(
        ({ input }) =>
        scenario.journal.filter((event) => (input.before === null || event.sequence < input.before) && (input.type === undefined || event.type === input.type)), // prettier-ignore
      ),
    },
  });
}

/** A green run is green in its results too. */
function reportOf(run: RunSummary, results: ItemResult[]): RunReport {
  const then = { runId: run.runId, startedAt: run.startedAt };
  const green = { outcome: 'pass' as const, reason: 'everything held' };
  return { run, results: results.map((result) => ({ ...result, ...then, ...(run.verdict === 'pass' ? green : {}) })) };
}

/** The places that were looked at, as the state of Docker has it. */
function diagnosesOf({ sources }: Scenario): Diagnosis[] {
  const docker = sources.find((source) => source.key === 'docker');
  const refused = docker?.state === 'denied';
  if (docker?.state !== 'off' && !refused) return diagnoses;
  const candidates = [
    { place: 'DOCKER_HOST', answer: 'not set', chosen: false },
    { place: 'context default', answer: 'no context is chosen in /home/oncall/.docker/config.json', chosen: false },
    { place: '/var/run/docker.sock', answer: refused ? 'permission denied' : 'no such file', chosen: refused },
    { place: '/run/user/1000/docker.sock', answer: 'no such file', chosen: false },
    { place: '/home/oncall/.colima/default/docker.sock', answer: 'no such file', chosen: false },
    { place: '/run/user/1000/podman/podman.sock', answer: 'no such file', chosen: false },
  ];
  return [{ name: 'docker', state: refused ? 'denied' : 'absent', reason: docker.reason, candidates, facts: {} }];
}

const diagnoses: Diagnosis[] = [
  {
    name: 'docker',
    state: 'ok',
    reason: '',
    candidates: [
      { place: 'DOCKER_HOST', answer: 'not set', chosen: false },
      { place: '/var/run/docker.sock', answer: 'API 1.41', chosen: true },
    ],
    facts: { version: '20.10.24' },
  },
  {
    name: 'prometheus',
    state: 'absent',
    reason: 'nothing answers at any of these places',
    candidates: [{ place: 'http://127.0.0.1:9090', answer: 'connection refused', chosen: false }],
    facts: {},
  },
];

function refusedPlan(file: string) {
  return {
    ok: false as const,
    file,
    problems: [
      { message: 'the kind http has no fact "stauts"; it has: status, durationMs, json, body, headers', line: 14, column: 19, path: 'phases[0].items[0].expect[0]' }, // prettier-ignore
      { message: 'needs names a phase "smok" that does not exist; there are: smoke, load', line: 31, column: 13, path: 'phases[1].needs[0]' }, // prettier-ignore
    ],
  };
}
