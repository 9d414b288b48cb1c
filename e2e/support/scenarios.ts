// Made-up states of the console for looking at it: nothing, the ordinary, all red, very many, very long.
import type { ItemState } from '#shared/model/checklist.ts';
import type { PlanId, RunId } from '#shared/model/ids.ts';
import { noCounts } from '#shared/model/outcome.ts';
import { changeMakers, plainChanges } from './scenario-changes.ts';
import { containerMakers } from './scenario-containers.ts';
import { drafts } from './scenario-items.ts';
import { logMakers, noLogs } from './scenario-logs.ts';
import { metricsMakers, plainMetrics } from './scenario-metrics.ts';
import { scrapesMakers } from './scenario-scrapes.ts';
import { dashboardsMakers, plainDashboards } from './scenario-dashboards.ts';
import { triggersMakers, plainTriggers } from './scenario-triggers.ts';
import { recorderMakers, plainRecorder } from './scenario-recorder.ts';
import { errorsMakers, plainErrors } from './scenario-errors.ts';
import { incidentsMakers, plainIncidents } from './scenario-incidents.ts';
import { learningMakers, plainLearning } from './scenario-learning.ts';
import { timelineMakers, plainTimeline } from './scenario-timeline.ts';
import { reviewsMakers, plainReviews } from './scenario-reviews.ts';
import { criteriaMakers, plainCriteria } from './scenario-criteria.ts';
import { unconnected } from './scenario-kubernetes.ts';
import { emptyWall, kubeSourceOf, watchMakers } from './scenario-watch.ts';
import { itemOf, minuteMs, resultOf, runOf, summaryOf, type ItemDraft, type Scenario } from './scenario.ts';

const run = 'run-41' as RunId;

function blank(name: string, now: number): Scenario {
  const since = now - 3 * 60 * minuteMs;
  return {
    name,
    plans: [],
    phases: [],
    items: [],
    results: new Map(),
    runs: [],
    notes: [],
    record: {
      key: 'record',
      recording: true,
      since,
      reason: '',
      held: 0,
      lost: 0,
      sizeBytes: 1_288_490_189,
      events: 184_203,
      oldestAt: now - 17 * 24 * 60 * minuteMs,
    },
    sources: [
      { key: 'docker', name: 'docker', state: 'live', since, reason: '', seenAt: now - 400 },
      { key: 'prom', name: 'prometheus', state: 'stale', since: now - 8 * minuteMs, reason: 'connection refused', seenAt: now - 8 * minuteMs }, // prettier-ignore
    ],
    demo: { key: 'demo', state: 'off', reason: '', attestorUrl: null, prometheusUrl: null, prometheusReason: '', planId: null, faults: [] }, // prettier-ignore
    journal: [],
    containers: [],
    containerDetail: () => {
      throw new Error('this scenario has no containers');
    },
    kube: unconnected(now),
    wall: emptyWall,
    changes: plainChanges(now),
    logs: noLogs,
    metrics: plainMetrics(now),
    dashboards: plainDashboards(now),
    triggers: plainTriggers(now),
    criteria: plainCriteria(now),
    reviews: plainReviews(now),
    timeline: plainTimeline(now),
    learning: plainLearning(now),
    incidents: plainIncidents(now),
    errors: plainErrors(now),
    recorder: plainRecorder(now),
  };
}

function withItems(
  scenario: Scenario,
  title: string,
  list: ItemDraft[],
  now: number,
  patch: Parameters<typeof summaryOf>[0] = { title },
): Scenario {
  scenario.items = list.map((draft) => itemOf(draft, run, now));
  list.forEach((draft, at) => {
    const item = scenario.items[at];
    if (item !== undefined) scenario.results.set(item.key, resultOf(draft, item, run));
  });
  scenario.plans = [summaryOf({ ...patch, title }, scenario.items, now)];
  const [plan] = scenario.plans;
  if (plan === undefined) return scenario;
  const green = { ...noCounts(), pass: scenario.items.length };
  scenario.runs = [
    runOf(run, plan, now - 12_000),
    runOf('run-40', plan, now - 55 * minuteMs, { selection: { phaseIds: ['smoke'], itemIds: [] } }),
    runOf('run-39', plan, now - 26 * 60 * minuteMs, { verdict: 'pass', counts: green, startedBy: 'cli' }),
  ];
  scenario.journal = Array.from({ length: 60 }, (_, at) => ({
    sequence: 184_203 - at,
    id: `event-${at}`,
    type: at % 3 === 0 ? 'run.finished' : 'item.judged',
    source: at % 3 === 0 ? 'engine' : 'probe:http',
    subject: at % 3 === 0 ? run : (scenario.items[at % scenario.items.length]?.key ?? null),
    time: now - at * 4_000,
    recordedTime: now - at * 4_000 + (at === 7 ? 65_000 : 3),
    data: {
      outcome: 'fail',
      reason: 'status was 503, expected 200',
      attempts: 3,
      ...(at % 3 === 0 ? { verdict: 'fail' } : { title: scenario.items[at % scenario.items.length]?.title ?? '' }),
    },
  }));
  return scenario;
}

const phases = [
  {
    id: 'smoke',
    title: 'Smoke-test readiness',
    description: 'What must hold before anything else is looked at.',
    needs: [],
  },
  { id: 'load', title: 'Load and soak', description: null, needs: ['smoke'] },
  { id: 'people', title: 'People and papers', description: null, needs: [] },
];

export function scenarioOf(name: string, now: number): Scenario {
  const scenario = blank(name, now);
  const make = makers[name];
  if (make === undefined) throw new Error(`no scenario ${name}; allowed: ${Object.keys(makers).join(', ')}`);
  const made = make(scenario, now);
  return { ...made, sources: [...made.sources, kubeSourceOf(made)] };
}

const others = (now: number, items: ItemState[]) => [
  summaryOf({ title: 'Attestor canary rollout', planId: 'plan-2' as PlanId, file: 'changed' }, items.filter((item) => item.last?.outcome === 'pass'), now), // prettier-ignore
  summaryOf({ title: 'Database fail-over drill', planId: 'plan-3' as PlanId }, items.map((item) => ({ ...item, last: null, open: false, tick: null, running: null })), now), // prettier-ignore
];

const makers: Record<string, (scenario: Scenario, now: number) => Scenario> = {
  ...containerMakers,
  ...watchMakers,
  ...changeMakers((scenario, now) => watchMakers['kube']?.(scenario, now) ?? scenario),
  ...logMakers,
  ...metricsMakers,
  ...scrapesMakers,
  ...dashboardsMakers,
  ...triggersMakers,
  ...criteriaMakers,
  ...reviewsMakers,
  ...timelineMakers,
  ...learningMakers,
  ...incidentsMakers,
  ...errorsMakers,
  ...recorderMakers,
  empty: (scenario) => scenario,
  // What a control can be chosen from: triggers, items of a plan, entries of a playbook.
  'learning-chooser': (scenario, now) => [makers['normal'], triggersMakers['triggers'], learningMakers['learning-full']].reduce((made, make) => make?.(made, now) ?? made, scenario), // prettier-ignore
  normal: (scenario, now) => {
    withItems(scenario, 'Phase IX operationalization', drafts(now), now);
    scenario.phases = phases;
    scenario.plans.push(...others(now, scenario.items));
    scenario.notes = [
      { phaseId: 'smoke', itemId: 'health', markdown: '**Seen twice today.** The attestor answers 503 while it compacts.\n\n- [x] asked the storage team\n- [ ] raise the limit, see `attestor.yaml`' }, // prettier-ignore
      { phaseId: 'smoke', itemId: null, markdown: 'Run this first.' },
    ];
    scenario.demo = { ...scenario.demo, state: 'running', attestorUrl: 'http://127.0.0.1:40121', prometheusReason: 'no prometheus on the PATH; on Debian: apt-get install prometheus', faults: ['health'] }; // prettier-ignore
    return scenario;
  },
  green: (scenario, now) => {
    const list = drafts(now).filter((draft) => draft.outcome === 'pass');
    withItems(scenario, 'Phase IX operationalization', list, now);
    scenario.phases = phases;
    return scenario;
  },
  red: (scenario, now) => {
    const list = drafts(now).map((draft): ItemDraft => ({ ...draft, outcome: 'fail', patch: {}, kind: 'http', reason: 'status was 503, expected 200' })); // prettier-ignore
    withItems(scenario, 'Phase IX operationalization', list, now);
    scenario.phases = phases;
    scenario.record = { ...scenario.record, recording: false, since: now - 6 * minuteMs, reason: 'the disk is full (0 B left on /var/lib)', held: 412 }; // prettier-ignore
    for (const item of scenario.items) if (item.last !== null) item.last.recorded = false;
    return scenario;
  },
  running: (scenario, now) => {
    withItems(scenario, 'Phase IX operationalization', drafts(now), now);
    scenario.phases = phases;
    scenario.items.forEach((item, at) => {
      if (item.manual === null && at > 2) item.running = { state: at < 5 ? 'looking' : at < 7 ? 'backing_off' : 'waiting', attempt: at < 5 ? 1 : 2, attempts: 3 }; // prettier-ignore
    });
    scenario.plans = [
      summaryOf({ title: 'Phase IX operationalization', running: 'run-42' as RunId }, scenario.items, now),
    ];
    return scenario;
  },
  many: (scenario, now) => {
    const base = drafts(now).filter((draft) => draft.kind !== 'manual');
    const list = Array.from({ length: 10_000 }, (_, at): ItemDraft => {
      const like = base[at % 97 === 0 ? 0 : 1];
      if (like === undefined) throw new Error('no drafts');
      return {
        ...like,
        phaseId: `region-${Math.floor(at / 500)}`,
        itemId: `check-${at}`,
        title: `Replica ${at} answers and is in step`,
      };
    });
    withItems(scenario, 'Fleet: ten thousand replicas', list, now);
    scenario.phases = Array.from({ length: 20 }, (_, at) => ({
      id: `region-${at}`,
      title: `Region ${at}`,
      description: null,
      needs: [],
    }));
    return scenario;
  },
  long: (scenario, now) => {
    const words =
      'the-internal-settlement-reconciliation-gateway.prod.eu-central-1.svc.cluster.local:8443/api/v2/health';
    const list = drafts(now).map((draft) => ({ ...draft, title: `${draft.title}, also where it is reached through ${words} from every zone`, reason: `${draft.reason}; ${words} answered after following 3 redirects` })); // prettier-ignore
    const title =
      'Quarter-end settlement, reconciliation and regulatory reporting platform: full go/no-go for the November release train';
    withItems(scenario, title, list, now, {
      title,
      origin: 'import',
      path: null,
      untrusted: [
        {
          kind: 'command',
          subject:
            '/usr/bin/env openssl s_client -connect settlement.internal:443 -servername settlement.internal -showcerts',
        },
        { kind: 'file', subject: '/var/log/settlement/attestor.jsonl' },
        { kind: 'host', subject: '127.0.0.1:8000' },
        { kind: 'docker', subject: 'attestor' },
      ],
    });
    scenario.phases = phases.map((phase) => ({ ...phase, title: `${phase.title}: ${words}` }));
    return scenario;
  },
};
