// One question of a panel to Prometheus and its last answer: asked with a time limit, one at a time, given up when nobody
// looks. An older answer never takes the place of a newer one; a refusal leaves the last answer where it is.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OpsErrorCode } from '#shared/model/ops-error.ts';
import type { EngineClient } from '../client/link.ts';
import { refusalOf } from '../client/refusal.ts';
import type { Quiet } from './quiet.ts';

export interface PanelView<T> {
  /** Null while nothing has been answered, or what was belongs to another subject. */
  answer: T | null;
  answeredAt: number | null;
  /** Since when it is being asked; null while it is not. */
  askedAt: number | null;
  /** Why the last question came to nothing; null when it came to the answer. */
  failure: { code: OpsErrorCode; reason: string; at: number } | null;
}

export interface PanelQuestion<T> {
  /** What it is about: the answer stays, greyed, while another question about the same is asked. */
  subject: string;
  /** All of what is asked; the same is not asked twice, except by `again`. */
  key: string;
  /**
   * @param now for spans that move.
   * @param all asks for all that `finer` would: it was not too much before.
   */
  ask: (client: EngineClient, now: number, signal: AbortSignal, all: boolean) => Promise<T>;
  finer?: FinerQuestion<T>;
}

/** A second question that shows more than the first, asked when the answer to that is drawn, and takes its place. */
export interface FinerQuestion<T> {
  /** The same while the question is as much as before: all of it but the moments. */
  steady: string;
  /** Whether more than is in an answer may be asked for. */
  offered: (answer: T) => boolean;
  /** Whether the next may be asked for all of it at once. */
  fits: (answer: T) => boolean;
  ask: (client: EngineClient, answer: T, signal: AbortSignal) => Promise<T>;
  /** The answer that has to do without, with the reason in it. */
  without: (answer: T, reason: string) => T;
}

export interface PanelQuery<T> {
  store: StoreApi<PanelView<T>>;
  /** Null where nobody looks: the question in flight is given up, the answer stays. */
  want: (question: PanelQuestion<T> | null) => void;
  /** Asks the same anew, unless it is being asked. */
  again: () => void;
  /** By a person: gives up, and says so. */
  cancel: () => void;
}

export interface PanelQueryOptions {
  /** Throws while there is none. */
  client: () => EngineClient;
  now: () => number;
  later: (callback: () => void, ms: number) => () => void;
  /** Takes an answer in when its turn comes, so that many do not come at once. */
  takeTurn: (run: () => void) => void;
  /** Shared by all questions of a page: finer ones wait until the first of all are answered. */
  quiet: Quiet;
  timeoutMs?: number;
}

export const panelTimeoutMs = 10_000;
/** The engine's own limit speaks first, in Prometheus' words. */
const graceMs = 1_000;
/** What was too much is tried again after this. */
const finerAgainMs = 300_000;
const empty = { answer: null, answeredAt: null, askedAt: null, failure: null };

export function createPanelQuery<T>(options: PanelQueryOptions): PanelQuery<T> {
  const { client, now, later, takeTurn, quiet, timeoutMs = panelTimeoutMs } = options;
  const store = createStore<PanelView<T>>(() => empty);
  let wanted: PanelQuestion<T> | null = null;
  /** What was last asked for, also while nobody looks: coming back into sight is no new question. */
  let asked: string | null = null;
  let subject = '';
  let flight: AbortController | null = null;
  let refining: AbortController | null = null;
  /** What could be asked in full the last time, and what could not be, by what is steady of it. */
  let fits: string | null = null;
  let tooMuch: { steady: string; reason: string; at: number } | null = null;

  const giveUp = (): void => {
    flight?.abort();
    flight = null;
    refining?.abort();
    refining = null;
    store.setState({ askedAt: null });
  };

  /** The answer as it is to be shown, and whether more is to be asked for. */
  const settled = (question: PanelQuestion<T>, answer: T): { answer: T; offered: boolean } => {
    const { finer } = question;
    fits = finer?.fits(answer) === true ? finer.steady : null;
    if (finer?.offered(answer) !== true) return { answer, offered: false };
    if (tooMuch?.steady !== finer.steady || now() - tooMuch.at > finerAgainMs) return { answer, offered: true };
    fits = null;
    return { answer: finer.without(answer, tooMuch.reason), offered: false };
  };

  const refine = ({ finer }: PanelQuestion<T>, answer: T): void => {
    if (finer === undefined) return;
    const own = new AbortController();
    refining = own;
    own.signal.addEventListener(
      'abort',
      quiet.when(() => void sendFiner(finer, answer, own)),
    );
  };

  const sendFiner = async (finer: FinerQuestion<T>, answer: T, own: AbortController): Promise<void> => {
    const land = (view: Partial<PanelView<T>>): void => {
      if (refining !== own) return;
      refining = null;
      store.setState(view);
    };
    try {
      const found = await finer.ask(client(), answer, own.signal);
      const answeredAt = now();
      takeTurn(() => land({ answer: found, answeredAt }));
    } catch (error) {
      if (own.signal.aborted) return;
      tooMuch = { steady: finer.steady, reason: refusalOf(error).message, at: now() };
      fits = null;
      land({ answer: finer.without(answer, tooMuch.reason) });
    }
  };

  const send = async (question: PanelQuestion<T>): Promise<void> => {
    giveUp();
    const own = new AbortController();
    flight = own;
    const ended = quiet.begin();
    own.signal.addEventListener('abort', ended);
    const land = (view: Partial<PanelView<T>>): void => {
      if (flight === own) {
        flight = null;
        store.setState({ ...view, askedAt: null });
      }
      ended();
    };
    // At once: whoever asks again when the link is back has to see that this came to nothing.
    const fail = (code: OpsErrorCode, reason: string): void => land({ failure: { code, reason, at: now() } });
    store.setState({ askedAt: now() });
    const disarm = later(() => {
      own.abort();
      fail('timed_out', `no answer within ${timeoutMs / 1000} s`);
    }, timeoutMs + graceMs);
    try {
      const all = question.finer !== undefined && question.finer.steady === fits;
      const found = await question.ask(client(), now(), own.signal, all);
      const answeredAt = now();
      takeTurn(() => {
        if (flight !== own) return;
        const { answer, offered } = settled(question, found);
        land({ answer, answeredAt, failure: null });
        // Whoever heard of the answer may have asked for another already.
        if (offered && flight === null && asked === question.key) refine(question, answer);
      });
    } catch (error) {
      const { code, message } = refusalOf(error);
      if (!own.signal.aborted) fail(code, message);
    } finally {
      disarm();
    }
  };

  return {
    store,
    want: (question) => {
      wanted = question;
      if (question === null) {
        if (flight !== null || refining !== null) asked = null;
        return giveUp();
      }
      if (question.key === asked) return undefined;
      if (question.subject !== subject) store.setState(empty);
      subject = question.subject;
      asked = question.key;
      void send(question);
      return undefined;
    },
    again: () => {
      if (wanted !== null && flight === null) void send(wanted);
    },
    cancel: () => {
      if (flight === null) return;
      giveUp();
      store.setState({ failure: { code: 'cancelled', reason: 'cancelled by you', at: now() } });
    },
  };
}
