// Journal events as a table: both clocks, what, where from, about what; the data unfolds.
import type { JournalEvent } from '#shared/model/system.ts';
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
            <th scope="col">Type</th>
            <th scope="col">Source</th>
            <th scope="col">About</th>
            <th scope="col">Data</th>
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
              <td>
                <code>{event.type}</code>
              </td>
              <td>
                <code>{event.source}</code>
              </td>
              <td>
                <code>{event.subject ?? ''}</code>
              </td>
              <td className="journal-data">
                <EventData data={event.data} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function EventData({ data }: { data: JournalEvent['data'] }) {
  if (data === null) return null;
  const line = JSON.stringify(data);
  return (
    <details>
      <summary>
        <code>{line.slice(0, 160)}</code>
      </summary>
      <pre>{JSON.stringify(data, null, 2)}</pre>
    </details>
  );
}
