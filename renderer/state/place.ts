// Where the person is: view, plan, selection and filters, held in the address so that a reload restores them.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { kubeKinds, type KubeKind } from '#shared/model/kubernetes.ts';

/** In the order of the rail. */
export const viewNames = ['watch', 'containers', 'workloads', 'logs', 'terminal', 'forwards', 'metrics', 'triggers', 'criteria', 'readiness', 'incidents', 'errors', 'journal', 'diagnostics', 'settings'] as const; // prettier-ignore
export type ViewName = (typeof viewNames)[number];
export const tabNames = ['result', 'evidence', 'note', 'history'] as const;
export type TabName = (typeof tabNames)[number];
export const dockerLists = ['containers', 'images', 'volumes', 'networks'] as const;
export type DockerListTab = (typeof dockerLists)[number];
export const partNames = ['overview', 'events', 'yaml', 'json'] as const;
export type PartName = (typeof partNames)[number];
export const metricsTabs = ['dashboards', 'explore', 'targets', 'rules', 'alerts', 'scrapes'] as const;
export type MetricsTab = (typeof metricsTabs)[number];
export const criteriaTabs = ['criteria', 'objectives', 'baselines', 'soaks'] as const;
export type CriteriaTab = (typeof criteriaTabs)[number];
export const incidentsTabs = ['incidents', 'playbooks'] as const;
export type IncidentsTab = (typeof incidentsTabs)[number];
export const incidentTabs = ['overview', 'timeline', 'suspects', 'review', 'learning'] as const;
export type IncidentTab = (typeof incidentTabs)[number];
export const errorsTabs = ['groups', 'health', 'correlation', 'ingest'] as const;
export type ErrorsTab = (typeof errorsTabs)[number];
export const windowMinutes = [5, 15, 60] as const;
export type WindowMinutes = (typeof windowMinutes)[number];

export interface Place {
  view: ViewName;
  planId: string | null;
  /** `phase/item`, or `phase/` for the phase itself; null while the drawer is closed. */
  selected: string | null;
  tab: TabName;
  /** The text filter. */
  text: string;
  /** Outcomes shown; empty means all. */
  show: string[];
  /** A past run that is looked at in place of the present state. */
  runId: string | null;
  /** What the drawer's place shows instead of an item. */
  panel: 'runs' | 'demo' | null;
  /** The journal's filter. */
  type: string;
  /** Which of Docker's lists is shown; `find` and `sort` are of that one. */
  list: DockerListTab;
  /** The container that is selected, by key; it is shown in full only while `opened`. */
  container: string | null;
  opened: boolean;
  /** The filter of the containers: words, `label:key=value`, `project:name`, `is:exited`. */
  find: string;
  /** The column the containers are sorted by, with `-` for the other way round; empty for the worst first. */
  sort: string;
  /** Which objects of Kubernetes the table shows, and the one selected: `namespace/name`, `name` where it has none. */
  kind: KubeKind;
  object: string | null;
  /** Which part of the open object is shown. */
  part: PartName;
  /** Filter and order of that table, written as those of the containers. */
  kubeFind: string;
  kubeSort: string;
  /** The contexts to connect to are shown in place of the table. */
  contexts: boolean;
  /** How far back the wall shows changes. */
  minutes: WindowMinutes;
  /** Whose log is shown, and how it is looked at; log-place.ts reads and writes both. */
  log: string | null;
  logAs: string;
  /** Which part of the metrics is shown. */
  metricsTab: MetricsTab;
  /** Which list of the metrics is looked at and how; list-place.ts reads and writes it. */
  metricsList: string;
  /** The dashboard that is open, by key, and how it is looked at: variables and the panel that is enlarged. */
  dashboard: string | null;
  dashboardAs: string;
  /** The time that dashboards and Explore show, `now-1h..now` or two epoch milliseconds; empty for the default. */
  span: string;
  /** What Explore asks and how it draws it. */
  explore: string;
  /** Which scraped endpoint and which of its metrics; scrape-place.ts reads and writes it. */
  scrape: string;
  /** The trigger that is selected, and the filter of the list. */
  trigger: string | null;
  triggerFind: string;
  /** Which part of the criteria is shown, and what is selected in it. */
  criteriaTab: CriteriaTab;
  criterion: string | null;
  /** What the section shows while no incident is open, and the filter of the playbooks. */
  incidentsTab: IncidentsTab;
  playbookFind: string;
  /** The incident that is open, by id, which part of it, and how its timeline is looked at. */
  incident: string | null;
  incidentTab: IncidentTab;
  incidentFind: string;
  timelineAs: string;
  /** Which part of the errors is shown, what is selected in it, its filter, and the correlation id looked at. */
  errorsTab: ErrorsTab;
  errorGroup: string | null;
  errorFind: string;
  correlation: string | null;
  /** The moment that is shown, epoch milliseconds; null for the present. */
  at: number | null;
  /** `then`: what was known at that moment. `now`: what is known today about it. */
  known: 'then' | 'now';
  /** The bundle that is read in place of the live record. */
  review: string | null;
}

export const startPlace: Place = {
  view: 'readiness',
  planId: null,
  selected: null,
  tab: 'result',
  text: '',
  show: [],
  runId: null,
  panel: null,
  type: '',
  list: 'containers',
  container: null,
  opened: false,
  find: '',
  sort: '',
  kind: 'pods',
  object: null,
  part: 'overview',
  kubeFind: '',
  kubeSort: '',
  contexts: false,
  minutes: 15,
  log: null,
  logAs: '',
  metricsTab: 'dashboards',
  metricsList: '',
  dashboard: null,
  dashboardAs: '',
  span: '',
  explore: '',
  scrape: '',
  trigger: null,
  triggerFind: '',
  criteriaTab: 'criteria',
  criterion: null,
  incidentsTab: 'incidents',
  playbookFind: '',
  incident: null,
  incidentTab: 'overview',
  incidentFind: '',
  timelineAs: '',
  errorsTab: 'groups',
  errorGroup: null,
  errorFind: '',
  correlation: null,
  at: null,
  known: 'then',
  review: null,
};

/** Reads an address; what it does not know is left at its default. */
export function placeOf(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const asked = new URLSearchParams(query);
  const panel = asked.get('panel');
  return {
    view: viewNames.find((name) => name === path) ?? startPlace.view,
    planId: asked.get('plan'),
    selected: asked.get('item'),
    tab: tabNames.find((name) => name === asked.get('tab')) ?? startPlace.tab,
    text: asked.get('q') ?? '',
    show: (asked.get('show') ?? '').split(',').filter((word) => word !== ''),
    runId: asked.get('run'),
    panel: panel === 'runs' || panel === 'demo' ? panel : null,
    type: asked.get('type') ?? '',
    list: dockerLists.find((name) => name === asked.get('list')) ?? startPlace.list,
    container: asked.get('container'),
    opened: asked.get('open') === 'yes',
    find: asked.get('find') ?? '',
    sort: asked.get('sort') ?? '',
    kind: kubeKinds.find((name) => name === asked.get('kind')) ?? startPlace.kind,
    object: asked.get('object'),
    part: partNames.find((name) => name === asked.get('part')) ?? startPlace.part,
    kubeFind: asked.get('where') ?? '',
    kubeSort: asked.get('order') ?? '',
    contexts: asked.get('contexts') === 'yes',
    minutes: windowMinutes.find((minutes) => String(minutes) === asked.get('last')) ?? startPlace.minutes,
    log: asked.get('log'),
    logAs: asked.get('as') ?? '',
    metricsTab: metricsTabs.find((name) => name === asked.get('metrics')) ?? startPlace.metricsTab,
    metricsList: asked.get('lines') ?? '',
    dashboard: asked.get('dashboard'),
    dashboardAs: asked.get('with') ?? '',
    span: asked.get('span') ?? '',
    explore: asked.get('explore') ?? '',
    scrape: asked.get('scrape') ?? '',
    trigger: asked.get('trigger'),
    triggerFind: asked.get('triggers') ?? '',
    criteriaTab: criteriaTabs.find((name) => name === asked.get('criteria')) ?? startPlace.criteriaTab,
    criterion: asked.get('criterion'),
    incidentsTab: incidentsTabs.find((name) => name === asked.get('of-all')) ?? startPlace.incidentsTab,
    playbookFind: asked.get('playbooks') ?? '',
    incident: asked.get('incident'),
    incidentTab: incidentTabs.find((name) => name === asked.get('of')) ?? startPlace.incidentTab,
    incidentFind: asked.get('incidents') ?? '',
    timelineAs: asked.get('timeline') ?? '',
    errorsTab: errorsTabs.find((name) => name === asked.get('errors')) ?? startPlace.errorsTab,
    errorGroup: asked.get('error'),
    errorFind: asked.get('failing') ?? '',
    correlation: asked.get('correlation'),
    at: momentOf(asked.get('at')),
    known: asked.get('known') === 'now' ? 'now' : 'then',
    review: asked.get('review'),
  };
}

/** An address holds ISO 8601; what is none is the present. */
function momentOf(text: string | null): number | null {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? null : at;
}

export function hashOf(place: Place): string {
  const query = new URLSearchParams();
  const put = (name: string, value: string | null, plain = ''): void => {
    if (value !== null && value !== plain) query.set(name, value);
  };
  put('plan', place.planId);
  put('item', place.selected);
  put('tab', place.tab, startPlace.tab);
  put('q', place.text);
  put('show', place.show.join(','));
  put('run', place.runId);
  put('panel', place.panel);
  put('type', place.type);
  put('list', place.list, startPlace.list);
  put('container', place.container);
  put('open', place.opened ? 'yes' : '');
  put('find', place.find);
  put('sort', place.sort);
  put('kind', place.kind, startPlace.kind);
  put('object', place.object);
  put('part', place.part, startPlace.part);
  put('where', place.kubeFind);
  put('order', place.kubeSort);
  put('contexts', place.contexts ? 'yes' : '');
  put('last', String(place.minutes), String(startPlace.minutes));
  put('log', place.log);
  put('as', place.logAs);
  put('metrics', place.metricsTab, startPlace.metricsTab);
  put('lines', place.metricsList);
  put('dashboard', place.dashboard);
  put('with', place.dashboardAs);
  put('span', place.span);
  put('explore', place.explore);
  put('scrape', place.scrape);
  put('trigger', place.trigger);
  put('triggers', place.triggerFind);
  put('criteria', place.criteriaTab, startPlace.criteriaTab);
  put('criterion', place.criterion);
  put('of-all', place.incidentsTab, startPlace.incidentsTab);
  put('playbooks', place.playbookFind);
  put('incident', place.incident);
  put('of', place.incidentTab, startPlace.incidentTab);
  put('incidents', place.incidentFind);
  put('timeline', place.timelineAs);
  put('errors', place.errorsTab, startPlace.errorsTab);
  put('error', place.errorGroup);
  put('failing', place.errorFind);
  put('correlation', place.correlation);
  put('at', place.at === null ? null : new Date(place.at).toISOString());
  put('known', place.known, startPlace.known);
  put('review', place.review);
  const text = query.toString();
  return `#/${place.view}${text === '' ? '' : `?${text}`}`;
}

export interface PlaceStore {
  store: StoreApi<Place>;
  /** Goes there. A new view or plan is a step that Back takes back; the rest replaces the address. */
  go: (change: Partial<Place>) => void;
}

/** @param page the window whose address is kept in step. */
export function createPlaceStore(page: Window): PlaceStore {
  const store = createStore<Place>(() => placeOf(page.location.hash));
  page.addEventListener('hashchange', () => store.setState(placeOf(page.location.hash)));
  return {
    store,
    go: (change) => {
      const before = store.getState();
      const place = { ...before, ...change };
      if (hashOf(place) === hashOf(before)) return;
      // From one moment to the next nobody goes back; to the past and out of it one does.
      const leaps = (place.at === null) !== (before.at === null) || place.review !== before.review;
      const elsewhere = place.view !== before.view || place.planId !== before.planId || place.runId !== before.runId;
      const step = leaps || elsewhere;
      page.history[step ? 'pushState' : 'replaceState'](null, '', hashOf(place));
      store.setState(place);
    },
  };
}
