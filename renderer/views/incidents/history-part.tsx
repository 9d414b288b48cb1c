// Every change of an incident in the order in which it was recorded, with those of incidents merged into it.
import { useState } from 'react';
import type { IncidentDetail } from '#shared/model/incident/incident-detail.ts';
import { Button } from '../../components/button.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { Part } from '../../components/part.tsx';
import { durationInWords, grouped } from '../../components/times.ts';

const shownFirst = 12;
const lateMs = 60_000;

export function HistoryPart({ detail: { history, changes } }: { detail: IncidentDetail }) {
  const [all, setAll] = useState(false);
  const newest = history.toReversed();
  const shown = all ? newest : newest.slice(0, shownFirst);
  return (
    <Part title="Every change">
      <ol className="incident-history">
        {shown.map(({ sequence, time, recordedTime, by, words, ofNumber }) => (
          <li key={sequence}>
            <span className="incident-at">
              <Moment at={recordedTime} />
            </span>
            <span>
              {ofNumber === null ? null : <span className="mark mark-plain">INC-{ofNumber}</span>} {words}
              {recordedTime - time > lateMs ? <small className="quiet"> happened {durationInWords(recordedTime - time)} before</small> : null}
            </span>
            <span className="quiet">{by}</span>
          </li>
        ))}
      </ol>
      {newest.length > shown.length ? (
        <Button kind="quiet" onClick={() => setAll(true)}>
          Show all {grouped(newest.length)}
        </Button>
      ) : null}
      {changes > history.length ? <p className="quiet">The newest {grouped(history.length)} of {grouped(changes)}; the journal has all.</p> : null}
    </Part>
  ); // prettier-ignore
}
