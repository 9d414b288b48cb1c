// Series as lanes of states: what each sample stands for, in words and colour, and how long it was so. A sample says what was
// at its moment; it is taken to hold until the next one or for one step, so that a gap stays a gap. Pure.
import { mappingOf, shownOf, stepsAt, type ShownRange } from '#shared/model/dashboard/shown.ts';
import type { FieldStyle } from '#shared/model/dashboard/field-style.ts';
import { formatValue } from '#shared/model/units/format-value.ts';
import type { Lane, LaneSpan, LaneState } from '../../components/panels/lanes-panel.tsx';
import type { ShownSeries } from './shown-series.ts';
import { orderColour, pageColour } from './values-of.ts';

export interface LanesWish {
  joined: boolean;
  stepMs: number;
  span: { fromMs: number; toMs: number };
  range: ShownRange | null;
  utc: boolean;
}

export function lanesOf(all: readonly ShownSeries[], wish: LanesWish): Lane[] {
  const drawn = all.filter(({ times, style }) => times.length > 0 && style.hideFromChart !== true);
  return drawn.map((one, place) => ({ key: one.key, name: one.name, spans: spansOf(one, orderColour(place), wish) }));
}

function spansOf({ times, values, style }: ShownSeries, ownColour: string, wish: LanesWish): LaneSpan[] {
  const spans: LaneSpan[] = [];
  values.forEach((value, at) => {
    const fromMs = times[at] ?? 0;
    const untilMs = Math.min(times[at + 1] ?? Infinity, fromMs + wish.stepMs, wish.span.toMs);
    if (Number.isNaN(value) || untilMs < wish.span.fromMs) return;
    const shown = shownOf(value, style, wish.range, { utc: wish.utc, nowMs: wish.span.toMs });
    const text = `${shown.prefix}${shown.text}${shown.suffix}`;
    const colour = pageColour(shown.colour) ?? ownColour;
    const last = spans.at(-1);
    if (wish.joined && last?.text === text && last.colour === colour && last.toMs >= fromMs) last.toMs = untilMs;
    else spans.push({ fromMs: Math.max(fromMs, wish.span.fromMs), toMs: untilMs, text, colour, exact: shown.exact });
  });
  return spans;
}

const mostStates = 12;

/** What the colours mean: the mapped words that are seen, else the thresholds; none where a scale or one colour is all. */
export function laneStates(all: readonly ShownSeries[], style: FieldStyle, range: ShownRange | null): LaneState[] {
  const seen = new Map<string, LaneState>();
  for (const { values, style: own } of all) {
    for (const value of new Set(values)) {
      const mapped = Number.isNaN(value) ? null : mappingOf(value, own.mappings ?? []);
      if (mapped?.text === null || mapped === null) continue;
      const colour = pageColour(shownOf(value, own, range).colour);
      seen.set(`${mapped.text} ${colour}`, { text: mapped.text, colour });
      if (seen.size >= mostStates) return [...seen.values()];
    }
  }
  if (seen.size > 0) return [...seen.values()];
  if (style.colour?.kind !== 'thresholds' || style.thresholds === undefined) return [];
  const steps = stepsAt(style.thresholds, range);
  const text = (value: number): string => formatValue(value, style.unit ?? '', { decimals: style.decimals ?? null });
  return steps.map(({ at, colour }, place) => {
    const next = steps[place + 1];
    const words = at === -Infinity ? (next === undefined ? 'any value' : `below ${text(next.at)}`) : `from ${text(at)}`;
    return { text: words, colour: pageColour(colour) };
  });
}
