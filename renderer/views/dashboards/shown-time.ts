// The time a dashboard shows, and when it is asked anew: by itself while somebody can see it, and when a person says so.
import { useCallback, useEffect, useMemo, useState } from 'react';
import { momentMs } from '#shared/model/dashboard/moment.ts';
import { durationMs } from '#shared/model/duration.ts';
import { isMoving, spanOf, type SpanMs, type SpanZone } from '#shared/model/span.ts';

export interface ShownTime {
  span: SpanMs;
  /** Whether its end is the present. */
  moving: boolean;
  /** Which asking this is: a new number asks everything in sight again. */
  round: number;
  again: () => void;
}

/**
 * Whether an answer is of another time than the one that is chosen now, and not only of a moment ago.
 * @param moving whether the end of what is chosen is the present.
 */
export function isOfOtherTime(of: SpanMs, chosen: SpanMs, moving: boolean): boolean {
  const [longMs, chosenMs] = [of.toMs - of.fromMs, chosen.toMs - chosen.fromMs];
  // A day so far grows while it is looked at, and the hour before this one moves.
  const farMs = chosenMs / 10;
  return Math.abs(longMs - chosenMs) > farMs || (!moving && Math.abs(of.toMs - chosen.toMs) > farMs);
}

/** What the address says, otherwise what the dashboard does; one that cannot be read is the last hour. */
export function spanAt(text: string, own: { from: string; to: string }, now: number, zone: SpanZone): SpanMs {
  const wanted = text === '' ? `${own.from}..${own.to}` : text;
  const known = spanOf(wanted, now, zone);
  if (known !== null) return known;
  const [from = '', to = ''] = wanted.split('..');
  const context = { nowMs: now, utc: zone === 'utc' };
  const [fromMs, toMs] = [momentMs(from, 'from', context), momentMs(to, 'to', context)];
  return fromMs !== null && toMs !== null && toMs > fromMs ? { fromMs, toMs } : { fromMs: now - 3_600_000, toMs: now };
}

export interface TimeWish {
  text: string;
  own: { from: string; to: string };
  zone: SpanZone;
  /** `30s`; empty for not by itself, which is never while the time does not move. */
  refresh: string;
  now: () => number;
}

export function useShownTime({ text, own, zone, refresh, now }: TimeWish): ShownTime {
  const wanted = text === '' ? `${own.from}..${own.to}` : text;
  const [kept, setAsked] = useState(() => ({ at: now(), round: 0, wanted }));
  const again = useCallback(() => setAsked((last) => ({ ...last, at: now(), round: last.round + 1 })), [now]);
  // The last five minutes are those before they were chosen, not those before the last question.
  const asked = kept.wanted === wanted ? kept : { at: now(), round: kept.round, wanted };
  if (asked !== kept) setAsked(asked);
  const { at: askedAt, round } = asked;
  const fixed = !isMoving(wanted);
  const moving = !fixed && /\bnow$/.test(wanted);
  useEffect(() => {
    const everyMs = durationMs(refresh);
    if (fixed || everyMs === null || everyMs < 1_000) return undefined;
    // Nobody looks at a hidden page; it is asked again as soon as it is seen.
    const timer = setInterval(() => document.visibilityState === 'visible' && again(), everyMs);
    const seen = (): void => {
      if (document.visibilityState === 'visible') again();
    };
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [fixed, refresh, again]);
  const { from, to } = own;
  return useMemo(
    () => ({ span: spanAt(text, { from, to }, askedAt, zone), moving, round, again }),
    [text, from, to, askedAt, round, zone, moving, again],
  );
}

/** What can be chosen; a dashboard's own is among them whatever it is. */
export const refreshChoices = ['', '5s', '10s', '30s', '1m', '5m', '15m', '30m', '1h'];
