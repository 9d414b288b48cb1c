// Incidents as the screens say them: signs, words, headline and the timer. Pure.
import type { IncidentKind, IncidentSeverity } from '#shared/model/incident/declare.ts';
import type { IncidentSummary } from '#shared/model/incident/incident.ts';
import { diagnosisTargetMs, type DiagnosisTimer } from '#shared/model/incident/milestone.ts';
import { isOpen, type IncidentStatus } from '#shared/model/incident/status.ts';
import type { GlyphName } from '../../components/glyph.tsx';
import { durationInWords, grouped } from '../../components/times.ts';

export const statusWords: Record<IncidentStatus, { glyph: GlyphName; word: string }> = {
  triage: { glyph: 'inconclusive', word: 'triage' },
  active: { glyph: 'fail', word: 'active' },
  mitigated: { glyph: 'waiting', word: 'mitigated' },
  resolved: { glyph: 'pass', word: 'resolved' },
  closed: { glyph: 'pass', word: 'closed' },
  cancelled: { glyph: 'cancelled', word: 'cancelled' },
  merged: { glyph: 'skipped', word: 'merged' },
};

/** On the buttons that move it. */
export const moveWords: Record<IncidentStatus, string> = {
  triage: 'Take up again',
  active: 'Activate',
  mitigated: 'Mitigated',
  resolved: 'Resolved',
  closed: 'Close it',
  cancelled: 'Cancel it',
  merged: 'Merge',
};
export const moveWord = (from: IncidentStatus, to: IncidentStatus): string =>
  to === 'active' && from !== 'triage' ? 'Open again' : moveWords[to];

export const kindWords: Record<IncidentKind, string> = {
  real: 'real',
  drill: 'drill',
  test: 'test',
  backfilled: 'backfilled',
  near_miss: 'near miss',
};

export const severityWord = (severity: IncidentSeverity): string =>
  severity === 'unknown' ? 'severity unknown' : severity.toUpperCase();
export const severityTone = (severity: IncidentSeverity): string =>
  severity === 'sev1' || severity === 'sev2' ? 'mark-bad' : severity === 'unknown' ? '' : 'mark-plain';

/** While it runs, minutes and seconds of the target, as a clock that is watched; then how long it took, and whether that met it. */
export function timerWords(timer: DiagnosisTimer): { words: string; tone: 'run' | 'bad' | 'good' | 'plain' } {
  const target = `${diagnosisTargetMs / 60_000} min`;
  switch (timer.state) {
    case 'running':
      return { words: `${clockWords(timer.ms)} of ${target}`, tone: 'run' };
    case 'over':
      return { words: `${clockWords(timer.ms)}, over ${target}`, tone: 'bad' };
    case 'met':
      return { words: `diagnosed in ${durationInWords(timer.ms)}`, tone: 'good' };
    case 'missed':
      return { words: `diagnosed in ${durationInWords(timer.ms)}, over ${target}`, tone: 'bad' };
    case 'unknown':
      return { words: 'diagnosis not recorded', tone: 'plain' };
  }
}

/** `4:07`, `1:04:07`: a clock that runs is read as one. */
export function clockWords(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours === 0 ? `${minutes}:${two(seconds % 60)}` : `${grouped(hours)}:${two(minutes)}:${two(seconds % 60)}`;
}

/** As the headline over the list: what is open and how grave, what fired again, what is over. */
export function incidentsHeadline(
  all: readonly IncidentSummary[],
  lost: boolean,
): { words: string; tone: GlyphName | 'plain' } {
  // prettier-ignore
  const open = all.filter(({ status }) => isOpen(status));
  const again = all.filter(({ firedAgain }) => firedAgain.length > 0).length;
  const gravest = open.map(({ severity }) => severity).toSorted()[0];
  const words = [
    open.length === 0 ? 'No incident is open' : `${grouped(open.length)} open, ${gravest === 'unknown' || gravest === undefined ? 'severity unknown' : `the gravest ${severityWord(gravest)}`}`, // prettier-ignore
    ...(again === 0 ? [] : [`${grouped(again)} fired again after it was resolved`]),
    `${grouped(all.length - open.length)} over`,
  ].join(', ');
  if (lost) return { words: `As last known: ${words}`, tone: 'stale' };
  return { words, tone: open.some(({ status }) => status === 'active') ? 'fail' : open.length + again > 0 ? 'inconclusive' : 'plain' }; // prettier-ignore
}
