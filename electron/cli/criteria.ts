// `readyroom criteria FILE`: judges a set of success criteria once, on a Prometheus, and ends with what that came to.
import { readCriteriaFile } from '#engine/criteria/criteria-file.ts';
import { lookAtCriterion } from '#engine/criteria/look-at-criterion.ts';
import { countsOf, standingWord, type Standing, type StandingWord } from '#shared/model/criteria/judgement.ts';
import { countsInWords, verdictOf } from '#shared/model/outcome.ts';
import type { CommandLine } from './command-line.ts';
import { definitionOf } from './definition-text.ts';
import { exitCodes } from './exit-code.ts';
import { prometheusOf, withReader } from './prometheus-option.ts';
import { printable } from './terminal-text.ts';
import type { Terminal } from './terminal.ts';

const words: Record<StandingWord, string> = {
  pass: 'passed',
  fail: 'FAILED',
  error: 'could not look',
  inconclusive: 'not enough evidence',
  open: 'a person judges',
  pending: 'not looked at',
};

/** 0 where all passed, 1 where one failed, 3 where anything was not proven, as what a person judges never is here. */
export async function criteria(line: CommandLine, terminal: Terminal): Promise<number> {
  const url = prometheusOf(line);
  const path = line.operands[0] ?? '';
  const set = await definitionOf(path, readCriteriaFile, terminal);
  if (set === null) return exitCodes.badUsage;
  const nowMs = Date.now();
  const seen = await withReader(
    url,
    async (reader) =>
    Promise.all(set.criteria.map(async (criterion): Promise<{ criterion: typeof criterion; standing: Standing }> => ({ criterion, standing: await lookAtCriterion(criterion, { reader, nowMs }) }))), // prettier-ignore
  );
  const judged = seen.map(({ criterion, standing }) => {
    const word = standingWord(criterion, { id: criterion.id, standing, sinceMs: null, tick: null });
    return { criterion, standing, word };
  });
  const counts = countsOf(judged.map(({ word }) => word));
  const verdict = verdictOf(counts);
  if (line.flag('json')) {
    const rows = judged.map(({ criterion, standing, word }) => ({ id: criterion.id, title: criterion.title, ...standing, outcome: word })); // prettier-ignore
    terminal.stdout.write(`${JSON.stringify({ file: path, name: set.name, verdict, counts, criteria: rows }, null, 2)}\n`); // prettier-ignore
  } else {
    for (const { criterion, standing, word } of judged) {
      terminal.stdout.write(`${words[word].padEnd(19)}  ${printable(criterion.title)}: ${printable(standing.reason)}\n`); // prettier-ignore
    }
    terminal.stdout.write(`${countsInWords(counts)}\n`);
  }
  if (verdict === 'pass') return exitCodes.proven;
  return verdict === 'fail' ? exitCodes.failed : exitCodes.notProven;
}
