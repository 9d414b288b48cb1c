// What helps to understand an incident, out of the record: what changed before it, what turned, when nobody was looking, and
// past incidents it is like. None of it says what the cause is.
import type { IncidentAids } from '#shared/model/incident/incident-detail.ts';
import type { Finding } from '#shared/model/incident/declare.ts';
import { Ago, Moment } from '../../components/clock-context.tsx';
import { Part } from '../../components/part.tsx';
import { durationInWords } from '../../components/times.ts';
import { useConsole } from '../../state/use-console.ts';
import { FindingList } from './finding-list.tsx';

export function AidsPart({ aids, reason }: { aids: IncidentAids | null; reason: string }) {
  if (aids === null) return reason === '' ? null : <p className="box-note">What helps to understand it could not be read: {reason}</p>; // prettier-ignore
  const { onsetMs, fromMs, changed, turned, more, gaps, similar, playbook } = aids;
  return (
    <>
      {playbook === null ? null : (
        <Part title="Check first">
          <ul className="incident-list">
            {playbook.checkFirst.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
          {playbook.neverAgain.length === 0 ? null : (
            <>
              <h4>Never again</h4>
              <ul className="incident-list">
                {playbook.neverAgain.map((words) => (
                  <li key={words}>{words}</li>
                ))}
              </ul>
            </>
          )}
        </Part>
      )}
      <Part title="What changed before it">
        <p className="quiet">
          In the {durationInWords(onsetMs - fromMs)} before <Moment at={onsetMs} />, the nearest first.
          {more.includes('change') ? ' There were more than could be read; the timeline has all of them.' : ''}
        </p>
        <Found findings={changed} none="No change was recorded." onsetMs={onsetMs} />
      </Part>
      <Part title="What turned">
        <Found findings={turned} none="Nothing fired, failed or turned." onsetMs={onsetMs} />
      </Part>
      {gaps.length === 0 ? null : (
        <Part title="When not everything was seen">
          <Found findings={gaps} none="" onsetMs={onsetMs} />
        </Part>
      )}
      <Similar similar={similar} />
    </>
  );
}

function Found({ findings, none, onsetMs }: { findings: Finding[]; none: string; onsetMs: number }) {
  return findings.length === 0 ? <p className="quiet">{none}</p> : <FindingList findings={findings} onsetMs={onsetMs} />; // prettier-ignore
}

function Similar({ similar }: { similar: IncidentAids['similar'] }) {
  const { place } = useConsole();
  return (
    <Part title="Past incidents it is like">
      {similar.length === 0 ? <p className="quiet">None has a class, trigger, error or object in common with it.</p> : null}
      <ul className="incident-similar">
        {similar.map(({ id, number, title, declaredAt, status, reasons, controls }) => (
          <li key={id}>
            <button type="button" className="link" onClick={() => place.go({ incident: id, incidentTab: 'overview' })}>
              INC-{number} {title}
            </button>
            <small className="quiet">
              {status}, <Ago at={declaredAt} />
            </small>
            <p>{reasons.join('; ')}</p>
            <p className="quiet">
              {controls === null ? 'Whether anything was made of it is not known.' : controls.length === 0 ? 'No control was made of it.' : `Controls: ${controls.join(', ')}`}
            </p>
          </li>
        ))}
      </ul>
    </Part>
  ); // prettier-ignore
}
