// How a timeline is looked at, as the address holds it: the span, the filter, the lanes that are left out, the event that is
// selected and whether it is open. Pure.
import { laneNames, type LaneName } from '#shared/model/timeline/lane.ts';

export interface TimelinePlace {
  /** Null where nobody chose one: that of the incident, or the last hours. */
  span: { fromMs: number; toMs: number } | null;
  line: string;
  hidden: LaneName[];
  /** The number of an event. */
  event: number | null;
  opened: boolean;
  /** Queries drawn below the lanes. */
  charts: string[];
  /** The lanes with most to act on first, in place of the usual order. */
  worstFirst: boolean;
}

export const plainTimelinePlace: TimelinePlace = { span: null, line: '', hidden: [], event: null, opened: false, charts: [], worstFirst: false }; // prettier-ignore
export const mostCharts = 4;

/** What it does not know is left at its default. */
export function timelinePlaceOf(text: string): TimelinePlace {
  const asked = new URLSearchParams(text);
  const number = (name: string): number | null => {
    const value = Number(asked.get(name) ?? Number.NaN);
    return Number.isFinite(value) ? value : null;
  };
  const [fromMs, toMs, event] = [number('from'), number('to'), number('event')];
  const hidden = (asked.get('hidden') ?? '').split(',');
  return {
    span: fromMs !== null && toMs !== null && toMs > fromMs ? { fromMs, toMs } : null,
    line: asked.get('q') ?? '',
    hidden: laneNames.filter((lane) => hidden.includes(lane)),
    event: event !== null && Number.isInteger(event) && event >= 0 ? event : null,
    opened: asked.get('open') === 'yes',
    charts: asked.getAll('chart').filter((query) => query !== '').slice(0, mostCharts), // prettier-ignore
    worstFirst: asked.get('worst') === 'yes',
  };
}

/** Never empty, so that the journal can tell a timeline from its list. */
export function timelineAsOf(place: TimelinePlace): string {
  const query = new URLSearchParams();
  if (place.span !== null) {
    query.set('from', String(Math.round(place.span.fromMs)));
    query.set('to', String(Math.round(place.span.toMs)));
  }
  if (place.line !== '') query.set('q', place.line);
  if (place.hidden.length > 0) query.set('hidden', place.hidden.join(','));
  if (place.event !== null) query.set('event', String(place.event));
  if (place.opened) query.set('open', 'yes');
  for (const chart of place.charts) query.append('chart', chart);
  if (place.worstFirst) query.set('worst', 'yes');
  const text = query.toString();
  return text === '' ? 'all' : text;
}
