// Who writes to the log, each in its colour with its state: a press hides one, and with Shift all others.
import type { LogStream } from '#shared/model/log-lines.ts';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import { MiddleText } from '../../components/middle-text.tsx';
import { grouped } from '../../components/times.ts';
import { lookText } from '../../state/log-place.ts';
import type { LogsScreen } from './use-logs.ts';

const signs: Record<LogStream['state'], GlyphName> = {
  connecting: 'waiting',
  live: 'pass',
  ended: 'not_applicable',
  stale: 'stale',
  denied: 'error',
};

export function StreamLegend({ screen: { stores, status, look, feed } }: { screen: LogsScreen }) {
  const streams = status?.streams ?? [];
  if (streams.length < 2) return null;
  const hide = (hidden: number[]): void => stores.place.go({ logAs: lookText({ ...look, hidden }) });
  const press = (number: number, alone: boolean): void => {
    const others = streams.filter((one) => one.number !== number).map((one) => one.number);
    const isAlone = !look.hidden.includes(number) && look.hidden.length === others.length;
    if (alone) hide(isAlone ? [] : others);
    else hide(look.hidden.includes(number) ? look.hidden.filter((one) => one !== number) : [...look.hidden, number]);
  };
  return (
    <ul className="logs-legend" aria-label="Streams">
      {streams.map((stream) => (
        <li key={stream.number}>
          <button
            type="button"
            className={`filter-chip stream-${stream.number % 8}`}
            aria-pressed={!look.hidden.includes(stream.number)}
            title={`${titleOf(stream)}. Press to hide or show it, with Shift to see it alone`}
            onClick={(event) => press(stream.number, event.shiftKey)}
          >
            <Glyph name={feed.state === 'stale' ? 'stale' : signs[stream.state]} />
            <span>
              <MiddleText text={stream.name} />
            </span>
            <small className="quiet">{grouped(stream.lines)}</small>
          </button>
        </li>
      ))}
      {look.hidden.length === 0 ? null : (
        <li>
          <button type="button" className="filter-chip" onClick={() => hide([])}>
            show all
          </button>
        </li>
      )}
    </ul>
  );
}

function titleOf({ name, state, reason, lines, dropped }: LogStream): string {
  const lost = dropped === 0 ? '' : `, ${grouped(dropped)} dropped`;
  return `${name}: ${state}${reason === '' ? '' : `, ${reason}`}; ${grouped(lines)} lines${lost}`;
}
