// A run as Markdown for people. Everything that came from outside is escaped: it can be read, and cannot become markup.
import { showJson } from '#shared/model/json-words.ts';
import type { Evidence, ItemResult, RunReport, Tick } from '#shared/model/run.ts';
import { byPhase, isoTime, resultWords, spellOutUnseen, verdictWords } from './run-words.ts';

export function runAsMarkdown(report: RunReport): string {
  const { run } = report;
  const finished = run.finishedAt === null ? 'not finished' : isoTime(run.finishedAt);
  const vars = Object.entries(run.vars).map(([name, value]) => `${inline(name)} = ${inline(showJson(value, 300))}`);
  const parts = [
    `# ${inline(run.planTitle)}`,
    `**${inline(verdictWords(report))}**`,
    [
      `- Started: ${isoTime(run.startedAt)} (${run.startedBy})`,
      `- Finished: ${finished} (${run.state})`,
      `- Run: ${inline(run.runId)}`,
      `- Plan: SHA-256 ${inline(run.planHash)}`,
      `- Judged by: ${inline(run.judge)}`,
      ...vars.map((one) => `- Variable: ${one}`),
    ].join('\n'),
    ...(report.results.length === 0 ? ['Nothing was looked at.'] : []),
    ...byPhase(report).map(([phaseId, results]) => `## ${inline(phaseId)}\n\n${table(results)}`),
    ...details(report.results),
    ...ticks(report.results),
  ];
  return `${parts.join('\n\n')}\n`;
}

function table(results: readonly ItemResult[]): string {
  const rows = results.map(
    (result) =>
      `| ${inline(result.title)} | ${resultWords(result)} | ${Math.round(result.durationMs)} | ${inline(result.reason)} |`,
  );
  return ['| Item | Outcome | Duration (ms) | Reason |', '|---|---|---:|---|', ...rows].join('\n');
}

function details(results: readonly ItemResult[]): string[] {
  const unproven = results.filter((result) => result.outcome !== 'pass');
  return unproven.length === 0 ? [] : ['## Not passed', ...unproven.map(detail)];
}

function detail(result: ItemResult): string {
  const checks = result.checks.map((check) => {
    const met = check.met === null ? 'unknown' : check.met ? 'met' : 'unmet';
    const seen = check.seen === undefined ? 'not seen' : `seen ${inline(showJson(check.seen, 300))}`;
    return `- ${met}: ${inline(check.text)}, ${seen}`;
  });
  const attempts = result.attempts.length > 1 ? `, after ${result.attempts.length} attempts` : '';
  return [
    `### ${inline(result.title)}`,
    `${resultWords(result)} at ${isoTime(result.startedAt)}${attempts}: ${inline(result.reason)}`,
    ...(checks.length > 0 ? [checks.join('\n')] : []),
    ...(result.evidence ? [evidence(result.evidence)] : []),
  ].join('\n\n');
}

function evidence({ mediaType, text, sizeBytes, truncated, redactions }: Evidence): string {
  const part = truncated ? 'the first part of ' : '';
  const hidden = redactions > 0 ? `, ${redactions} secrets replaced` : '';
  return `Evidence, ${part}${sizeBytes} bytes of ${inline(mediaType)}${hidden}:\n\n${fenced(text)}`;
}

function ticks(results: readonly ItemResult[]): string[] {
  const ticked = results.flatMap((result) => (result.tick ? [{ result, tick: result.tick }] : []));
  return ticked.length === 0 ? [] : ['## Ticks', ticked.map(({ result, tick }) => tickLine(result, tick)).join('\n')];
}

function tickLine(result: ItemResult, tick: Tick): string {
  const note = tick.note === '' ? '' : `; note: ${inline(tick.note)}`;
  const shown = tick.evidence === '' ? '' : `; evidence: ${inline(tick.evidence)}`;
  return `- ${inline(result.title)}: ${tick.outcome} by ${inline(tick.by)} at ${isoTime(tick.at)}${note}${shown}`;
}

/** A fence longer than any run of backticks in the text, so that the text cannot end it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const visible = spellOutUnseen(text.replace(/\r\n?/g, '\n'));
  return `${fence}text\n${visible}${visible.endsWith('\n') ? '' : '\n'}${fence}`;
}

/** One line of plain text. Markup signs are written as references: no renderer takes those for markup, table or HTML. */
function inline(text: string): string {
  return spellOutUnseen(text.replace(/\s*[\r\n]+\s*/g, ' '))
    .replace(/[&<>"`*_[\]|\\~#!$]|:(?=\/\/)|@/g, (sign) => `&#${sign.charCodeAt(0)};`)
    .trim();
}
