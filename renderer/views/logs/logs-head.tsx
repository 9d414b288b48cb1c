// Over the log: whose it is, how fresh, how much was read, and what of it is missing.
import type { Container } from '#shared/model/container.ts';
import { ActionButton, Button } from '../../components/button.tsx';
import { useAction } from '../../components/actions-context.ts';
import { Moment } from '../../components/clock-context.tsx';
import { ContainerSign } from '../../components/container-sign.tsx';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import { grouped, sizeInWords } from '../../components/times.ts';
import { linesWaiting, overallOf, targetWords, type LogsScreen } from './use-logs.ts';

const signs: Record<ReturnType<typeof overallOf>, { glyph: GlyphName; word: string }> = {
  live: { glyph: 'pass', word: 'Live' },
  connecting: { glyph: 'waiting', word: 'Connecting' },
  stale: { glyph: 'stale', word: 'Not live' },
  denied: { glyph: 'error', word: 'Cannot be read' },
  ended: { glyph: 'not_applicable', word: 'Ended' },
  none: { glyph: 'never', word: 'Nothing is read' },
};

export function LogsHead({ screen }: { screen: LogsScreen }) {
  const { stores, shown, status, feed } = screen;
  const other = useAction('log.other');
  const link = feed.state === 'stale';
  const overall = overallOf(status);
  const paused = !link && overall === 'live' && !shown.following;
  const { glyph, word } = link ? { glyph: 'stale' as const, word: 'Not live' } : signs[overall];
  const containers = stores.containers.store.getState().entries;
  const name =
    shown.target === null
      ? ''
      : targetWords(shown.target, (id) => nameOf(containers.values(), id) ?? status?.streams[0]?.name);
  return (
    <header className={`logs-head logs-head-${link ? 'stale' : paused ? 'paused' : overall}`}>
      <ActionButton action={other} kind="quiet" bare />
      <h2 title={name}>{name}</h2>
      <p role="status" aria-label="Freshness of the log">
        {paused ? <ContainerSign name="paused" /> : <Glyph name={glyph} />} <strong>{paused ? 'Paused' : word}</strong>
        {/* The button over the lines tells it to whoever listens; once is enough. */}
        {paused ? <span aria-hidden>: {waitWords(linesWaiting(shown))}</span> : null}
        <Reason screen={screen} />
      </p>
      <Numbers screen={screen} />
      <Tools screen={screen} />
    </header>
  );
}

const waitWords = (count: number): string =>
  count === 0 ? 'nothing new yet' : `${grouped(count)} new ${count === 1 ? 'line waits' : 'lines wait'}`;

/** The table keys its rows by more than the id. */
function nameOf(containers: Iterable<Container>, id: string): string | undefined {
  for (const container of containers) if (container.id === id) return container.name;
  return undefined;
}

/** Why not everything is live: the link, who is there, or the first stream in trouble. */
function Reason({ screen: { feed, status } }: { screen: LogsScreen }) {
  if (feed.state === 'stale') {
    return (
      <span>
        : {feed.reason}
        {feed.heardAt === null ? null : <>. What is shown is as of <Moment at={feed.heardAt} /></>}
      </span>
    ); // prettier-ignore
  }
  if (status === null) return null;
  const bad = status.streams.filter(({ state }) => state === 'stale' || state === 'denied');
  const [first] = bad;
  const words = first === undefined ? status.reason : `${first.name}: ${first.reason}${bad.length > 1 ? `, and ${bad.length - 1} more` : ''}`; // prettier-ignore
  return words === '' ? null : <span>: {words}</span>;
}

function Numbers({ screen: { status, feed } }: { screen: LogsScreen }) {
  if (status === null) return null;
  const { read, firstHeld, heldBytes, dropped, redactions, linesPerSecond } = status;
  return (
    <p className="logs-numbers quiet">
      {feed.state === 'stale' ? null : (
        <span>
          {grouped(linesPerSecond)} {linesPerSecond === 1 ? 'line/s' : 'lines/s'}
        </span>
      )}
      <span title={`${grouped(read - firstHeld)} of ${grouped(read)} rows are held`}>
        {grouped(read)} read, {sizeInWords(heldBytes)} held
      </span>
      <span
        className={dropped > 0 ? 'logs-dropped' : ''}
        title={dropped === 0 ? 'No line was dropped' : 'A row stands where they were'}
      >
        {grouped(dropped)} dropped
      </span>
      <span title="Secrets that were recognised are replaced before a line leaves the engine, in exports too">
        redacted{redactions === 0 ? '' : `: ${grouped(redactions)}`}
      </span>
    </p>
  );
}

function Tools({ screen: { look } }: { screen: LogsScreen }) {
  const times = useAction('log.times');
  const copy = useAction('log.copy');
  const save = useAction('log.export');
  const follow = useAction('log.follow');
  return (
    <span className="logs-tools">
      <Button kind="quiet" title={`${times.name}  (t)`} pressed={look.times} onClick={times.run}>
        Times
      </Button>
      <ActionButton action={copy} kind="quiet" />
      <ActionButton action={save} kind="quiet" />
      <ActionButton action={follow} />
    </span>
  );
}
