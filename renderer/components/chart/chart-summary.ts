// A chart in a sentence, for those who do not see it and for the head of a picture.
import { absoluteInWords } from '../times.ts';
import type { ChartOptions, ChartSeries, Span } from './chart-types.ts';
import { calcsOf } from './series-calcs.ts';

const mostNamed = 5;

let last = { fromMs: Number.NaN, toMs: Number.NaN, words: '' };

/** Charts of one view mostly have one span, and words for moments take long to make. */
export function oneLine({ fromMs, toMs }: Span): string {
  if (last.fromMs !== fromMs || last.toMs !== toMs)
    last = { fromMs, toMs, words: `${absoluteInWords(fromMs)} to ${absoluteInWords(toMs)}` };
  return last.words;
}

export function chartSummary(title: string, series: readonly ChartSeries[], span: Span, options: ChartOptions): string {
  const head = `${title}, ${oneLine(span)}.`;
  if (series.length === 0) return `${head} No series.`;
  const named = series.slice(0, mostNamed).map((one) => {
    const unit = one.style?.axis === 'right' ? (options.rightUnit ?? options.unit) : options.unit;
    const { last, min, max } = calcsOf(one.values);
    return `${one.name}: last ${unit.format(last)}, least ${unit.format(min)}, greatest ${unit.format(max)}`;
  });
  const rest = series.length > mostNamed ? ` And ${series.length - mostNamed} more.` : '';
  return `${head} ${series.length} series. ${named.join('. ')}.${rest}`;
}
