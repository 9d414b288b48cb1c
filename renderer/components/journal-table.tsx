// Journal events as a table: both clocks, what in words, its type, where from, about what; the data unfolds below the words.
import type { JournalEvent } from '#shared/model/system.ts';
import { wordsOfEvent } from '#shared/model/timeline/event-words.ts';
import { Moment } from './clock-context.tsx';
import { absoluteInWords, durationInWords, grouped } from './times.ts';

/** Less than this between happening and recording is not worth a word. */
const lateMs = 2_000;

export function JournalTable({ events }: { events: JournalEvent[] }) {
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label="Journal events">
      <table className="table">
        <thead>
          <tr>
            <th scope="col" className="number">
              No.
            </th>
            <th scope="col">Happened</th>
            <th scope="col">What</th>
            <th scope="col">Type</th>
            <th scope="col">Source</th>
            <th scope="col">About</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.sequence}>
              <td className="number">{grouped(event.sequence)}</td>
              <td title={`recorded ${absoluteInWords(event.recordedTime)}`}>
                <Moment at={event.time} />
                {event.recordedTime - event.time > lateMs ? (
                  <span className="quiet"> recorded {durationInWords(event.recordedTime - event.time)} later</span>
                ) : null}
              </td>
              <td className="journal-what">
                <EventWords event={event} />
              </td>
              <td>
                <code>{event.type}</code>
              </td>
              <td>
                <code>{event.source}</code>
              </td>
              <td>
                <code>{event.subject ?? ''}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EventWords({ event }: { event: JournalEvent }) {
  const { title, detail, tone } = wordsOfEvent(event);
  const words = (
    <>
      <span className={tone === 'bad' ? 'state-fail' : ''}>{title}</span>{' '}
      {detail === '' ? null : <span className="quiet">{detail}</span>}
    </>
  );
  if (event.data === null) return words;
  return (
    <details>
      <summary>{words}</summary>
      <pre>{JSON.stringify(event.data, null, 2)}</pre>
    </details>
  );
}
