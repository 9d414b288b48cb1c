// What a criterion came to before, from the journal, the newest first.
import type { CriterionEvent } from '#shared/contract/criteria.ts';
import { valueText } from '#shared/model/criteria/words.ts';
import { Moment } from '../../components/clock-context.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { Part } from '../../components/part.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import type { Answer } from '../../state/use-console.ts';
import { standingSigns } from './criteria-model.ts';

export function HistoryList({ history, unit }: { history: Answer<CriterionEvent[]>; unit: string }) {
  const events = history.value ?? [];
  return (
    <Part title="What it came to">
      {history.state === 'asking' && history.value === null ? <Placeholder rows={3} waitingFor="its history" /> : null}
      {history.state === 'refused' ? <p role="alert">Its history could not be read: {history.reason}</p> : null}
      {history.state === 'here' && events.length === 0 ? <p className="quiet">Nothing is recorded of it yet.</p> : null}
      <ol className="trigger-history">
        {events.map((event) => (
          <Happened key={event.key} event={event} unit={unit} />
        ))}
      </ol>
    </Part>
  );
}

function Happened({ event, unit }: { event: CriterionEvent; unit: string }) {
  const { outcome, type, atMs, value, by, words } = event;
  const sign = outcome === null ? { glyph: 'open' as const, word: type === 'criterion.unticked' ? 'taken back' : type } : standingSigns[outcome]; // prettier-ignore
  return (
    <li>
      <span className="trigger-at">
        <Moment at={atMs} />
      </span>
      <Glyph name={sign.glyph} />
      <span>
        <strong>{sign.word}</strong>
        {by === null ? '' : ` by ${by}`}
        {value === null ? '' : ` at ${valueText(value, unit)}`}
        <span className="quiet criteria-history-words">{words}</span>
      </span>
    </li>
  );
}
