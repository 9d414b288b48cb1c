// Made-up answers of Prometheus for the pictures of Explore: a shape by the name of its query.
import { pack } from '#shared/model/pack.ts';
import type { Frame, InstantAnswer, Labels } from '#shared/model/series.ts';

interface Asked {
  query: string;
  fromMs: number;
  toMs: number;
  widthPx: number;
}

interface Shape {
  series: number;
  total?: number;
  value: (series: number, part: number) => number | null;
  labels?: (series: number) => Labels;
  warnings?: string[];
}

const wave = (series: number, part: number): number => Math.sin(part * 13 + series) * 10 + Math.sin(part * 131 + series * 3) * 2; // prettier-ignore
const instance = (series: number): Labels => ({
  __name__: 'http_requests_total',
  instance: `checkout-attestor-api-${series}.prod-eu-west-1.internal:9090`,
  job: 'checkout-attestor',
});

const shapes: Record<string, Shape> = {
  one: { series: 1, value: (series, part) => 120 + wave(series, part) },
  twenty: { series: 20, value: (series, part) => 40 + series * 9 + wave(series, part) },
  many: { series: 50, total: 7488, value: (series, part) => 2e8 + series * 3e7 + wave(series, part) * 2e6, warnings: ['results truncated due to limit'] }, // prettier-ignore
  gaps: { series: 3, value: (series, part) => (part > 0.3 && part < 0.45 ? null : part > 0.6 && part < 0.75 ? (Math.round(part * 300) % 3 === 0 ? 40 + series * 25 : null) : 60 + series * 25 + wave(series, part)) }, // prettier-ignore
  spikes: { series: 2, value: (series, part) => (Math.abs(part - 0.5) < 0.0006 ? 980 : part > 0.8 && part < 0.81 ? Infinity : 30 + wave(series, part)) }, // prettier-ignore
  wide: { series: 3, value: (series, part) => (series === 1 && part > 0.8 ? 0 : 10 ** (series * 1.5 + part * 2 - 4 + Math.sin(part * 20) / 4)) }, // prettier-ignore
  none: { series: 0, value: () => null },
};

/** Throws where the query is not one of the shapes, as Prometheus does for one that it cannot read. */
export function exploreFrame({ query, fromMs, toMs, widthPx }: Asked): Frame {
  const shape = shapes[query];
  if (shape === undefined) throw new Error(`1:7: parse error: unexpected character after "${query}"`);
  const stepMs = Math.ceil((toMs - fromMs) / widthPx / 1000) * 1000;
  const times: number[] = [];
  for (let at = fromMs; at <= toMs; at += stepMs) times.push(at);
  const series = Array.from({ length: shape.series }, (_, place) => {
    const samples = times.flatMap((at) => {
      const value = shape.value(place, (at - fromMs) / (toMs - fromMs));
      return value === null ? [] : [[at, value] as const];
    });
    return {
      labels: (shape.labels ?? instance)(place),
      times: pack(Float64Array.from(samples, ([at]) => at)),
      values: pack(Float64Array.from(samples, ([, value]) => value)),
    };
  });
  const totalSeries = shape.total ?? shape.series;
  return { fromMs, toMs, stepMs, series, totalSeries, totalSamples: totalSeries * times.length * 4, reduced: totalSeries > 0, warnings: shape.warnings ?? [], infos: [] }; // prettier-ignore
}

export function exploreRows(query: string, atMs: number): InstantAnswer {
  const shape = shapes[query] ?? { series: 0, value: () => null };
  const rows = Array.from({ length: shape.series }, (_, place) => ({ labels: instance(place), atMs, value: String(shape.value(place, 1) ?? 'NaN') })); // prettier-ignore
  return { kind: 'vector', rows, totalRows: shape.total ?? shape.series, warnings: [], infos: [] };
}
