// Where the person is: view, plan, selection and filters, held in the address so that a reload restores them.
import { createStore, type StoreApi } from 'zustand/vanilla';

export const viewNames = ['readiness', 'containers', 'journal', 'diagnostics', 'settings'] as const;
export type ViewName = (typeof viewNames)[number];
export const tabNames = ['result', 'evidence', 'note', 'history'] as const;
export type TabName = (typeof tabNames)[number];

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
  /** The container that is selected, by key; it is shown in full only while `opened`. */
  container: string | null;
  opened: boolean;
  /** The filter of the containers: words, `label:key=value`, `project:name`, `is:exited`. */
  find: string;
  /** The column the containers are sorted by, with `-` for the other way round; empty for the worst first. */
  sort: string;
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
  container: null,
  opened: false,
  find: '',
  sort: '',
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
    container: asked.get('container'),
    opened: asked.get('open') === 'yes',
    find: asked.get('find') ?? '',
    sort: asked.get('sort') ?? '',
  };
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
  put('container', place.container);
  put('open', place.opened ? 'yes' : '');
  put('find', place.find);
  put('sort', place.sort);
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
      const step = place.view !== before.view || place.planId !== before.planId || place.runId !== before.runId;
      page.history[step ? 'pushState' : 'replaceState'](null, '', hashOf(place));
      store.setState(place);
    },
  };
}
