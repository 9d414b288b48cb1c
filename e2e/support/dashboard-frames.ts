// Made-up answers of Prometheus for pictures of dashboards: as many series as the query groups by, with values that fit its
// metric. It reads no PromQL, it recognises words.
import { pack } from '#shared/model/pack.ts';
import type { Frame, InstantAnswer, Labels } from '#shared/model/series.ts';

export interface AskedRange {
  query: string;
  fromMs: number;
  toMs: number;
  widthPx: number;
  minStepMs: number;
  seriesLimit: number;
}

export interface MadeUp {
  /** Values of a label, where a query groups by it. */
  labels: Record<string, string[]>;
  /** Series in the whole answer, where more are asked for than come. */
  total?: number;
}

/** Fixed, so that two pictures of one scenario are alike. */
function noise(seed: number): number {
  const x = Math.sin(seed * 127.1) * 43_758.5453;
  return x - Math.floor(x);
}

function levelOf(query: string, labels: Labels, place: number): [base: number, swing: number] {
  if (/_percent/.test(query)) return [labels['mount'] === '/' ? 62 : 91, 1];
  if (/app_state/.test(query)) return [1, 0];
  if (/\/ sum/.test(query)) return [0.019, 0.006];
  if (/app_queue/.test(query)) return [48 + 12 * noise(place + 3), 38];
  if (/histogram_quantile\(0\.5/.test(query)) return [0.11, 0.03];
  if (/histogram_quantile/.test(query)) return [0.46, 0.16];
  if (/^sum\(up|^up/.test(query)) return [3, 0];
  if (labels['code'] !== undefined) return [{ 200: 118, 404: 4.6 }[labels['code']] ?? 2.3, labels['code'] === '200' ? 22 : 1];
  if (/bytes/.test(query)) return [2.4e9 + place * 3e8, 4e8];
  return [120 + place * 7, 24];
} // prettier-ignore

function labelSets(query: string, { labels }: MadeUp): Labels[] {
  const grouped =
    /\bby \(([^)]*)\)/
      .exec(query)?.[1]
      ?.split(',')
      .map((name) => name.trim()) ?? [];
  const plain = query.startsWith('app_queue') && !query.includes('worker="') ? ['worker'] : [];
  let sets: Labels[] = [{}];
  for (const name of [...grouped, ...plain]) {
    if (name === 'le' && /quantile/.test(query)) continue;
    sets = sets.flatMap((set) => (labels[name] ?? ['one']).map((value) => ({ ...set, [name]: value })));
  }
  return sets;
}

const bounds = ['0.05', '0.1', '0.25', '0.5', '1', '2.5', '+Inf'];
const shares = [0.18, 0.46, 0.72, 0.88, 0.96, 0.995, 1];

function valueAt(query: string, labels: Labels, place: number, atMs: number): number {
  const [base, swing] = levelOf(query, labels, place);
  const phase = atMs / 700_000 + place * 1.7;
  const rough = noise(Math.floor(atMs / 15_000) + place * 31) - 0.5;
  if (labels['le'] !== undefined) {
    const heavy = Math.sin(atMs / 500_000) > 0.6 ? 0.25 : 0;
    return Math.max(0, 1_800 * ((shares[bounds.indexOf(labels['le'])] ?? 1) - (labels['le'] === '+Inf' ? 0 : heavy)));
  }
  return base + swing * (Math.sin(phase) * 0.7 + rough * 0.5);
}

export const madeUp: MadeUp = {
  labels: {
    code: ['200', '404', '500'],
    le: bounds,
    mount: ['/', '/var/lib/postgresql'],
    worker: Array.from({ length: 8 }, (_, at) => `worker-${at}`),
    job: ['api', 'worker'],
  },
};

export function madeUpFrame(asked: AskedRange, from: MadeUp): Frame {
  const stepMs = Math.max(asked.minStepMs, Math.ceil((asked.toMs - asked.fromMs) / asked.widthPx));
  const times: number[] = [];
  for (let at = Math.ceil(asked.fromMs / stepMs) * stepMs; at <= asked.toMs; at += stepMs) times.push(at);
  const sets = labelSets(asked.query, from);
  const packedTimes = pack(Float64Array.from(times));
  return {
    fromMs: asked.fromMs,
    toMs: asked.toMs,
    stepMs,
    series: sets.slice(0, asked.seriesLimit).map((labels, place) => ({
      labels,
      times: packedTimes,
      values: pack(Float64Array.from(times, (at) => valueAt(asked.query, labels, place, at))),
    })),
    totalSeries: from.total ?? sets.length,
    totalSamples: (from.total ?? sets.length) * times.length,
    reduced: false,
    warnings: [],
    infos: [],
  };
}

export function madeUpRows(query: string, atMs: number, from: MadeUp): InstantAnswer {
  const sets = labelSets(query, from);
  const rows = sets.map((labels, place) => ({ labels: query.startsWith('app_queue') ? { __name__: 'app_queue', instance: '10.0.4.17:9100', job: 'api', ...labels } : labels, atMs, value: String(Math.round(valueAt(query, labels, place, atMs) * 1000) / 1000) })); // prettier-ignore
  return { kind: 'vector', rows, totalRows: rows.length, warnings: [], infos: [] };
}
