// npm run fuzz -- [TARGET...] [--count N] [--seed S]: mutated inputs at what reads things from elsewhere. Ends with 1 where a
// promise was broken, and says how to make that input again. Targets are the files of e2e/fuzz that export `target`.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { FuzzTarget } from './fuzz/target.ts';

const all = ['bundle', 'envelope', 'otlp'].filter((name) => existsSync(join(import.meta.dirname, 'fuzz', `${name}.ts`))); // prettier-ignore
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string', default: '20000' }, seed: { type: 'string', default: '1' } },
});
const names = positionals.length === 0 ? all : positionals;
const unknown = names.find((name) => !all.includes(name));
if (unknown !== undefined) {
  console.error(`There is no target ${unknown}; there are ${all.join(', ')}`);
  process.exit(2);
}

let failed = false;
for (const name of names) {
  const { target } = (await import(`./fuzz/${name}.ts`)) as { target: FuzzTarget };
  console.log(target.title);
  const startedAt = performance.now();
  const report = await target.run({
    count: Number(values.count),
    seed: Number(values.seed),
    tell: (done) => console.log(`  ${done} inputs`),
  });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  for (const [verdict, count] of Object.entries(report.verdicts).toSorted(([, left], [, right]) => right - left))
    console.log(`  ${String(count).padStart(7)}  ${verdict}`);
  console.log(`  ${report.inputs} inputs in ${seconds} s, ${report.failures.length} broke a promise`);
  for (const failure of report.failures.slice(0, 20)) console.log(`  BROKEN  ${failure}`);
  failed ||= report.failures.length > 0;
}
process.exit(failed ? 1 : 0);
