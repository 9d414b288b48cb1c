// The events about one object, newest first, out of those the server still keeps: it drops them after about an hour.
import type { KubeCells, KubeRow } from '#shared/model/kubernetes.ts';
import { Ago } from '../../components/clock-context.tsx';
import { ContainerSign } from '../../components/container-sign.tsx';
import { cellsOf } from '../../components/kube-row.ts';
import { Placeholder } from '../../components/placeholder.tsx';
import { grouped } from '../../components/times.ts';
import type { ConsoleStores } from '../../state/console.ts';
import { useFeed } from '../../state/use-console.ts';
import { kindFreshness } from './kube-freshness.ts';

export function ObjectEvents({ stores, object }: { stores: ConsoleStores; object: KubeRow }) {
  const feed = useFeed(stores.kube.rows.events);
  useFeed(stores.kube.kinds);
  const { state, reason } = kindFreshness(stores, 'events');
  const own = eventsAbout(object, feed.entries);
  if (own.length === 0 && state === 'waiting') return <Placeholder rows={3} waitingFor="the events" />;
  return (
    <>
      {state === 'live' || state === 'waiting' ? null : (
        <p className="box-note" role="status">
          The events are {state}: {reason || 'no reason was given'}.
        </p>
      )}
      {own.length === 0 && state === 'live' ? <p className="quiet">The server keeps no event about it.</p> : null}
      <ul className="object-events">
        {own.map(({ key, event }) => (
          <li key={key}>
            <ContainerSign name={event.type === 'Warning' ? 'bad' : 'none'} />
            <div>
              <p>
                <strong>{event.reason}</strong> <span className="quiet">{timesWords(event)}, last <Ago at={event.lastAt} /></span>
              </p>
              <p>{event.message}</p>
            </div>
          </li>
        ))}
      </ul>
      <p className="quiet">The server forgets events after about an hour.</p>
    </>
  ); // prettier-ignore
}

const timesWords = ({ count, from }: KubeCells['events']): string =>
  `${count === 1 ? 'once' : `${grouped(count)} times`}${from === '' ? '' : `, by ${from}`}`;

/** By its uid: a thing made anew under the same name has a story of its own. */
export function eventsAbout(
  { key }: KubeRow,
  rows: ReadonlyMap<string, KubeRow>,
): { key: string; event: KubeCells['events'] }[] {
  return [...rows.values()]
    .map((row) => ({ key: row.key, event: cellsOf(row, 'events') }))
    .filter(({ event }) => event.object.uid === key)
    .toSorted((a, b) => b.event.lastAt - a.event.lastAt);
}
