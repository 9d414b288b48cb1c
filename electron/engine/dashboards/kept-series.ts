// Series of an answer as they are kept, and back: all have samples on the same steps, so that one says which are there. The
// values are numbers in bytes, so that nothing that looks for secrets in texts takes them for one.
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

export function packSeries(series: readonly SampledSeries[], steps: Steps): { labels: string; samples: Buffer } {
  const count = stepCount(steps);
  const chunks = series.flatMap(({ times, values: own }) => {
    const values = new Float64Array(count);
    const present = new Uint8Array(count);
    for (const [index, time] of times.entries()) {
      const at = Math.round((time - steps.fromMs) / steps.stepMs);
      if (at < 0 || at >= count) continue;
      values[at] = own[index] ?? NaN;
      present[at] = 1;
    }
    const chunk = encodeValues({ values, present });
    const size = Buffer.alloc(4);
    size.writeUInt32LE(chunk.length);
    return [size, chunk];
  });
  return { labels: JSON.stringify(series.map(({ labels }) => labels)), samples: Buffer.concat(chunks) };
}

/** @throws where the bytes are none of these: a record may come from elsewhere. */
export function unpackSeries({ labels, samples }: { labels: string; samples: Buffer }, steps: Steps): SampledSeries[] {
  const count = stepCount(steps);
  if (!(count >= 1 && count <= mostSteps)) throw new Error('what was kept has no steps');
  let at = 0;
  return allLabels.parse(JSON.parse(labels)).map((own) => {
    const size = samples.readUInt32LE(at);
    const { values, present } = decodeValues(samples.subarray(at + 4, at + 4 + size), count);
    at += 4 + size;
    const there = Array.from(present.keys()).filter((index) => present[index] === 1);
    return {
      labels: own,
      times: Float64Array.from(there, (index) => steps.fromMs + index * steps.stepMs),
      values: Float64Array.from(there, (index) => values[index] ?? NaN),
    };
  });
}
