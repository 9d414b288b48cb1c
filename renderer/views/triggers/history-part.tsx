// What happened to a trigger, from the journal, the newest first: news of its states and people's words.
import type { TriggerDetail, TriggerEvent } from '#shared/model/triggers/watched-trigger.ts';
import { Moment } from '../../components/clock-context.tsx';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import { Part } from '../../components/part.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import type { Answer } from '../../state/use-console.ts';

const signs: Record<string, { glyph: GlyphName; word: string }> = {
  pending: { glyph: 'waiting', word: 'pending' },
  firing: { glyph: 'fail', word: 'firing' },
  resolved: { glyph: 'pass', word: 'resolved' },
  cleared: { glyph: 'not_applicable', word: 'no longer pending' },
  no_data: { glyph: 'inconclusive', word: 'no data' },
  error: { glyph: 'error', word: 'could not look' },
  known: { glyph: 'pass', word: 'known again' },
  missed: { glyph: 'inconclusive', word: 'looks missed' },
  acknowledged: { glyph: 'open', word: 'acknowledged' },
  snoozed: { glyph: 'stale', word: 'snoozed' },
  unsnoozed: { glyph: 'stale', word: 'woken' },
  imported: { glyph: 'open', word: 'imported' },
  edited: { glyph: 'open', word: 'edited' },
};

export function HistoryPart({ detail }: { detail: Answer<TriggerDetail> }) {
  const history = detail.value?.history ?? [];
  return (
    <Part title="What happened">
      {detail.state === 'asking' && detail.value === null ? <Placeholder rows={3} waitingFor="its history" /> : null}
      {detail.state === 'refused' ? <p role="alert">Its history could not be read: {detail.reason}</p> : null}
      {detail.state === 'here' && history.length === 0 ? <p className="quiet">Nothing is recorded of it yet.</p> : null}
      <ol className="trigger-history">
        {history.map((event) => (
          <Happened key={event.key} event={event} />
        ))}
      </ol>
    </Part>
  );
}

function Happened({ event }: { event: TriggerEvent }) {
  const { type, atMs, labels, by, words } = event;
  const sign = signs[type.replace('trigger.', '')] ?? { glyph: 'open' as const, word: type };
  const shown = Object.entries(labels ?? {}).filter(([name]) => name !== 'alertname' && name !== 'severity');
  return (
    <li>
      <span className="trigger-at">
        <Moment at={atMs} />
      </span>
      <Glyph name={sign.glyph} />
      <span>
        <strong>{sign.word}</strong>
        {by === null || by === '' ? '' : ` by ${by}`}
        {words === '' ? '' : `: ${words}`}
        {shown.length === 0 ? null : (
          <code className="quiet">{shown.map(([name, value]) => `${name}=${value}`).join(' ')}</code>
        )}
      </span>
    </li>
  );
}
