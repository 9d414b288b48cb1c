// The record itself, newest first; older pages are asked for by sequence number.
import { useCallback, useEffect, useState } from 'react';
import type { JournalEvent } from '#shared/model/system.ts';
import { Button } from '../../components/button.tsx';
import { JournalTable } from '../../components/journal-table.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { refusalOf } from '../../client/refusal.ts';

interface Pages {
  state: 'asking' | 'here' | 'refused';
  events: JournalEvent[];
  /** Nothing older is left. */
  whole: boolean;
  reason: string;
}

const pageLength = 100;
const blank: Pages = { state: 'asking', events: [], whole: false, reason: '' };

export function JournalView() {
  const { place, operations, link } = useConsole();
  const { type } = useWhole(place.store);
  const live = useWhole(link.store).state === 'live';
  const [pages, setPages] = useState(blank);

  const load = useCallback(
    async (before: JournalEvent[], filter: string) => {
      try {
        const page = await operations.journal(before.at(-1)?.sequence ?? null, filter);
        setPages({ state: 'here', events: [...before, ...page], whole: page.length < pageLength, reason: '' });
      } catch (error) {
        setPages({ state: 'refused', events: before, whole: false, reason: refusalOf(error).message });
      }
    },
    [operations],
  );
  useEffect(() => {
    if (live) void load([], type);
  }, [load, type, live]);

  const types = [...new Set(pages.events.map((event) => event.type))].toSorted();
  return (
    <div className="page journal">
      <div className="toolbar">
        <label className="field-inline">
          <span>Type</span>
          <input
            type="search"
            list="journal-types"
            placeholder="all types"
            value={type}
            onChange={(event) => place.go({ type: event.target.value })}
          />
          <datalist id="journal-types">
            {types.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
        </label>
        <Button icon="reload" onClick={() => void load([], type)}>
          Newest
        </Button>
      </div>
      {pages.state === 'asking' ? <Placeholder rows={10} waitingFor="the journal" /> : null}
      {pages.state === 'refused' ? <p role="alert">The journal could not be read: {pages.reason}</p> : null}
      {pages.state === 'here' && pages.events.length === 0 ? (
        <p className="quiet">{type === '' ? 'Nothing has been recorded yet.' : `No event of the type ${type}.`}</p>
      ) : null}
      {pages.events.length > 0 ? <JournalTable events={pages.events} /> : null}
      {pages.state === 'here' && pages.events.length > 0 ? (
        <p className="journal-end">
          {pages.whole ? (
            <span className="quiet">This is the beginning of the record.</span>
          ) : (
            <Button onClick={() => void load(pages.events, type)}>Load older</Button>
          )}
        </p>
      ) : null}
    </div>
  );
}
