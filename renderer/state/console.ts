// All stores of the screen, wired to one link. The only place that knows which feed needs which plan.
import { actionWords } from '#shared/model/action.ts';
import type { DemoState, RecordStatus, SourceStatus } from '#shared/model/system.ts';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Container } from '#shared/model/container.ts';
import type { ItemState, Note, PlanDetail, PlanSummary } from '#shared/model/checklist.ts';
import type { PlanId, RunId } from '#shared/model/ids.ts';
import type { Moment } from '#shared/model/moment.ts';
import type { RunReport, RunSummary } from '#shared/model/run.ts';
import type { EngineClient, Link, LinkStatus } from '../client/link.ts';
import { createAnswerStore, type AnswerStore } from './answer-store.ts';
import { createChangeStore, type ChangeStore } from './change-store.ts';
import { createRecorderStores, type RecorderStores } from './recorder-stores.ts';
import { createErrorsStores, type ErrorsStores } from './errors-stores.ts';
import { createIncidentsStores, type IncidentsStores } from './incidents-stores.ts';
import { createLearningStores, type LearningStores } from './learning-stores.ts';
import { createTimelineStores, type TimelineStores } from './timeline-stores.ts';
import { createReviewsStores, type ReviewsStores } from './reviews-stores.ts';
import { createClockStore, type ClockStore } from './clock-store.ts';
import { createCriteriaStores, type CriteriaStores } from './criteria-stores.ts';
import { createDashboardStores, type DashboardStores } from './dashboard-stores.ts';
import type { DialogState } from './dialogs.ts';
import { createDockerStores, type DockerStores } from './docker-stores.ts';
import { createEnvironmentStores, type EnvironmentStores } from './environment-stores.ts';
import { createFeedStore, type FeedStore } from './feed-store.ts';
import { createKubeStores, type KubeStores } from './kube-stores.ts';
import { createLinkStore, type LinkStore } from './link-store.ts';
import { createLogStore, type LogStore } from './log-store.ts';
import { createMetricsStores, type MetricsStores } from './metrics-stores.ts';
import { createOperations, type Operations } from './operations.ts';
import { createPlaceStore, type PlaceStore } from './place.ts';
import { createSaidStore, type SaidStore } from './said.ts';
import { createTroubleStore, type TroubleStore } from './problems.ts';
import { createSettingsStore, type SettingsStore } from './settings.ts';
import { createScrapeStores, type ScrapeStores } from './scrape-stores.ts';
import { createTerminalStore, type MakeScreen, type TerminalStore } from './terminal-store.ts';
import { plainTable, type TableState } from './table-state.ts';
import { createTriggersStores, type TriggersStores } from './triggers-stores.ts';
import { createWatchStores, type WatchStores } from './watch-stores.ts';
import { createWho, type Who } from './who.ts';

export interface ConsoleStores {
  link: LinkStore;
  plans: FeedStore<PlanSummary>;
  checklist: FeedStore<ItemState>;
  notes: FeedStore<Note>;
  runs: FeedStore<RunSummary>;
  demo: FeedStore<DemoState>;
  record: FeedStore<RecordStatus>;
  sources: FeedStore<SourceStatus>;
  containers: FeedStore<Container>;
  /** What the hand does with the table of the containers. */
  table: StoreApi<TableState>;
  /** What containers use, and what happens to Docker's other lists. */
  docker: DockerStores;
  kube: KubeStores;
  watch: WatchStores;
  log: LogStore;
  metrics: MetricsStores;
  scrapes: ScrapeStores;
  dashboards: DashboardStores;
  triggers: TriggersStores;
  criteria: CriteriaStores;
  reviews: ReviewsStores;
  timeline: TimelineStores;
  learning: LearningStores;
  incidents: IncidentsStores;
  errors: ErrorsStores;
  recorder: RecorderStores;
  /** The fixed part of the plan in the address. */
  detail: AnswerStore<PlanDetail>;
  /** The past run in the address. */
  report: AnswerStore<RunReport>;
  environment: EnvironmentStores;
  change: ChangeStore;
  terminals: TerminalStore;
  dialog: StoreApi<DialogState>;
  /** Whether the engine was asked to start the demo and has not answered. */
  demoAsked: StoreApi<{ asked: boolean }>;
  said: SaidStore;
  place: PlaceStore;
  /** The moment that everything is shown at. */
  clock: ClockStore;
  settings: SettingsStore;
  /** Asks for the name that what is done is recorded with. */
  who: Who;
  trouble: TroubleStore;
  operations: Operations;
  /** The moment that is shown; epoch milliseconds. */
  now: () => number;
}

export interface ConsoleOptions {
  /** `moment`: the past moment that the page shows at the time of a call. */
  openLink: (onStatus: (status: LinkStatus) => void, moment: () => Moment | null) => Link;
  page: Window;
  storage: Pick<Storage, 'getItem' | 'setItem'>;
  /** Loads what draws terminals; asked for with the first one. */
  loadTerminal: () => Promise<MakeScreen>;
  now: () => number;
  later: (callback: () => void, ms: number) => () => void;
}

/** Opens the link and every feed; those of a plan follow the plan in the address. Lives as long as the page. */
export function createConsole(given: ConsoleOptions): ConsoleStores {
  const place = createPlaceStore(given.page);
  const clock = createClockStore(place, given);
  const settings = createSettingsStore(given.storage);
  const options = { ...given, past: () => clock.asked() !== null };
  const feeds = {
    plans: createFeedStore<PlanSummary>(options),
    checklist: createFeedStore<ItemState>(options),
    notes: createFeedStore<Note>(options),
    runs: createFeedStore<RunSummary>(options),
    demo: createFeedStore<DemoState>(options),
    record: createFeedStore<RecordStatus>(options),
    sources: createFeedStore<SourceStatus>(options),
    containers: createFeedStore<Container>(options),
  };
  feeds.plans.follow((client, signal) => client.plans.feed(undefined, { signal }));
  feeds.demo.follow((client, signal) => client.demo.feed(undefined, { signal }));
  feeds.record.follow((client, signal) => client.system.record(undefined, { signal }));
  feeds.sources.follow((client, signal) => client.system.sources(undefined, { signal }));
  feeds.containers.follow((client, signal) => client.docker.containers(undefined, { signal }));

  const docker = createDockerStores(options);
  const kube = createKubeStores(options);
  const { hand, ...wall } = createWatchStores(options);

  const log = createLogStore(options);
  const metrics = createMetricsStores(options, () => link.client());
  const scrapes = createScrapeStores(options);
  const triggers = createTriggersStores(options);
  const criteria = createCriteriaStores(options);
  const reviews = createReviewsStores(options, place);
  const timeline = createTimelineStores(options);
  const learning = createLearningStores(options);
  const incidents = createIncidentsStores(options);
  const errors = createErrorsStores(options);
  const recorder = createRecorderStores(options);
  const environment = createEnvironmentStores(options);
  const detail = createAnswerStore<PlanDetail>();
  const report = createAnswerStore<RunReport>();
  const dashboards = createDashboardStores(options, (key) => operations.dashboard(key));
  const connect = (client: EngineClient | null, reason: string): void => {
    const all = [
      ...Object.values(feeds),
      ...docker.feeds,
      ...kube.feeds,
      ...Object.values(wall),
      ...Object.values(environment),
      ...metrics.feeds,
      scrapes.endpoints,
      dashboards.list,
      ...triggers.feeds,
      ...criteria.feeds,
      ...reviews.feeds,
      ...timeline.feeds,
      ...learning.feeds,
      ...incidents.feeds,
      ...errors.feeds,
      ...recorder.feeds,
    ];
    for (const feed of all) feed.connect(client, reason);
    log.connect(client, reason);
    const moment = clock.asked();
    if (client !== null)
      for (const answer of [detail, report, kube.config, dashboards.opened, dashboards.variables]) answer.again(moment !== told); // prettier-ignore
    if (client !== null) told = moment;
  };
  /** The moment of which everything was asked last. */
  let told = clock.asked();
  const link = createLinkStore((onStatus) => options.openLink(onStatus, clock.asked), connect);
  const trouble = createTroubleStore(options.now);
  const operations = createOperations(link.client, trouble);

  let followed: string | null = null;
  const follow = (): void => {
    const { planId, runId } = place.store.getState();
    report.want(runId, () => operations.report(runId as RunId));
    const summary = planOf(feeds.plans, planId);
    // The plan's text or what it may do has changed: the fixed part is another.
    const version = summary === null ? null : `${planId} ${summary.hash} ${summary.untrusted.length} ${summary.file}`;
    detail.want(version, () => operations.planDetail(planId as PlanId));
    if (planId === followed) return;
    followed = planId;
    followPlan(feeds, planId);
  };
  const settle = (): void => {
    // A plan that was not known then is chosen still; where none is, the first one of that moment is.
    if (!options.past() || place.store.getState().planId === null) settlePlan(feeds.plans, place, options.later);
    follow();
    kube.follow(place.store.getState());
    log.look(place.store.getState());
    docker.follow(place.store.getState());
    dashboards.follow(place.store.getState());
    reviews.look(place.store.getState());
  };
  clock.store.subscribe(({ moment }, before) => moment !== before.moment && link.renew());
  // A bundle that ended, or was not open yet, answers by another process now: what it refused before is asked anew.
  reviews.all.store.subscribe(({ entries }, before) => {
    const id = place.store.getState().review;
    const [is, was] = [entries, before.entries].map((all) => (id === null ? undefined : all.get(id)));
    if (before.heardAt !== null && is?.state === 'open' && (was?.state !== 'open' || was.openedAt !== is.openedAt)) clock.again(); // prettier-ignore
  });
  place.store.subscribe(settle);
  feeds.plans.store.subscribe(settle);
  settle();

  return {
    ...feeds,
    detail,
    report,
    table: createStore<TableState>(() => plainTable),
    docker,
    kube,
    watch: { ...wall, hand },
    log,
    metrics,
    dashboards,
    scrapes,
    triggers,
    criteria,
    recorder,
    errors,
    incidents,
    learning,
    timeline,
    reviews,
    environment,
    change: createChangeStore(link.client, ({ action, targets }, why) =>
      trouble.add({ what: `${actionWords[action]}: ${targets.length} confirmed`, why }),
    ),
    terminals: createTerminalStore({ client: link.client, load: options.loadTerminal }),
    dialog: createStore<DialogState>(() => ({ open: null })),
    demoAsked: createStore(() => ({ asked: false })),
    said: createSaidStore(options.later),
    link,
    place,
    clock,
    trouble,
    settings,
    who: createWho(settings),
    operations,
    now: clock.now,
  };
}

/** How long a plan that was just opened may take to appear in the list. */
const appearsWithinMs = 2_000;

/** With no plan selected the first is; one that left the list, or never appears in it, does not stay selected. */
function settlePlan(plans: FeedStore<PlanSummary>, place: PlaceStore, later: ConsoleOptions['later']): void {
  const { state, entries } = plans.store.getState();
  const { planId } = place.store.getState();
  if (state !== 'live' || planOf(plans, planId) !== null) return;
  const first = [...entries.values()][0]?.planId ?? null;
  if (planId === null) return first === null ? undefined : place.go({ planId: first });
  later(() => {
    const missing = plans.store.getState().state === 'live' && planOf(plans, planId) === null;
    if (missing && place.store.getState().planId === planId) place.go({ planId: first, selected: null, runId: null });
  }, appearsWithinMs);
}

function followPlan(feeds: Pick<ConsoleStores, 'checklist' | 'notes' | 'runs'>, planId: string | null): void {
  const plan = planId === null ? null : { planId: planId as PlanId };
  feeds.checklist.follow(plan && ((client, signal) => client.checklist.feed(plan, { signal })));
  feeds.notes.follow(plan && ((client, signal) => client.checklist.notes(plan, { signal })));
  feeds.runs.follow(plan && ((client, signal) => client.runs.feed(plan, { signal })));
}

/** The plan as the list has it; null where there is none of that id. */
export function planOf(plans: FeedStore<PlanSummary>, planId: string | null): PlanSummary | null {
  for (const plan of plans.store.getState().entries.values()) if (plan.planId === planId) return plan;
  return null;
}
