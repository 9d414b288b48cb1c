// One run in the list: what it came to, when, how long, which part of the plan, who started it.
import type { RunSummary } from '#shared/model/run.ts';
import { Button } from './button.tsx';
import { Moment } from './clock-context.tsx';
import { Glyph } from './glyph.tsx';
import { durationInWords } from './times.ts';
import { headlineOf } from './verdict-words.ts';

export interface RunCardProps {
  run: RunSummary;
  open: boolean;
  compared: boolean;
  onOpen: () => void;
  onCompare: () => void;
  onExport: (format: 'json' | 'junit' | 'markdown') => void;
}

const formats = [
  { format: 'json', word: 'JSON' },
  { format: 'junit', word: 'JUnit' },
  { format: 'markdown', word: 'Markdown' },
] as const;
const starters = { screen: 'from the screen', cli: 'from the command line', demo: 'by the demo' } as const;

function partInWords({ selection }: RunSummary): string {
  const parts = [...selection.phaseIds, ...selection.itemIds];
  return parts.length === 0 ? 'whole plan' : `only ${parts.slice(0, 3).join(', ')}${parts.length > 3 ? ' …' : ''}`;
}

export function RunCard({ run, open, compared, onOpen, onCompare, onExport }: RunCardProps) {
  const running = run.state === 'running';
  const head = headlineOf(run.verdict ?? 'inconclusive', run.counts, running);
  return (
    <article className={open ? 'run run-open' : 'run'}>
      <p className="run-head">
        <Glyph name={head.glyph} />
        <strong>{head.title}</strong>
        <span className="run-when">
          <Moment at={run.startedAt} />
        </span>
      </p>
      <p className="quiet">
        {head.detail}
        {run.finishedAt === null ? '' : `; took ${durationInWords(run.finishedAt - run.startedAt)}`}; {partInWords(run)}
        ; {starters[run.startedBy]}
        {run.state === 'interrupted' ? '; interrupted: the engine stopped' : ''}
      </p>
      <div className="run-actions">
        <Button onClick={onOpen} pressed={open} disabled={running ? 'it is under way; the checklist shows it' : null}>
          Open
        </Button>
        <Button onClick={onCompare} pressed={compared} disabled={running ? 'it is under way' : null}>
          What changed
        </Button>
        <span className="run-exports" role="group" aria-label="Export">
          <span className="quiet">Export</span>
          {formats.map(({ format, word }) => (
            <Button
              key={format}
              kind="quiet"
              onClick={() => onExport(format)}
              disabled={running ? 'it is under way' : null}
            >
              {word}
            </Button>
          ))}
        </span>
      </div>
    </article>
  );
}
