// Everything that carries one correlation id, as a tree with times: errors, events, looks of probes, decisions.
import { useState } from 'react';
import type { ErrorCorrelation } from '#shared/contract/errors.ts';
import type { OpsCorrelatedEvent } from '#shared/model/errors/ops-models.ts';
import { Button } from '../../components/button.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import { Icon } from '../../components/icon.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { durationInWords, grouped } from '../../components/times.ts';
import { useAnswer, useConsole, useWhole } from '../../state/use-console.ts';

export function CorrelationTab() {
  const { place, operations } = useConsole();
  const { correlation: id } = useWhole(place.store);
  const answer = useAnswer<ErrorCorrelation>(id, () => operations.correlation(id ?? ''));
  return (
    <div className="errors-page">
      <IdForm key={id} id={id ?? ''} onAsk={(asked) => place.go({ correlation: asked })} />
      {id === null ? <NoId /> : null}
      {id !== null && answer.state === 'asking' ? <Placeholder rows={6} waitingFor="what carries this id" /> : null}
      {answer.state === 'refused' ? <p role="alert">It could not be read: {answer.reason}</p> : null}
      {answer.value === null ? null : <Tree found={answer.value} />}
    </div>
  );
}

function IdForm({ id, onAsk }: { id: string; onAsk: (id: string) => void }) {
  const [text, setText] = useState(id);
  return (
    <form
      className="errors-ask"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') onAsk(text.trim());
      }}
    >
      <label className="field">
        <span>Correlation id</span>
        <input
          data-filter
          type="text"
          className="field-code"
          value={text}
          maxLength={128}
          spellCheck={false}
          placeholder="32 hexadecimal digits of a trace, or the id of a run"
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <Button submit kind="primary" disabled={text.trim() === '' ? 'enter an id' : null}>
        Show
      </Button>
      {id === '' ? null : <CopyButton what="the id" text={id} />}
    </form>
  );
}

function NoId() {
  return (
    <div className="empty">
      <Icon name="errors" />
      <p>One id ties together what happened on one errand, in all components that pass it on.</p>
      <p className="quiet">
        Follow “What else happened” of an error, or enter a trace id of your services, or the id of a run of a plan.
      </p>
    </div>
  );
}

function Tree({ found }: { found: ErrorCorrelation }) {
  const { lines, counts, fromMs, toMs, limits } = found;
  if (lines.length === 0 || fromMs === null || toMs === null) {
    return (
      <p className="empty">
        Nothing in the record carries this id. What was cleaned up after 90 days, or sent without it, is not here.
      </p>
    );
  }
  const parts = [[counts.errors, 'error', 'errors'], [counts.events, 'event', 'events'], [counts.probes, 'look of a probe', 'looks of probes'], [counts.decisions, 'decision', 'decisions']] as const; // prettier-ignore
  return (
    <>
      <p role="status" className="errors-span">
        {parts.filter(([count]) => count > 0).map(([count, word, words]) => `${grouped(count)} ${count === 1 ? word : words}`).join(', ')}, from{' '}
        <Moment at={fromMs} />, over {durationInWords(toMs - fromMs)}.{' '}
        <span className="quiet">Each with the time since the first; a component whose clock is off stands in the wrong place.</span>
      </p>
      {limits.map((words) => (
        <p key={words} className="box-note">{words}</p>
      ))}
      <ol className="error-tree">
        {lines.map((line) => (
          <Line key={line.event.key} line={line} fromMs={fromMs} spanMs={Math.max(1, toMs - fromMs)} />
        ))}
      </ol>
    </>
  ); // prettier-ignore
}

const kindSigns: Record<OpsCorrelatedEvent['kind'], { word: string; glyph: GlyphName }> = {
  error: { word: 'error', glyph: 'fail' },
  event: { word: 'event', glyph: 'not_applicable' },
  probe: { word: 'look', glyph: 'not_applicable' },
  decision: { word: 'decision', glyph: 'open' },
};

interface LineProps {
  line: ErrorCorrelation['lines'][number];
  fromMs: number;
  spanMs: number;
}

function Line({ line: { event, depth, orphan, gapMs }, fromMs, spanMs }: LineProps) {
  const { place } = useConsole();
  const { word, glyph } = kindSigns[event.kind];
  const startPercent = ((event.at - fromMs) / spanMs) * 100;
  const widthPercent = (((event.endedAt ?? event.at) - event.at) / spanMs) * 100;
  return (
    <li className="error-tree-line">
      {gapMs === null ? null : <p className="error-tree-gap">{durationInWords(gapMs)} in which nothing is known</p>}
      <span className="error-tree-at">+{durationInWords(event.at - fromMs)}</span>
      <span className="error-tree-bar" aria-hidden>
        <i style={{ left: `${startPercent}%`, width: `max(3px, ${widthPercent}%)` }} className={`error-tree-${event.kind}`} />
      </span>
      <span className="error-tree-what" style={{ paddingLeft: depth * 18 }}>
        <span className={`error-state state-${event.severity === 'info' ? 'not_applicable' : glyph}`}>
          <Glyph name={event.severity === 'info' ? 'not_applicable' : glyph} /> {word}
        </span>
        <strong>{event.component}</strong>
        {event.groupKey === null ? (
          <span>{event.title}</span>
        ) : (
          <button type="button" className="link" onClick={() => place.go({ errorsTab: 'groups', errorGroup: event.groupKey })}>
            {event.title}
          </button>
        )}
        {event.endedAt === null ? null : <span className="quiet">took {durationInWords(event.endedAt - event.at)}</span>}
        {event.flag === null ? null : <em className="mark error-flag">kept with a flag: {event.flag}</em>}
        {orphan ? <em className="mark">its parent span {event.parentSpanId} was not seen</em> : null}
      </span>
    </li>
  ); // prettier-ignore
}
