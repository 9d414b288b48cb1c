// What is searched for and which lines are shown, since when, and what can be done with them.
import { useAction } from '../../components/actions-context.ts';
import { ActionButton, Button } from '../../components/button.tsx';
import { Icon } from '../../components/icon.tsx';
import { levelSigns } from '../../components/log-row.tsx';
import { grouped } from '../../components/times.ts';
import { logLevels, type LogLevel } from '#shared/model/log-level.ts';
import { lookText, sinceNames, type LogLook, type SinceName } from '../../state/log-place.ts';
import type { LogsScreen } from './use-logs.ts';

const sinceWords: Record<SinceName, string> = {
  tail: 'Last 2,000 lines',
  '1m': 'Last minute',
  '5m': 'Last 5 minutes',
  '1h': 'Last hour',
  all: 'Everything kept',
};

export function LogsBar({ screen }: { screen: LogsScreen }) {
  const { stores, shown, look } = screen;
  const change = (patch: Partial<LogLook>): void => stores.place.go({ logAs: lookText({ ...look, ...patch }) });
  return (
    <div className="filter-bar logs-bar" role="search">
      <Search screen={screen} change={change} />
      <Levels look={look} change={change} />
      <select
        aria-label="Output"
        value={look.std}
        onChange={(event) => change({ std: event.target.value as LogLook['std'] })}
      >
        <option value="both">Both outputs</option>
        <option value="stdout">stdout</option>
        <option value="stderr">stderr</option>
      </select>
      <select
        aria-label="Since"
        value={look.since}
        onChange={(event) => change({ since: event.target.value as SinceName })}
      >
        {sinceNames.map((name) => (
          <option key={name} value={name}>
            {sinceWords[name]}
          </option>
        ))}
      </select>
      {shown.target?.source === 'kubernetes' ? (
        <Button
          pressed={look.previous}
          title="The instance before the last restart"
          onClick={() => change({ previous: !look.previous })}
        >
          Previous
        </Button>
      ) : null}
    </div>
  );
}

interface PartProps {
  look: LogLook;
  change: (patch: Partial<LogLook>) => void;
}

function Search({ screen, change }: { screen: LogsScreen; change: PartProps['change'] }) {
  const { shown, look, stores } = screen;
  const previous = useAction('log.match-previous');
  const next = useAction('log.match-next');
  const only = useAction('log.only');
  return (
    <>
      <label className="filter-text logs-search">
        <Icon name="search" />
        <input
          data-filter
          type="search"
          maxLength={500}
          spellCheck={false}
          aria-label="Search the log"
          aria-invalid={shown.problem !== ''}
          placeholder="Search all that was read  ( / )"
          value={look.search}
          onChange={(event) => change({ search: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.currentTarget.blur();
            void stores.log.find('previous');
          }}
        />
      </label>
      <div className="logs-toggles" role="group" aria-label="How to search">
        <Button label="Regular expression" title="Regular expression  (x)" pressed={look.regex} onClick={() => change({ regex: !look.regex })}>
          .*
        </Button>
        <Button label="Match upper and lower case" pressed={look.matchCase} onClick={() => change({ matchCase: !look.matchCase })}>
          Aa
        </Button>
        <Button title={`${only.name}  (f)`} pressed={look.only} onClick={only.run}>
          Only matches
        </Button>
      </div>
      {look.search === '' ? null : (
        <div className="logs-matches" role="status">
          <span className="logs-up">
            <ActionButton action={previous} kind="quiet" bare />
          </span>
          <ActionButton action={next} kind="quiet" bare />
          <Found screen={screen} />
        </div>
      )}
    </>
  ); // prettier-ignore
}

function Found({ screen: { shown } }: { screen: LogsScreen }) {
  const { view, problem } = shown;
  if (problem !== '') return <span className="state-fail">not searched</span>;
  if (view === null) return <span className="quiet">searching</span>;
  const behind = view.behind > 0 ? `, ${grouped(view.behind)} rows still to search` : '';
  return (
    <span>
      {grouped(view.matches ?? 0)} found{behind}
    </span>
  );
}

function Levels({ look, change }: PartProps) {
  const toggle = (level: LogLevel): void =>
    change({ levels: logLevels.filter((one) => look.levels.includes(one) !== (one === level)) });
  return (
    <div className="logs-levels" role="group" aria-label="Show only these levels">
      {logLevels.map((level) => (
        <button
          key={level}
          type="button"
          className={`log-chip log-level-${level}`}
          aria-pressed={look.levels.includes(level)}
          aria-label={level === 'unknown' ? 'lines that say no level' : level}
          title={level === 'unknown' ? 'Lines that say no level' : `Level ${level}`}
          onClick={() => toggle(level)}
        >
          {level === 'unknown' ? '?' : levelSigns[level]}
        </button>
      ))}
    </div>
  );
}
