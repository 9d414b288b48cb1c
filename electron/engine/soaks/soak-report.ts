// What a soak came to, as a text to send on: Markdown for people, JSON for programs. Every number that decided is in it.
import type { SoakFinding, WatchedSoak } from '#shared/model/criteria/soak.ts';
import { durationInWords, exactDurationInWords } from '#shared/model/duration.ts';
import { coverageText } from '#shared/model/criteria/soak-judgement.ts';
import { percentText } from '#shared/model/statistics/number-words.ts';

const words = { pass: 'passed', fail: 'failed', inconclusive: 'not enough evidence', open: 'open' } as const;

export function soakReport(soak: WatchedSoak, format: 'markdown' | 'json') {
  const fileName = `soak-${soak.definition.name}-${day(soak.startedAtMs)}.${format === 'json' ? 'json' : 'md'}`;
  if (format === 'json') return { fileName, mediaType: 'application/json', text: `${JSON.stringify({ schema: 'readyroom/soak/v1', ...soak }, null, 2)}\n` }; // prettier-ignore
  return { fileName, mediaType: 'text/markdown', text: markdownOf(soak) };
}

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const moment = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

function markdownOf(soak: WatchedSoak): string {
  const { definition, server, by, startedAtMs, endedAtMs, state, coverage, due, slots, gaps, findings } = soak;
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  const rows = definition.criteria.map(({ id, title, originalWords }) => {
    const finding = byId.get(id);
    return `| ${cell(title)} | ${cell(originalWords)} | ${finding ? words[finding.outcome] : 'not judged'} | ${cell(finding?.reason ?? '')} | ${seenText(finding)} |`;
  });
  const lost = gaps.map(
    ({ fromMs, toMs }) => `- ${moment(fromMs)} to ${moment(toMs)} (${durationInWords(toMs - fromMs)})`,
  );
  const notes = findings.flatMap(({ id, notes: of }) => of.map((note) => `- ${id}: ${cell(note)}`));
  return [
    `# Soak: ${cell(definition.title)}`,
    '',
    `**${words[soak.outcome]}**: ${cell(soak.words)}`,
    '',
    `- Sampled: ${cell(server)}, every ${exactDurationInWords(definition.intervalMs)}`,
    `- Begun: ${moment(startedAtMs)} by ${cell(by)}`,
    `- ${state === 'running' ? 'Still running' : `${state === 'stopped' ? 'Stopped' : 'Ended'}: ${endedAtMs === null ? '' : moment(endedAtMs)}`}`,
    `- Observed: ${coverageText(coverage)} of ${due} intervals that are over, of ${slots} in all; ${percentText(definition.minCoverage)} are needed`,
    '',
    '| Criterion | In the words of the plan | Outcome | Why | Observed |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    ...(lost.length === 0 ? [] : ['', '## Not observed', '', ...lost]),
    ...(notes.length === 0 ? [] : ['', '## Notes', '', ...notes]),
    '',
  ].join('\n');
}

function seenText(finding: SoakFinding | undefined): string {
  return !finding || finding.due === 0 ? '' : `${finding.observed} of ${finding.due}`;
}

/** Neither a line's end nor a bar ends the cell. */
function cell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
