// In the head of the frame on every screen: the incident that is open, with its timer; the gravest where several are.
import { openFirst } from '#shared/model/incident/find-incidents.ts';
import { incidentName } from '#shared/model/incident/incident.ts';
import { diagnosisTimer } from '#shared/model/incident/milestone.ts';
import { isOpen } from '#shared/model/incident/status.ts';
import { useClock } from '../../components/clock-context.tsx';
import { Icon } from '../../components/icon.tsx';
import { grouped } from '../../components/times.ts';
import { useConsole } from '../../state/use-console.ts';
import { severityWord, statusWords, timerWords } from './incidents-model.ts';
import { useIncidents } from './use-incident.ts';

export function IncidentChip() {
  const { place } = useConsole();
  const { now } = useClock();
  const { all, lost } = useIncidents();
  const open = all.filter(({ status }) => isOpen(status)).toSorted(openFirst);
  const [first] = open;
  if (first === undefined) return null;
  const { words, tone } = timerWords(diagnosisTimer(first, now));
  const more = open.length > 1 ? `, and ${grouped(open.length - 1)} more` : '';
  const go = (): void => place.go(open.length > 1 ? { view: 'incidents', incident: null } : { view: 'incidents', incident: first.key, incidentTab: 'overview' }); // prettier-ignore
  return (
    <button
      type="button"
      className={`incident-chip incident-chip-${lost ? 'plain' : tone}`}
      title={`${first.title}: ${statusWords[first.status].word}, ${words}${more}${lost ? ', as last known' : ''}`}
      onClick={go}
    >
      <Icon name="incidents" /> {incidentName(first)} <span>{severityWord(first.severity)}</span>{' '}
      <span className="incident-chip-timer">{lost ? 'as last known' : words}</span>
      {open.length > 1 ? <span>+{grouped(open.length - 1)}</span> : null}
    </button>
  );
}
