// `readyroom baseline capture|compare FILE`: writes what named queries come to into a file, and compares such a file with
// another or with now.
import { userInfo } from 'node:os';
import { baselineFileName, baselineText, readBaseline, readBaselineFile } from '#engine/baselines/baseline-file.ts';
import { captureAgain, captureBaseline } from '#engine/baselines/capture.ts';
import type { Baseline, BaselineComparison } from '#shared/model/criteria/baseline.ts';
import { compareBaselines } from '#shared/model/criteria/baseline-comparison.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import type { CommandLine } from './command-line.ts';
import { definitionOf, textOf } from './definition-text.ts';
import { exitCodes } from './exit-code.ts';
import { notAllowed } from './not-allowed.ts';
import { prometheusOf, withReader } from './prometheus-option.ts';
import { printable } from './terminal-text.ts';
import { tellLeftoverOn, type Terminal } from './terminal.ts';
import { requireWritable, writeWhole } from './write-whole.ts';

/**
 * Capture: 0 where every metric has values, 3 where one has none. Compare: 0 where harm is excluded for every metric, 1 where
 * one regressed, 3 otherwise. @throws OpsError for bad usage.
 */
export async function baseline(line: CommandLine, terminal: Terminal): Promise<number> {
  const [way = '', path = ''] = line.operands;
  if (way === 'capture') return await capture(line, path, terminal);
  if (way === 'compare') return await compare(line, path, terminal);
  throw new OpsError('bad_input', notAllowed('baseline has no', way, ['capture', 'compare']));
}

const whoAndWhere = () => ({ nowMs: Date.now(), by: userInfo().username, environment: 'command line', safeText: (text: string) => text }); // prettier-ignore

async function capture(line: CommandLine, path: string, terminal: Terminal): Promise<number> {
  const url = prometheusOf(line);
  requireWritable([line.value('out')]);
  const definition = await definitionOf(path, readBaselineFile, terminal);
  if (definition === null) return exitCodes.badUsage;
  const kept = await withReader(url, (reader) => captureBaseline({ reader, definition, toMs: Date.now(), ...whoAndWhere() })); // prettier-ignore
  const file = line.value('out') ?? baselineFileName(kept);
  writeWhole(file, baselineText(kept), { over: true, tellLeftover: tellLeftoverOn(terminal) });
  for (const { name, problem, warnings } of kept.metrics) {
    for (const word of [...(problem === null ? [] : [problem]), ...warnings]) terminal.stderr.write(`${printable(`${name}: ${word}`)}\n`); // prettier-ignore
  }
  terminal.stdout.write(`${file}\n`);
  return kept.metrics.every(({ problem }) => problem === null) ? exitCodes.proven : exitCodes.notProven;
}

async function compare(line: CommandLine, path: string, terminal: Terminal): Promise<number> {
  const before = readBaseline(await textOf(path, 'a baseline'));
  const other = line.value('with');
  const after: Baseline = other === undefined ? await withReader(prometheusOf(line), (reader) => captureAgain(before, { reader, toMs: Date.now(), ...whoAndWhere() })) : readBaseline(await textOf(other, 'a baseline')); // prettier-ignore
  const comparison = compareBaselines(before, after);
  terminal.stdout.write(line.flag('json') ? `${JSON.stringify(comparison, null, 2)}\n` : linesOf(comparison));
  if (comparison.outcome === 'pass') return exitCodes.proven;
  return comparison.outcome === 'fail' ? exitCodes.failed : exitCodes.notProven;
}

function linesOf({ metrics, notes, words }: BaselineComparison): string {
  const rows = metrics.map(({ verdict, name, reason }) => `${(verdict ?? 'not compared').padEnd(12)}  ${name}: ${reason}`); // prettier-ignore
  return [...rows, ...notes.map((note) => `mind: ${note}`), words].map((one) => `${printable(one)}\n`).join('');
}
