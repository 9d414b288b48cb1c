// Logs as of a past moment: the last lines of what had died by then, which are kept with its end; and, in words, that no other
// line was recorded.
import { useState } from 'react';
import type { JournalEvent } from '#shared/model/system.ts';
import { useAction } from '../../components/actions-context.ts';
import { ActionButton, Button } from '../../components/button.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { Icon } from '../../components/icon.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { grouped } from '../../components/times.ts';
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
      <ActionButton action={live} />
      {state === 'refused' ? <p role="alert" className="field-problem">What is kept could not be read: {reason}</p> : null}
      {value === null && state === 'asking' ? <Placeholder rows={6} waitingFor="what is kept of logs" /> : null}
      {value !== null && value.length === 0 ? (
        <div className="empty">
          <Icon name="logs" />
          <p>No container had died by this moment while it was watched, so no lines are kept.</p>
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
  const [whole, setWhole] = useState(false);
  const { lines, words, left, exitCode, passedOver } = keptOf(event);
  const shown = whole ? lines : lines.slice(-fewLines);
  const name = event.subject ?? event.source;
  return (
    <section className="past-log" aria-label={`Last lines of ${name}`}>
      <header className="incident-part-head">
        <h3>
          {name} <small className="quiet">{event.source}</small>
        </h3>
        <span className="quiet">
          died <Moment at={event.time} />
          {exitCode === null ? '' : ` with exit code ${exitCode}`}
        </span>
        <Button kind="quiet" icon="history" title="Every screen then shows what was known at that moment" onClick={() => clock.go(event.recordedTime)}>
          Set the clock there
        </Button>
      </header>
      {words === '' ? null : <p className="quiet">{words}</p>}
      {left > 0 ? <p className="quiet">{grouped(left)} earlier lines were read and are not kept.</p> : null}
      {shown.length === 0 ? null : <pre>{shown.map(({ text }) => text).join('\n')}</pre>}
      {whole || lines.length <= fewLines ? null : (
        <Button kind="quiet" onClick={() => setWhole(true)}>
          Show all {grouped(lines.length)} lines
        </Button>
      )}
      {passedOver > 0 ? <p className="quiet">{grouped(passedOver)} deaths before it came too fast: no lines are kept of them.</p> : null}
    </section>
  );
} // prettier-ignore
