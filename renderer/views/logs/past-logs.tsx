// Logs as of a past moment: the last lines of what had died by then, which are kept with its end; and, in words, that no other
// line was recorded.
import { useState } from 'react';
import type { JournalEvent } from '#shared/model/system.ts';
import { useAction } from '../../components/actions-context.ts';
import { ActionButton, Button } from '../../components/button.tsx';
import { Moment, useClock } from '../../components/clock-context.tsx';
import { Icon } from '../../components/icon.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { absoluteInWords, grouped, timeOfDay } from '../../components/times.ts';
import { useAnswer, useConsole } from '../../state/use-console.ts';

const pageSize = 100;

export function PastLogs() {
  const { operations } = useConsole();
  const live = useAction('clock.live');
  const { value, state, reason } = useAnswer('excerpts of logs', () => operations.journal(null, 'log.excerpt'));
  return (
    <div className="page past-logs">
      <p>
        Lines of logs are read from the system while one looks, and were not recorded. What is kept are the last lines of
        containers that died.
      </p>
      {state === 'refused' ? <p role="alert" className="field-problem">What is kept could not be read: {reason}</p> : null}
      {value === null && state === 'asking' ? <Placeholder rows={6} waitingFor="what is kept of logs" /> : null}
      {value !== null && value.length === 0 ? (
        <div className="empty">
          <Icon name="logs" />
          <p>No container had died by this moment while it was watched, so no lines are kept.</p>
          <div className="empty-actions">
            <ActionButton action={live} />
          </div>
        </div>
      ) : null}
      {(value ?? []).map((event) => (
        <Excerpt key={event.sequence} event={event} />
      ))}
      {value?.length === pageSize ? <p className="quiet">The newest {pageSize}; the journal has the others, under the type log.excerpt.</p> : null}
    </div>
  );
} // prettier-ignore

interface Kept {
  lines: { at: number; text: string; out?: true }[];
  words: string;
  left: number;
  exitCode: number | null;
  passedOver: number;
}

/** An event from elsewhere may hold anything. */
function keptOf({ data }: JournalEvent): Kept {
  const { lines, words, left, exitCode, passedOver } = Object(data) as Record<string, unknown>;
  const count = (value: unknown): number => (typeof value === 'number' ? value : 0);
  const known = (Array.isArray(lines) ? lines : []).flatMap((line): Kept['lines'] => {
    const { at, text, out } = Object(line) as Record<string, unknown>;
    return typeof text === 'string' ? [{ at: count(at), text, ...(out === true && { out }) }] : [];
  });
  return { lines: known, words: typeof words === 'string' ? words : '', left: count(left), exitCode: typeof exitCode === 'number' ? exitCode : null, passedOver: count(passedOver) }; // prettier-ignore
}

/** Of most only the end is of interest. */
const fewLines = 10;

function Excerpt({ event }: { event: JournalEvent }) {
  const { clock } = useConsole();
  const { zone } = useClock();
  const [whole, setWhole] = useState(false);
  const { lines, words, left, exitCode, passedOver } = keptOf(event);
  const shown = whole ? lines : lines.slice(-fewLines);
  const name = event.subject ?? event.source;
  return (
    <section className="past-log" aria-label={`Last lines of ${name}`}>
      <header className="incident-part-head">
        <h2>
          {name} <small className="quiet">{event.source}</small>
        </h2>
        <span className="quiet">
          died <Moment at={event.time} />
          {exitCode === null ? '' : ` with exit code ${exitCode}`}
        </span>
        <Button kind="quiet" icon="history" title="Every screen then shows what was known at that moment" onClick={() => clock.go(event.recordedTime)}>
          Set the clock there
        </Button>
      </header>
      {words === '' ? null : <p className="quiet">{words}</p>}
      {left > 0 ? <p className="quiet">{left === 1 ? '1 earlier line was read and is' : `${grouped(left)} earlier lines were read and are`} not kept.</p> : null}
      {shown.length === 0 ? null : (
        <ol className="past-log-lines">
          {shown.map(({ at, text }, index) => (
            // They never change places.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={index}>
              <time title={absoluteInWords(at)}>{timeOfDay(at, zone)}</time>
              <span>{text}</span>
            </li>
          ))}
        </ol>
      )}
      {whole || lines.length <= fewLines ? null : (
        <Button kind="quiet" onClick={() => setWhole(true)}>
          Show all {grouped(lines.length)} lines
        </Button>
      )}
      {passedOver > 0 ? <p className="quiet">{passedOver === 1 ? '1 container had died just before, too soon after others: its lines are' : `${grouped(passedOver)} containers had died just before, too soon after others: their lines are`} not kept.</p> : null}
    </section>
  );
} // prettier-ignore
