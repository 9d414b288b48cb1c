// One incident whole: what it is called and how it stands in its head, and its parts in tabs.
import { incidentName } from '#shared/model/incident/incident.ts';
import type { IncidentDetail } from '#shared/model/incident/incident-detail.ts';
import { Button } from '../../components/button.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { Unfolding } from '../../components/panels/unfolding.tsx';
import { Icon } from '../../components/icon.tsx';
import type { IncidentTab } from '../../state/place.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { ExportBundle } from '../reviews/export-bundle.tsx';
import { DiagnosisMark } from './diagnosis-mark.tsx';
import { kindWords, severityTone, severityWord, statusWords } from './incidents-model.ts';
import { useForm } from './lead-parts.tsx';
import { LearningTab } from './learning-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { ReviewTab } from './review-tab.tsx';
import { SuspectsTab } from './suspects-tab.tsx';
import { TimelineTab } from './timeline-tab.tsx';
import { useIncident, useIncidents } from './use-incident.ts';

const tabs: { name: IncidentTab; word: string }[] = [
  { name: 'overview', word: 'Overview' },
  { name: 'timeline', word: 'Timeline' },
  { name: 'suspects', word: 'Suspects' },
  { name: 'review', word: 'Review' },
  { name: 'learning', word: 'Learning' },
];

export function IncidentScreen({ id }: { id: string }) {
  const { place, incidents } = useConsole();
  const { incidentTab } = useWhole(place.store);
  const { heardAt } = useFeed(incidents.all);
  const { all, lost } = useIncidents();
  const { detail, reason } = useIncident(id);
  const known = all.some(({ key }) => key === id);
  if (heardAt !== null && !known && detail === null) return <NotThere />;
  if (reason !== '' && detail === null) return <p className="box-note">The incident could not be read: {reason}</p>;
  if (detail === null) return <Placeholder rows={10} waitingFor="the incident" />;
  return (
    <>
      <Head detail={detail} />
      {lost ? (
        <p className="box-note">
          <Glyph name="stale" /> As last known; the engine does not tell.
        </p>
      ) : null}
      <Tabs
        label="Parts of the incident"
        tabs={tabs}
        current={incidentTab}
        onChange={(name) => place.go({ incidentTab: name })}
      />
      <div className="incident-body" role="tabpanel" aria-label={incidentTab}>
        <Body tab={incidentTab} detail={detail} />
      </div>
    </>
  );
}

function Body({ tab, detail }: { tab: IncidentTab; detail: IncidentDetail }) {
  if (tab === 'overview') return <OverviewTab detail={detail} />;
  if (tab === 'suspects') return <SuspectsTab incidentId={detail.incident.id} />;
  if (tab === 'timeline') return <TimelineTab incidentId={detail.incident.id} />;
  if (tab === 'review') return <ReviewTab incident={detail.incident} />;
  return <LearningTab incident={detail.incident} />;
}

function Head({ detail: { incident } }: { detail: IncidentDetail }) {
  const { place } = useConsole();
  const { ask, refusal } = useForm(incident.id);
  const { glyph, word } = statusWords[incident.status];
  const mergeable = incident.status !== 'merged' && incident.status !== 'closed';
  return (
    <header className="incident-head">
      <Button icon="back" kind="quiet" label="All incidents" onClick={() => place.go({ incident: null })} />
      <div className="incident-title">
        <h2>
          <span className="incident-number">{incidentName(incident)}</span> {incident.title}
        </h2>
        <p className="incident-marks">
          <span className={`incident-status state-${glyph}`}>
            <Glyph name={glyph} /> {word}
          </span>
          <span className={`mark ${severityTone(incident.severity)}`}>{severityWord(incident.severity)}</span>
          <span className={`mark mark-${incident.opsSeverity}`}>{incident.opsSeverity}</span>
          <span className="mark mark-plain">{kindWords[incident.kind]}</span>
          {incident.class === '' ? <span className="quiet">no class</span> : <code>{incident.class}</code>}
        </p>
      </div>
      <DiagnosisMark incident={incident} />
      <ExportBundle incidentId={incident.id} />
      <Unfolding button={<Icon name="more" />} label="More to do with it" className="incident-more">
        <ul className="menu-list">
          {([['Describe…', 'describe'], ['Severity…', 'grade'], ['Keep dashboards with it…', 'keep'], ...(mergeable ? [['Merge into another…', 'merge'] as const] : [])] as const).map(([words, what]) => (
            <li key={what}>
              <button type="button" data-folds="" aria-disabled={refusal !== null} title={refusal ?? undefined} onClick={refusal === null ? ask({ do: what }) : undefined}>
                {words}
              </button>
            </li>
          ))}
        </ul>
      </Unfolding>
    </header>
  ); // prettier-ignore
}

function NotThere() {
  const { place } = useConsole();
  return (
    <div className="empty">
      <p>There is no incident of this address.</p>
      <p className="quiet">It may be of another record, or of a later moment than the one that is shown.</p>
      <div className="empty-actions">
        <Button onClick={() => place.go({ incident: null })}>All incidents</Button>
      </div>
    </div>
  );
}
