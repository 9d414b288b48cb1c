// How far one source was watched, as it tells: a time while it was stale counts as watched where what happened in it was
// told afterwards without a gap.
import type { Freshness } from '#shared/model/system.ts';
import { unwatchedMs, withoutSpan, withSpan, type Span } from './watched-spans.ts';

export interface SourceCover {
  /** From the record: it was watched then, by an earlier start of this console. */
  add: (span: Span) => void;
  status: (state: Freshness, reason: string) => void;
  /** What happened since it was last live will not be told. */
  gap: () => void;
  /** Another system is meant from now on. */
  forget: () => void;
  state: () => { state: Freshness; reason: string };
  unwatchedMs: (span: Span) => number;
}

export function createSourceCover(now: () => number): SourceCover {
  let spans: Span[] = [];
  let liveSinceMs: number | null = null;
  let lostMs: number | null = null;
  let lastLoss: Span | null = null;
  let holed = false;
  let standing: { state: Freshness; reason: string } = { state: 'off', reason: '' };

  const live = (): void => {
    liveSinceMs = now();
    const loss = lostMs === null ? null : { fromMs: lostMs, toMs: liveSinceMs };
    if (loss !== null && !holed) spans = withSpan(spans, loss);
    lastLoss = loss;
    lostMs = null;
    holed = false;
  };
  const lose = (): void => {
    if (liveSinceMs === null) return;
    lostMs = now();
    spans = withSpan(spans, { fromMs: liveSinceMs, toMs: lostMs });
    liveSinceMs = null;
    lastLoss = null;
  };
  return {
    add: (span) => void (spans = withSpan(spans, span)),
    status: (state, reason) => {
      standing = { state, reason };
      if (state === 'live' && liveSinceMs === null) live();
      if (state !== 'live') lose();
    },
    gap: () => {
      // It may be told before or after the source is live again.
      if (liveSinceMs === null) holed = true;
      else if (lastLoss !== null) spans = withoutSpan(spans, lastLoss);
    },
    forget: () => {
      spans = [];
      lostMs = null;
      lastLoss = null;
      if (liveSinceMs !== null) liveSinceMs = now();
    },
    state: () => standing,
    unwatchedMs: (span) =>
      unwatchedMs(liveSinceMs === null ? spans : withSpan(spans, { fromMs: liveSinceMs, toMs: span.toMs }), span),
  };
}
