// What a reflector tells: its state as it changes, its rows as they come, and its counts now and then.
import type { Freshness } from '#shared/model/system.ts';
import type { ObjectTable, RowChange } from './object-table.ts';

export interface ReflectorState {
  state: Freshness;
  reason: string;
  seenAt: number | null;
  retryAt: number | null;
  count: number;
  expected: number | null;
  events: number;
  relists: number;
  reconnects: number;
}

export interface Voice {
  /** As last told, or noted since. */
  told: () => ReflectorState;
  say: (change: Partial<ReflectorState>) => void;
  /** To be told with whatever is told next. */
  note: (change: Partial<ReflectorState>) => void;
  /** The server was heard of. */
  heard: () => void;
  /** Rows that changed, and the counts at most twice a second, the last of them always. */
  publish: () => void;
  /** Everything is known from now on: what is published is news, and what is not followed is stale. */
  knowAll: () => void;
  isKnown: () => boolean;
  /** Not followed at present, and when it is tried again. */
  away: (reason: string, retryAt: number | null) => void;
  /** Nothing is told any more. */
  close: () => void;
}

export interface VoiceOptions {
  table: ObjectTable;
  now: () => number;
  elapsedMs: () => number;
  onHeard: () => void;
  onRows: (changes: RowChange[], first: boolean) => void;
  onState: (state: ReflectorState) => void;
}

const countsMs = 500;

export function createVoice({ table, now, elapsedMs, onHeard, onRows, onState }: VoiceOptions): Voice {
  let told: ReflectorState = { state: 'connecting', reason: '', seenAt: null, retryAt: null, count: 0, expected: null, events: 0, relists: 0, reconnects: 0 }; // prettier-ignore
  let heardAt: number | null = null;
  let toldAt = -Infinity;
  let telling: NodeJS.Timeout | undefined;
  let known = table.rows.size > 0;
  let closed = false;

  const say = (change: Partial<ReflectorState>): void => {
    if (closed) return;
    toldAt = elapsedMs();
    clearTimeout(telling);
    telling = undefined;
    told = { ...told, seenAt: heardAt, count: table.rows.size, ...change };
    onState(told);
  };
  return {
    told: () => told,
    say,
    note: (change) => {
      told = { ...told, ...change };
    },
    heard: () => {
      heardAt = now();
      onHeard();
    },
    publish: () => {
      if (closed) return;
      const changes = table.take();
      if (changes.length > 0) onRows(changes, !known);
      if (elapsedMs() - toldAt >= countsMs) say({});
      else telling ??= setTimeout(() => say({}), countsMs);
    },
    knowAll: () => {
      known = true;
    },
    isKnown: () => known,
    away: (reason, retryAt) => say({ state: known ? 'stale' : 'connecting', reason, retryAt }),
    close: () => {
      closed = true;
      clearTimeout(telling);
    },
  };
}
