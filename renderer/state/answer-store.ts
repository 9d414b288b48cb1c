// One question at a time to the engine, its last answer kept: asked again when the question or the link changes.
import { createStore, type StoreApi } from 'zustand/vanilla';
import { refusalOf } from '../client/refusal.ts';

export interface AnswerView<T> {
  state: 'off' | 'asking' | 'here' | 'refused';
  /** Which question the value answers. */
  key: string | null;
  value: T | null;
  reason: string;
}

export interface AnswerStore<T> {
  store: StoreApi<AnswerView<T>>;
  /** Asks unless this very question was answered; null asks nothing and drops the answer. */
  want: (key: string | null, ask: () => Promise<T>) => void;
  /** To be called when the link comes back: asks what was refused or left open meanwhile, or all of it where it is `stale`. */
  again: (stale?: boolean) => void;
}

export function createAnswerStore<T>(): AnswerStore<T> {
  const none: AnswerView<T> = { state: 'off', key: null, value: null, reason: '' };
  const store = createStore<AnswerView<T>>(() => none);
  let question: { key: string; ask: () => Promise<T> } | null = null;

  /** Of the last time it was asked: the same question may be of another moment, and the answers may come in any order. */
  let sent = 0;
  const send = async (): Promise<void> => {
    const asked = question;
    if (asked === null) return;
    const turn = ++sent;
    const put = (view: Partial<AnswerView<T>>): void => {
      if (asked === question && turn === sent) store.setState(view);
    };
    try {
      put({ state: 'here', key: asked.key, value: await asked.ask(), reason: '' });
    } catch (error) {
      put({ state: 'refused', key: asked.key, value: null, reason: refusalOf(error).message });
    }
  };

  return {
    store,
    want: (key, ask) => {
      if (key === (question?.key ?? null)) return;
      question = key === null ? null : { key, ask };
      // The earlier answer about the same subject stays until the new one is here; the subject is before the blank.
      const same = key !== null && store.getState().key?.split(' ')[0] === key.split(' ')[0];
      store.setState(key === null ? none : same ? { state: 'asking' } : { ...none, state: 'asking' });
      void send();
    },
    again: (stale = false) => {
      if (stale || store.getState().state !== 'here') void send();
    },
  };
}
