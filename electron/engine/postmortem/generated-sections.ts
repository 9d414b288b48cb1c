// The sections of a post-mortem as the record tells them, in Markdown, until somebody writes them. What was not recorded is
// said to be missing and not made up.
import type { Incident } from '#shared/model/incident/incident.ts';
import { roleWords } from '#shared/model/incident/incident.ts';
import { inOrder, type IncidentWord } from '#shared/model/incident/incident-word.ts';
import { diagnosisTargetMs, milestoneOf, milestoneTimes, milestoneTypes, milestoneWords } from '#shared/model/incident/milestone.ts'; // prettier-ignore
import { durationInWords } from '#shared/model/duration.ts';
import { controlStateWords, controlWords } from '#shared/model/learning/control.ts';
import { causeOf, type LearningDetail } from '#shared/model/learning/learning.ts';
import type { SectionName } from '#shared/model/learning/post-mortem.ts';
import { laterMark, utcSecond as utc, type AsOf } from './as-of.ts';
import type { ExportedTimeline } from './incident-timeline.ts';
import { inlineMarkdown as inline } from './safe-markdown.ts';

export interface SectionsOf {
  incident: Incident;
  learning: LearningDetail;
  /** In UTC. */
  timeline: ExportedTimeline;
  /** Null for the present. */
  asOf: AsOf | null;
}

const day = (ms: number | null): string => (ms === null ? 'no day' : new Date(ms).toISOString().slice(0, 10));
const orElse = (lines: readonly string[], words: string): string =>
  lines.length === 0 ? `*${words}*` : lines.join('\n');

export function generatedSections(of: SectionsOf): Record<SectionName, string> {
  const { incident, learning, asOf } = of;
  const line = (word: IncidentWord): string => `${wordLine(word)}${laterMark(asOf, word.recordedAt)}`;
  const words = inOrder(incident.words).filter(({ supersededBy }) => supersededBy === null);
  return {
    overview: overview(of),
    what_happened: orElse(words.filter(({ kind }) => kind === 'observation' || kind === 'action' || kind === 'decision').map(line), 'Nobody has recorded what was seen and done.'), // prettier-ignore
    contributing_factors: factors(learning, asOf),
    why_surprised: orElse(words.filter(({ kind }) => kind === 'surprise').map(line), 'Nobody has recorded a surprise.'),
    detection: detection(incident, asOf),
    resolution: resolution(incident, asOf),
    impact: impact(incident),
    timeline: timelineTable(of.timeline, asOf),
    went_well: '*Nobody has written this yet.*',
    did_not: '*Nobody has written this yet.*',
    actions: actions(learning),
    controls: controls(learning),
  };
}

const wordLine = ({ occurredAt, text, author, epistemic }: IncidentWord): string =>
  `- ${utc(occurredAt)} ${inline(text)} (${inline(author)}, ${epistemic})`;

function overview({ incident, learning, asOf }: SectionsOf): string {
  const { summary, severity, opsSeverity, kind, class: named, status, roles } = incident;
  const cause = causeOf(learning.learning);
  const lines = [
    `- Severity: ${severity === 'unknown' ? 'not known' : severity.toUpperCase()}, ${opsSeverity}`,
    `- Kind: ${kind.replace('_', ' ')}${named === '' ? '' : `, class ${inline(named)}`}`,
    `- State: ${status}`,
    ...roles.map(({ role, person }) => `- ${roleWords[role]}: ${inline(person)}`),
    `- Root cause: ${cause === null ? 'nobody has written it' : `${inline(cause.text)} (${inline(cause.by)}, ${utc(cause.at)})${laterMark(asOf, cause.at)}`}`,
    ...learning.recurrences.slice(0, 3).map(({ incident: earlier, daysBetween }) => `- Happened before: INC-${earlier.number} ${inline(earlier.title)}, closed ${daysBetween} days earlier`), // prettier-ignore
  ];
  return [...(summary === '' ? [] : [inline(summary), '']), ...lines].join('\n');
}

function factors({ learning }: LearningDetail, asOf: AsOf | null): string {
  const cause = causeOf(learning);
  const lines = learning.factors.map(
    (factor) => `- ${inline(factor)}${asOf === null || asOf.factors.includes(factor) ? '' : ' (learnt later)'}`,
  );
  return [...(cause === null ? [] : [`Root cause: ${inline(cause.text)}${laterMark(asOf, cause.at)}`, '']), orElse(lines, 'Nobody has written what contributed.')].join('\n'); // prettier-ignore
}

function detection({ detectedBy, milestones }: Incident, asOf: AsOf | null): string {
  const detected = milestoneOf(milestones, 'detected');
  const { toDetect, toAcknowledge } = milestoneTimes(milestones);
  return [
    `- Detected by: ${detectedBy}`,
    `- Detected: ${detected === null ? 'not recorded' : `${utc(detected.occurredAt)} (${detected.confidence})${laterMark(asOf, detected.recordedAt)}`}`,
    `- Time to detect: ${toDetect === null ? 'not known' : durationInWords(toDetect)}`,
    `- Time to acknowledge: ${toAcknowledge === null ? 'not known' : durationInWords(toAcknowledge)}`,
  ].join('\n');
}

function resolution({ milestones }: Incident, asOf: AsOf | null): string {
  const { toDiagnose, toMitigate, toResolve } = milestoneTimes(milestones);
  const target = toDiagnose === null ? '' : toDiagnose <= diagnosisTargetMs ? ', within the target of 15 min' : ', over the target of 15 min'; // prettier-ignore
  const moments = milestoneTypes.flatMap((type) => {
    const one = milestoneOf(milestones, type);
    return one === null
      ? []
      : [`- ${milestoneWords[type]}: ${utc(one.occurredAt)} (${one.confidence})${laterMark(asOf, one.recordedAt)}`];
  });
  return [
    `- Time to diagnose: ${toDiagnose === null ? 'not known' : `${durationInWords(toDiagnose)}${target}`}`,
    `- Time to mitigate: ${toMitigate === null ? 'not known' : durationInWords(toMitigate)}`,
    `- Time to resolve: ${toResolve === null ? 'not known' : durationInWords(toResolve)}`,
    ...moments,
  ].join('\n');
}

function impact({ impact: { impacted, scope, startMs, endMs, counts } }: Incident): string {
  return [
    `- Customers: ${impacted === null ? 'not known' : impacted ? 'affected' : 'not affected'}${scope === '' ? '' : `, ${inline(scope)}`}`,
    `- From: ${startMs === null ? 'not known' : utc(startMs)}`,
    `- To: ${endMs === null ? 'not recorded' : utc(endMs)}`,
    ...(startMs !== null && endMs !== null ? [`- Lasted: ${durationInWords(endMs - startMs)}`] : []),
    ...counts.map(({ what, count }) => `- ${inline(what)}: ${count}`),
  ].join('\n');
}

/** More lines than anybody reads; the exports of the timeline have all. */
const mostLines = 300;

function timelineTable({ entries }: ExportedTimeline, asOf: AsOf | null): string {
  const rows = entries
    .slice(0, mostLines)
    .map(({ occurredAtMs, recordedAtMs, text, author, supersededBy, evidence, sequence }) => {
      const replaced = supersededBy === null ? '' : ` (replaced by #${supersededBy})`;
      const rests = [`#${sequence}`, ...evidence].map(inline).join('; ');
      return `| ${utc(occurredAtMs)} | ${inline(text)}${author === '' ? '' : ` (${inline(author)})`}${laterMark(asOf, recordedAtMs)}${replaced} | ${rests} |`; // prettier-ignore
    });
  const more = entries.length > mostLines ? [`\n${entries.length - mostLines} more lines are in the export of the timeline.`] : []; // prettier-ignore
  return ['| Time (UTC) | Event | Data |', '|---|---|---|', ...rows, ...more].join('\n');
}

function actions({ learning }: LearningDetail): string {
  if (learning.actions.length === 0) return '*No action was recorded.*';
  const rows = learning.actions.map(
    ({ kind, words, owner, dueMs, status, reason }) =>
      `| ${inline(words)} | ${kind} | ${owner === '' ? 'nobody' : inline(owner)} | ${day(dueMs)} | ${status}${reason === '' ? '' : `: ${inline(reason)}`} |`,
  );
  return ['| Action | Kind | Owner | Due | State |', '|---|---|---|---|---|', ...rows].join('\n');
}

function controls({ controls: shown }: LearningDetail): string {
  if (shown.length === 0) return '*No control was made.*';
  const rows = shown.map(({ control, state, words }) => {
    const proof = control.proofs.at(-1);
    const seen = (proof?.onIncident.seen ?? []).slice(0, 5).map((one) => `${utc(one.atMs)} ${one.words}${one.sequence === null ? '' : ` #${one.sequence}`}`); // prettier-ignore
    return `| ${inline(control.title)} | ${controlWords[control.target.kind]} | ${controlStateWords[state]} | ${inline(words)} | ${inline(seen.join('; '))} |`; // prettier-ignore
  });
  return ['| Control | Is | Proof | Why | Seen on the incident |', '|---|---|---|---|---|', ...rows].join('\n');
}
