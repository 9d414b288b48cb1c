// For tests of the screen: a plan with two items, and a console in jsdom whose engine is the hand-written fake.
import type { ItemState, PlanDetail, PlanSummary } from '#shared/model/checklist.ts';
import type { PlanHash, PlanId, RunId } from '#shared/model/ids.ts';
import { noCounts } from '#shared/model/outcome.ts';
import { fakeEngine, fakeFeed, portTo, type FakeEngine } from '../../client/fake-engine.fixture.ts';
import { openLink } from '../../client/link.ts';
import type { PortEvents } from '../../client/port.ts';
import { plainScreen } from '../terminal/plain-screen.fixture.ts';
import { createConsole, type ConsoleStores } from '../../state/console.ts';

/** The moment at which the tests look: it does not move, so that ages are exact. */
export const someNow = Date.UTC(2026, 10, 20, 14, 2, 7);

export const somePlan: PlanSummary = {
  key: 'plan-1',
  planId: 'plan-1' as PlanId,
  name: 'phase-ix',
  title: 'Phase IX',
  hash: 'a'.repeat(64) as PlanHash,
  origin: 'file',
  path: '/plans/ix.yaml',
  file: 'same',
  loadedAt: 0,
  untrusted: [],
  counts: { ...noCounts(), fail: 1, open: 1 },
  verdict: 'fail',
  running: null,
};

export function someItem(patch: Partial<ItemState> = {}): ItemState {
  return {
    key: 'smoke/health',
    itemId: 'health',
    phaseId: 'smoke',
    title: 'The service answers',
    description: null,
    kind: 'http',
    expectations: ['status == 200'],
    manual: null,
    digest: 'd',
    line: 3,
    running: null,
    last: {
      runId: 'run-1' as RunId,
      outcome: 'fail',
      reason: 'status was 503, expected 200',
      checks: [],
      durationMs: 41,
      finishedAt: someNow - 12_000,
      attempts: 1,
      hasEvidence: false,
      recorded: true,
      outdated: false,
    },
    tick: null,
    open: false,
    ...patch,
  };
}

export const manualItem = someItem({
  key: 'smoke/pipeline',
  itemId: 'pipeline',
  title: 'The pipeline is green',
  kind: 'manual',
  manual: { instructions: 'Open it and look.', evidence: 'required' },
  last: null,
  open: true,
});

const detail: PlanDetail = {
  summary: somePlan,
  phases: [{ id: 'smoke', title: 'Smoke test', description: null, needs: [] }],
  vars: {},
  text: '',
  demands: [],
};

export interface Bench {
  engine: FakeEngine;
  stores: ConsoleStores;
  /** Ends the connection; no new one comes. */
  cut: () => void;
}

/** jsdom lays nothing out and shows no dialogs; the page needs a height and the `open` attribute. */
function furnish(): void {
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 600 });
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => 900 });
  window.matchMedia = () => new EventTarget() as MediaQueryList;
  window.ResizeObserver = class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
  HTMLElement.prototype.scrollIntoView = () => undefined;
  Object.assign(HTMLDialogElement.prototype, {
    showModal(this: HTMLDialogElement) {
      this.setAttribute('open', '');
    },
    close(this: HTMLDialogElement) {
      this.removeAttribute('open');
    },
  });
}

export function bench(given: Partial<FakeEngine> = {}): Bench {
  furnish();
  window.history.replaceState(null, '', '#');
  window.sessionStorage.clear();
  window.localStorage.clear();
  const engine = fakeEngine({
    plans: fakeFeed<PlanSummary>(() => [somePlan]),
    items: fakeFeed<ItemState>(() => [someItem(), manualItem]),
    detail: () => detail,
    ...given,
  });
  const { port, cut } = portTo(engine);
  const connect = (events: PortEvents) => {
    queueMicrotask(() => events.onPort(port));
    return { name: 'the test', dials: false, dial: () => undefined };
  };
  const now = (): number => someNow;
  const later = (callback: () => void, ms: number): (() => void) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  };
  const stores = createConsole({
    openLink: (onStatus, moment) => openLink({ connect, now, later, random: () => 0, onStatus, moment }),
    page: window,
    storage: window.localStorage,
    loadTerminal: async () => plainScreen,
    now,
    later,
  });
  return { engine, stores, cut };
}
