// What was refused or went wrong, kept until a person dismisses it. The newest is first.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PlanProblem } from '#shared/model/plan.ts';

export interface Trouble {
  id: number;
  /** What was attempted. */
  what: string;
  /** Why it did not work; empty where the problems say it. */
  why: string;
  /** Where it is wrong, for plans. */
  file: string;
  problems: PlanProblem[];
  at: number;
}

export interface TroubleStore {
  store: StoreApi<{ list: Trouble[] }>;
  add: (trouble: Partial<Trouble> & { what: string }) => void;
  dismiss: (id: number) => void;
}

export function createTroubleStore(now: () => number): TroubleStore {
  const store = createStore<{ list: Trouble[] }>(() => ({ list: [] }));
  let last = 0;
  return {
    store,
    add: (trouble) => {
      const whole: Trouble = { why: '', file: '', problems: [], ...trouble, id: ++last, at: now() };
      // The same attempt failing again replaces its earlier words instead of piling up.
      const others = store.getState().list.filter((one) => one.what !== whole.what || one.why !== whole.why);
      store.setState({ list: [whole, ...others] });
    },
    dismiss: (id) => store.setState({ list: store.getState().list.filter((one) => one.id !== id) }),
  };
}
