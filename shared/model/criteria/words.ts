// Values, series and criteria as people read them.
import { exactDurationInWords } from '../duration.ts';
import { percentText } from '../statistics/number-words.ts';
import type { Criterion, Metric } from './criterion.ts';

/** Four significant digits and the unit; seconds below one as milliseconds, bytes in powers of 1024. */
export function valueText(value: number, unit: string): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  if (unit === '%') return shareText(value);
  if (unit === 's' && value !== 0 && Math.abs(value) < 1) return `${short(value * 1000)} ms`;
  if (unit === 'bytes') return bytesText(value);
  return unit === '' ? short(value) : `${short(value)} ${unit}`;
}

/**
 * A share of events: as many places as tell it apart from 0 and from 1, so that 99.95 % is never 100 %, nor a single event
 * none.
 */
export function shareText(share: number): string {
  if (share <= 0.5) return share > 0 && share < 5e-7 ? '< 0.0001 %' : percentText(share);
  const rest = (1 - share) * 100;
  if (rest === 0) return '100 %';
  const places = Math.min(4, Math.max(0, 1 - Math.floor(Math.log10(Math.abs(rest)) + 1e-9)));
  const text = String(Number((share * 100).toFixed(places)));
  return text === '100' && share < 1 ? '> 99.9999 %' : `${text} %`;
}

function short(value: number): string {
  const size = Math.abs(value);
  if (Number.isSafeInteger(value) && size < 1e9) return String(value);
  return String(Number(value.toPrecision(4)));
}

function bytesText(value: number): string {
  const names = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const size = Math.abs(value);
  const place = size < 1 ? 0 : Math.min(names.length - 1, Math.floor(Math.log2(size) / 10));
  return `${short(value / 1024 ** place)} ${names[place]}`;
}

/** `up{job="api"}`; without labels `the series`. */
export function seriesName(labels: Record<string, string>): string {
  const { __name__: name = '', ...rest } = labels;
  const pairs = Object.entries(rest).map(([label, value]) => `${label}="${value}"`);
  if (pairs.length === 0) return name === '' ? 'the series' : name;
  return `${name}{${pairs.join(', ')}}`;
}

/** The unit of what is compared: a ratio is a share whatever its author wrote. */
export function unitOf({ metric, unit }: Pick<Criterion, 'metric' | 'unit'>): string {
  return metric.kind === 'ratio' ? '%' : unit;
}

export function metricWords(metric: Metric): string {
  if (metric.kind === 'manual') return 'a person judges';
  if (metric.kind === 'ratio') return `share of ${metric.part} events`;
  if (metric.kind === 'quantile')
    return `p${Number((metric.q * 100).toPrecision(6))} of ${metric.from.kind === 'buckets' ? 'a histogram' : 'samples'}`;
  return metric.take === 'worst' ? 'every point' : metric.take;
}

/** `< 200 ms over 1 h`. */
export function wantedWords(criterion: Criterion): string {
  if (criterion.metric.kind === 'manual') return '';
  return `${criterion.op} ${valueText(criterion.threshold, unitOf(criterion))} over ${exactDurationInWords(criterion.windowMs)}`;
}

/** The query a person would look at. */
export function shownQuery(metric: Metric): string {
  if (metric.kind === 'manual') return '';
  if (metric.kind === 'query') return metric.query;
  if (metric.kind === 'ratio') return `(${metric.query}) / (${metric.total})`;
  if (metric.from.kind === 'samples') return metric.from.query;
  return `histogram_quantile(${metric.q}, ${metric.from.query})`;
}
