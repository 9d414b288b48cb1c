// A change of a running system on its way: prepared with all that it will touch, confirmed once by a person, and what
// came of it for each thing. Also what may be done to what is open or marked, as the server said.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ActionName, ActionResult, Offers, Prepared } from '#shared/model/action.ts';
import type { Watched } from '#shared/model/watch.ts';
import type { EngineClient } from '../client/link.ts';
import { refusalOf } from '../client/refusal.ts';
import { createAnswerStore, type AnswerStore } from './answer-store.ts';

export interface Asked {
  action: ActionName;
  targets: readonly Watched[];
  /** For `scale`. */
  replicas: number | null;
  state: 'preparing' | 'prepared' | 'confirming' | 'done' | 'refused';
  prepared: Prepared | null;
  results: readonly ActionResult[];
  /** Why it was refused. */
  reason: string;
  /** Refused after it was confirmed: some of it may have been done. */
  unsure: boolean;
}

/** Of what the offers are: of the one thing that is open, or of those that are marked. */
export const offerScopes = ['open', 'marked'] as const;
export type OfferScope = (typeof offerScopes)[number];

export interface ChangeStore {
  store: StoreApi<{ asked: Asked | null }>;
  offers: Record<OfferScope, AnswerStore<Offers>>;
  prepare: (action: ActionName, targets: readonly Watched[], replicas: number | null) => Promise<void>;
  /** Does what was prepared, once; without anything prepared it does nothing. */
  confirm: (by: string) => Promise<void>;
  /** Lets go of it; what was confirmed goes on all the same. */
  drop: () => void;
}

/** @param unseen told what failed of a change whose dialog was closed meanwhile. */
export function createChangeStore(
  client: () => EngineClient,
  unseen: (change: Asked, why: string) => void,
): ChangeStore {
  const store = createStore<{ asked: Asked | null }>(() => ({ asked: null }));
  /** An answer to what is no longer asked changes nothing. */
  const put = (of: Asked, change: Partial<Asked>): Asked => {
    const next = { ...of, ...change };
    if (store.getState().asked === of) store.setState({ asked: next });
    return next;
  };
  return {
    store,
    offers: { open: createAnswerStore<Offers>(), marked: createAnswerStore<Offers>() },
    prepare: async (action, targets, replicas) => {
      const asked: Asked = { action, targets, replicas, state: 'preparing', prepared: null, results: [], reason: '', unsure: false }; // prettier-ignore
      store.setState({ asked });
      try {
        put(asked, { state: 'prepared', prepared: await client().actions.prepare({ action, targets: [...targets], replicas }) }); // prettier-ignore
      } catch (error) {
        put(asked, { state: 'refused', reason: refusalOf(error).message });
      }
    },
    confirm: async (by) => {
      const { asked } = store.getState();
      if (asked?.state !== 'prepared' || asked.prepared === null) return;
      const { ticket } = asked.prepared;
      const confirming = put(asked, { state: 'confirming' });
      const seen = (): boolean => store.getState().asked === confirming;
      try {
        const results = await client().actions.confirm({ ticket, by });
        const failed = results.filter(({ ok }) => !ok);
        if (!seen() && failed.length > 0) unseen(confirming, failed.map(({ target, message }) => `${target.name}: ${message}`).join('; ')); // prettier-ignore
        put(confirming, { state: 'done', results });
      } catch (error) {
        const { code, message } = refusalOf(error);
        if (!seen()) unseen(confirming, message);
        put(confirming, { state: 'refused', reason: message, unsure: code === 'unavailable' || code === 'internal' });
      }
    },
    drop: () => store.setState({ asked: null }),
  };
}
