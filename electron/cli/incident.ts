// `readyroom incident list | show ID | export ID | postmortem ID`: incidents out of the record, beside a console that may run on it.
import { join } from 'node:path';
import { readIncidentNamed, readIncidents } from '#engine/incidents/read-incidents.ts';
import { durationInWords } from '#shared/model/duration.ts';
import type { IncidentDetail } from '#shared/model/incident/incident-detail.ts';
import { openFirst } from '#shared/model/incident/find-incidents.ts';
import { incidentName, roleWords, type IncidentSummary } from '#shared/model/incident/incident.ts';
import { diagnosisTimer, milestoneOf, milestoneTypes, milestoneWords } from '#shared/model/incident/milestone.ts';
import { OpsError } from '#shared/model/ops-error.ts';
import { dataFolder } from '../server/data-folder.ts';
import type { CommandLine } from './command-line.ts';
import { notAllowed } from './not-allowed.ts';
import { printable } from './terminal-text.ts';
import type { Terminal } from './terminal.ts';

const ways = ['list', 'show', 'export', 'postmortem'];

/** @throws OpsError `bad_input`, `not_found`, `conflict`. */
export async function incident(line: CommandLine, terminal: Terminal): Promise<number> {
  const [how = '', id] = line.operands;
  if (!ways.includes(how)) throw new OpsError('bad_input', notAllowed('incident has no', how, ways));
  if (how === 'list' && id !== undefined) throw new OpsError('bad_input', `incident list takes no ID, not ${id}`);
  if (how !== 'list' && id === undefined) throw new OpsError('bad_input', `incident ${how} needs ID, such as INC-3`);
  if (how === 'export') return (await import('./incident-export.ts')).incident(line, terminal);
  if (how === 'postmortem') return (await import('./incident-postmortem.ts')).postMortem(line, terminal);
  const file = join(line.value('data') ?? dataFolder(), 'readyroom.db');
  const found = how === 'list' ? readIncidents(file).toSorted(openFirst) : readIncidentNamed(file, id ?? '');
  const lines = Array.isArray(found) ? listLines(found, Date.now()) : showLines(found, Date.now());
  if (line.flag('json')) terminal.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  else terminal.stdout.write(lines.map((text) => `${/^ */.exec(text)?.[0] ?? ''}${printable(text)}\n`).join(''));
  return 0;
}

/** Those that are open first, one a line. */
export function listLines(incidents: readonly IncidentSummary[], now: number): string[] {
  if (incidents.length === 0) return ['no incident was ever declared'];
  return incidents.map((one) => {
    const { status, severity, kind, title, firedAgain } = one;
    const again = firedAgain.length === 0 ? '' : '  (fired again after it was resolved)';
    const what = kind === 'real' ? '' : `${kind.replace('_', ' ')}: `;
    return `${incidentName(one).padEnd(8)}${status.padEnd(11)}${severity.padEnd(9)}${timerInWords(one, now).padEnd(22)}${what}${title}${again}`; // prettier-ignore
  });
}

function timerInWords(one: Parameters<typeof diagnosisTimer>[0], now: number): string {
  if (one.status === 'cancelled' || one.status === 'merged') return '';
  const timer = diagnosisTimer(one, now);
  if (timer.state === 'unknown') return 'not diagnosed';
  const late = timer.state === 'missed' || timer.state === 'over' ? ', late' : '';
  return `${timer.state === 'running' || timer.state === 'over' ? 'for' : 'in'} ${durationInWords(timer.ms)}${late}`;
}

/** How it stands, its moments, who has which role, what was said, and every change. Times are UTC. */
export function showLines({ incident: one, history, merged, firedAgain }: IncidentDetail, now: number): string[] {
  const at = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
  const moments = milestoneTypes.flatMap((type) => {
    const mark = milestoneOf(one.milestones, type);
    return mark === null ? [] : [`  ${at(mark.occurredAt)}  ${milestoneWords[type]}${mark.confidence === 'certain' ? '' : ` (${mark.confidence})`}`]; // prettier-ignore
  });
  return [
    `${incidentName(one)} ${one.title}`,
    `${one.status}, ${one.severity}, ${one.opsSeverity}, ${one.kind.replace('_', ' ')}${one.class === '' ? '' : `, class ${one.class}`}`,
    `diagnosis: ${timerInWords(one, now) || 'none'}; the target is 15 min`,
    ...(one.summary === '' ? [] : ['', one.summary]),
    '',
    'Moments:',
    ...moments,
    '',
    'Roles:',
    ...one.roles.map(({ role, person }) => `  ${roleWords[role]}: ${person}`),
    ...firedAgain.flatMap(({ name, atMs }) => ['', `${name} fired again ${at(atMs)}, after it was resolved`]),
    ...merged.flatMap((other) => ['', `merged into it: ${incidentName(other)} ${other.title}`]),
    '',
    'Every change, by when it was recorded:',
    ...history.map(({ recordedTime, by, words }) => `  ${at(recordedTime)}  ${by}: ${words}`),
  ];
}
