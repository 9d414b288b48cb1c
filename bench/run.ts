// npm run bench -- NAME [--quick]: builds what changed, runs bench/NAME.bench.ts, prints its rows and keeps them in
// bench/results with the machine.
import { readdirSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildIfNeeded } from '../electron/build/build-if-needed.ts';
import { machine } from './machine.ts';

/** One measured figure. Ratios are taken within one run; times are upper bounds of a shared machine. */
export interface Row {
  name: string;
  value: number;
  unit: 'x' | 'ms' | 'MiB' | '1/s' | '';
  /** What it has to stay under to be good; absent for mere context. */
  atMost?: number;
  /** What it has to reach to be good. */
  atLeast?: number;
}
export interface Benchmark {
  title: string;
  run: (options: { quick: boolean }) => Promise<Row[]>;
}

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.bench.ts'))
  .map((file) => file.replace('.bench.ts', ''));
const [name = '', ...flags] = process.argv.slice(2);
if (!names.includes(name)) {
  console.error(`Which benchmark? One of: ${names.join(', ')}. For example: npm run bench -- ${names[0]}`);
  process.exit(2);
}

const failed = buildIfNeeded();
if (failed !== 0) process.exit(failed);

const { benchmark } = (await import(`./${name}.bench.ts`)) as { benchmark: Benchmark };
console.log(benchmark.title);
const rows = await benchmark.run({ quick: flags.includes('--quick') });
for (const row of rows) {
  const { atMost, atLeast } = row;
  const verdict = isGood(row) ? (atMost ?? atLeast) === undefined ? '' : `  within ${atMost ?? atLeast}` : `  ${atMost === undefined ? 'UNDER' : 'OVER'} ${atMost ?? atLeast}`; // prettier-ignore
  console.log(`  ${row.name.padEnd(64)} ${row.value.toFixed(2).padStart(9)} ${row.unit}${verdict}`);
}
mkdirSync(join(import.meta.dirname, 'results'), { recursive: true });
const result = { benchmark: name, takenAt: new Date().toISOString(), machine: machine(), rows };
writeFileSync(join(import.meta.dirname, 'results', `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
process.exit(rows.every(isGood) ? 0 : 1);

function isGood({ value, atMost = Infinity, atLeast = -Infinity }: Row): boolean {
  return value <= atMost && value >= atLeast;
}
