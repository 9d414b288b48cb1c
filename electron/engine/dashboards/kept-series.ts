// Series of an answer as they are kept, and back: all have samples on the same steps, so that one says which are there. The
// values are numbers in bytes, so that nothing that looks for secrets in texts takes them for one.
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { labelsSchema } from '#shared/model/series.ts';
import type { SampledSeries } from '../metrics/metrics-reader.ts';
import { decodeValues, encodeValues } from '../scrapes/chunk-codec.ts';

/** The steps there may be samples on; epoch milliseconds, both ends included. */
export interface Steps {
  fromMs: number;
  toMs: number;
  stepMs: number;
}

/** More than Prometheus answers with: what has more was not written here. */
const mostSteps = 11_001;
const allLabels = z.array(labelsSchema);

export const stepCount = ({ fromMs, toMs, stepMs }: Steps): number => Math.floor((toMs - fromMs) / stepMs) + 1;

/** Of packing; then everybody else has a turn. */
const sliceMs = 8;

/** In slices: the largest answer takes some sixty milliseconds. */
export async function packSeries(
  series: readonly SampledSeries[],
  steps: Steps,
): Promise<{ labels: string; samples: Buffer }> {
  const chunks: Buffer[] = [];
  let began = performance.now();
  for (const one of series) {
    const chunk = packOne(one, steps);
    const size = Buffer.alloc(4);
    size.writeUInt32LE(chunk.length);
    chunks.push(size, chunk);
    if (performance.now() - began < sliceMs) continue;
    await setImmediate();
    began = performance.now();
  }
  return { labels: JSON.stringify(series.map(({ labels }) => labels)), samples: Buffer.concat(chunks) };
}

function packOne({ times, values: own }: SampledSeries, steps: Steps): Buffer {
  const count = stepCount(steps);
  const values = new Float64Array(count);
  const present = new Uint8Array(count);
  for (const [index, time] of times.entries()) {
    const at = Math.round((time - steps.fromMs) / steps.stepMs);
    if (at < 0 || at >= count) continue;
    values[at] = own[index] ?? NaN;
    present[at] = 1;
  }
  return encodeValues({ values, present });
}

/** @throws where the bytes are none of these: a record may come from elsewhere. */
export function unpackSeries(
  { labels: text, samples }: { labels: string; samples: Buffer },
  steps: Steps,
): SampledSeries[] {
  const count = stepCount(steps);
  if (!(count >= 1 && count <= mostSteps)) throw new Error('what was kept has no steps');
  let at = 0;
  return allLabels.parse(JSON.parse(text)).map((labels) => {
    const size = samples.readUInt32LE(at);
    const { values, present } = decodeValues(samples.subarray(at + 4, at + 4 + size), count);
    at += 4 + size;
    const own = new Float64Array(count);
    const times = new Float64Array(count);
    let there = 0;
    for (let step = 0; step < count; step++) {
      if (present[step] !== 1) continue;
      times[there] = steps.fromMs + step * steps.stepMs;
      own[there++] = values[step] ?? NaN;
    }
    return { labels, times: times.slice(0, there), values: own.slice(0, there) };
  });
}
