// What reducing a day's samples to pixels costs, beside reading each of them once.
import { performance } from 'node:perf_hooks';
import { reduceM4 } from '#engine/metrics/reduce-m4.ts';
import { interleave } from '../rounds.ts';
import type { Row } from '../run.ts';

const series = 20;
const samples = 11_000;
const columns = 1000;

export async function reduceRows(rounds: number): Promise<Row[]> {
  const times = Float64Array.from({ length: samples }, (_, at) => at * 15_000);
  const all = Array.from({ length: series }, (_, one) => times.map((_time, at) => Math.sin(at / 50 + one) + (at % 7)));
  const toMs = times.at(-1) ?? 1;
  // Added up and kept, so that no reading can be left out.
  let sum = 0;
  const timed = (run: () => void) => async (): Promise<number> => {
    const began = performance.now();
    run();
    return performance.now() - began;
  };
  const times20 = await interleave(
    {
      read: timed(() => {
        for (const values of all) for (let at = 0; at < values.length; at++) sum += values[at] ?? 0;
      }),
      reduce: timed(() => {
        for (const values of all) sum += reduceM4({ times, values }, 0, toMs, columns).values.length;
      }),
    },
    rounds,
  );
  if (Number.isNaN(sum)) throw new Error('nothing was read');
  return [
    { name: `${series} series of ${samples} samples read once, best`, value: times20.read.min, unit: 'ms' },
    { name: 'the same reduced by M4 to 1,000 columns, best', value: times20.reduce.min, unit: 'ms', atMost: 2 },
    { name: 'reduced beside read once, of the best', value: times20.reduce.min / times20.read.min, unit: 'x', atMost: 1.5 }, // prettier-ignore
  ];
}
