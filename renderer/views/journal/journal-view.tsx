// The record itself, newest first; older pages are asked for by sequence number. What is recorded meanwhile waits behind
// a button, so that no line moves while it is read.
import { useEffect, useState } from 'react';
import type { JournalEvent } from '#shared/model/system.ts';
import { Button } from '../../components/button.tsx';
import { JournalTable } from '../../components/journal-table.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { TypeFilter } from '../../components/type-filter.tsx';
import { useAnswer, useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { RecordTimeline, TimelineSwitch } from './record-timeline.tsx';

interface OlderPages {
  /** Which first page they follow; those of another are not shown. */
  after: string;
  events: JournalEvent[];
  whole: boolean;
}

const pageLength = 100;

/** The record as a list, or as a timeline: the address says which. */
export function JournalView() {
  const { place } = useConsole();
  const { timelineAs } = useWhole(place.store);
  return timelineAs === '' ? <JournalList /> : <RecordTimeline />;
}

function JournalList() {
  const { place, operations, trouble, link, clock } = useConsole();
  const { moment } = useWhole(clock.store);
  const { type } = useWhole(place.store);
  const live = useWhole(link.store).state === 'live';
  const [round, setRound] = useState(0);
  const [pages, setPages] = useState<OlderPages>({ after: '', events: [], whole: false });
  const key = `journal ${round} ${type}`;
  const first = useAnswer(key, () => operations.journal(null, type));
  const unfiltered = useAnswer(`journal types ${round}`, () => operations.journal(null, ''));

  // Older pages of another moment are not those of this one.
  const after = `${key} ${moment?.at} ${moment?.known}`;
  const older = pages.after === after ? pages : { after, events: [], whole: false };
  const events = [...(first.value ?? []), ...older.events];
  const whole = older.whole || (first.value?.length ?? 0) < pageLength;
  const types = [...new Set([...(unfiltered.value ?? []), ...events].map((event) => event.type))].toSorted();
  const waiting = useWaiting(type, first.value === null ? null : (first.value[0]?.sequence ?? 0));
  const loadOlder = async (): Promise<void> => {
    const page = await operations.journal(events.at(-1)?.sequence ?? null, type).catch(() => null);
    if (page === null) return trouble.add({ what: 'Read older events', why: 'the engine did not answer' });
    setPages({ after, events: [...older.events, ...page], whole: page.length < pageLength });
  };
  return (
    <div className="page journal">
      <div className="toolbar">
        <TimelineSwitch />
        <TypeFilter types={types} value={type} onChange={(next) => place.go({ type: next })} />
        <Button
          icon="reload"
          onClick={() => setRound(round + 1)}
          disabled={live ? null : 'the engine cannot be reached'}
        >
          {waiting === 0 ? 'Newest' : `${waiting}${waiting < pageLength ? '' : ' or more'} new`}
        </Button>
      </div>
      {first.state === 'asking' ? <Placeholder rows={10} waitingFor="the journal" /> : null}
      {first.state === 'refused' ? <p role="alert">The journal could not be read: {first.reason}</p> : null}
      {first.state === 'here' && events.length === 0 ? (
        <p className="quiet">
          {type === ''
            ? moment === null
              ? 'Nothing has been recorded yet.'
              : 'Nothing had been recorded by this moment.'
            : `No event of the type ${type}.`}
        </p>
      ) : null}
      {events.length > 0 ? (
        <>
          <JournalTable events={events} />
          <p className="journal-end">
            {whole ? (
              <span className="quiet">Nothing older is recorded{type === '' ? '' : ' of this type'}.</span>
            ) : (
              <Button onClick={() => void loadOlder()}>Load older</Button>
            )}
          </p>
        </>
      ) : null}
    </div>
  );
}

/** How many of this type were recorded after the newest that is shown; asked only when something was recorded. */
function useWaiting(type: string, newestShown: number | null): number {
  const { record, operations } = useConsole();
  const recorded = useFeed(record).entries.get('record')?.events ?? 0;
  const [found, setFound] = useState({ type, newestShown, count: 0 });
  useEffect(() => {
    if (newestShown === null || recorded <= newestShown) return undefined;
    let wanted = true;
    operations.journal(null, type).then(
      (page) => {
        const count = page.filter(({ sequence }) => sequence > newestShown).length;
        if (wanted) setFound({ type, newestShown, count });
      },
      // Nothing is claimed; that the engine is lost, the frame says.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [recorded, newestShown, type, operations]);
  return found.type === type && found.newestShown === newestShown ? found.count : 0;
}
