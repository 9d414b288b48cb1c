// All incidents, those that are open first and of them the gravest; each with its timer against the target.
import { memo, useMemo } from 'react';
import { beganAt, incidentName, type IncidentSummary } from '#shared/model/incident/incident.ts';
import { findIncidents } from '#shared/model/incident/find-incidents.ts';
import { isOpen } from '#shared/model/incident/status.ts';
import { ActionButton } from '../../components/button.tsx';
import { useAction } from '../../components/actions-context.ts';
import { Ago, Moment } from '../../components/clock-context.tsx';
import { FindField } from '../../components/find-field.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { Icon } from '../../components/icon.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { grouped } from '../../components/times.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { DiagnosisMark } from './diagnosis-mark.tsx';
import { incidentsHeadline, kindWords, severityTone, severityWord, statusWords } from './incidents-model.ts';
import { useIncidents } from './use-incident.ts';

export function IncidentList() {
  const { place, incidents } = useConsole();
  const { incidentFind } = useWhole(place.store);
  const { heardAt } = useFeed(incidents.all);
  const { all, lost } = useIncidents();
  const found = useMemo(() => findIncidents(all, incidentFind), [all, incidentFind]);
  const declare = useAction('incident.declare');
  const { words, tone } = incidentsHeadline(all, lost);
  if (heardAt === null) return <Placeholder rows={8} waitingFor="the incidents" />;
  return (
    <>
      <div className="toolbar incidents-bar">
        <FindField
          label="Filter the incidents"
          hint="Words, is:open sev:1 kind:drill class:attestor"
          value={incidentFind}
          onChange={(find) => place.go({ incidentFind: find })}
        />
        <span className="toolbar-end">
          <ActionButton kind="primary" action={declare} />
        </span>
      </div>
      {all.length === 0 ? (
        <NoIncidents />
      ) : (
        <>
          <header className={`box-headline box-headline-${tone}`}>
            {tone === 'plain' ? <Icon name="incidents" /> : <Glyph name={tone} />}
            <h2>{words}</h2>
          </header>
          <Lines found={found} find={incidentFind} stale={lost} />
        </>
      )}
    </>
  );
}

/** More than this nobody reads; the filter finds the rest. */
const mostLines = 200;

function Lines({ found, find, stale }: { found: IncidentSummary[]; find: string; stale: boolean }) {
  const { place } = useConsole();
  if (found.length === 0) return <p className="quiet incidents-none">No incident fits “{find}”.</p>;
  const shown = found.slice(0, mostLines);
  const groups = [
    {
      name: 'Open',
      of: shown.filter(({ status }) => isOpen(status)),
      all: found.filter(({ status }) => isOpen(status)),
    },
    { name: 'Over', of: shown.filter(({ status }) => !isOpen(status)), all: found.filter(({ status }) => !isOpen(status)) }, // prettier-ignore
  ].filter(({ all }) => all.length > 0);
  return (
    <div className={stale ? 'incidents-list incidents-stale' : 'incidents-list'}>
      {groups.map(({ name, of, all }) => (
        <section key={name} aria-label={name}>
          <h3>
            {name} <span className="incidents-count">{grouped(all.length)}</span>
          </h3>
          <ul>
            {of.map((incident) => (
              <Line key={incident.key} incident={incident} onOpen={() => place.go({ incident: incident.key, incidentTab: 'overview' })} /> // prettier-ignore
            ))}
          </ul>
        </section>
      ))}
      {found.length > mostLines ? (
        <p className="quiet incidents-none">
          The first {grouped(mostLines)} of {grouped(found.length)}; the filter finds the others.
        </p>
      ) : null}
    </div>
  );
}

const Line = memo(function Line({ incident, onOpen }: { incident: IncidentSummary; onOpen: () => void }) {
  const { status, title, severity, kind, commander, firedAgain } = incident;
  const { glyph, word } = statusWords[status];
  const open = isOpen(status);
  return (
    <li>
      <button type="button" className={`incident-line incident-line-${status}`} data-incident-line onClick={onOpen}>
        <span className={`incident-status state-${glyph}`}>
          <Glyph name={glyph} /> {word}
        </span>
        <span className="incident-number">{incidentName(incident)}</span>
        <span className="incident-what">
          <strong>{title}</strong>
          <span className="incident-marks">
            <span className={`mark ${severityTone(severity)}`}>{severityWord(severity)}</span>
            {kind === 'real' ? null : <span className="mark mark-plain">{kindWords[kind]}</span>}
            {incident.class === '' ? null : <code className="quiet">{incident.class}</code>}
            {firedAgain.length === 0 ? null : <span className="mark">fired again after it was resolved</span>}
          </span>
        </span>
        <span className="incident-who">{commander ?? <span className="quiet">nobody leads</span>}</span>
        <span className="incident-since">
          {open ? <Ago at={beganAt(incident)} suffix="" /> : <Moment at={beganAt(incident)} coarse />}
        </span>
        <DiagnosisMark incident={incident} />
      </button>
    </li>
  );
});

function NoIncidents() {
  const { place } = useConsole();
  const { at, review } = useWhole(place.store);
  const declare = useAction('incident.declare');
  if (at !== null || review !== null) {
    return (
      <div className="empty">
        <Icon name="incidents" />
        <p>No incident had been declared by this moment.</p>
        <p className="quiet">A later moment may know of one: the arrows of the band lead there.</p>
      </div>
    );
  }
  return (
    <div className="empty">
      <Icon name="incidents" />
      <p>No incident was ever declared here.</p>
      <p className="quiet">
        Declare one when something is wrong: the record is looked back over and says what fired, what failed and what
        changed before. Exercises and near misses count too.
      </p>
      <div className="empty-actions">
        <ActionButton kind="primary" action={declare} />
      </div>
    </div>
  );
}
