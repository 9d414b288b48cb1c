// Silences of the Alertmanager: what each holds back, until when, by whom and why. Ending one asks once more.
import { useMemo, useState } from 'react';
import { matcherWords, type Silence } from '#shared/model/alertmanager.ts';
import { Button } from '../../components/button.tsx';
import { Moment } from '../../components/clock-context.tsx';
import type { FilterWords } from '../../components/filter-terms.ts';
import type { GlyphName } from '../../components/glyph.tsx';
import type { Column, GridRow } from '../../components/grid-column.ts';
import { MiddleText } from '../../components/middle-text.tsx';
import { Part } from '../../components/part.tsx';
import { useConsole } from '../../state/use-console.ts';
import { useRefusals } from '../readiness/refusals.tsx';
import type { ManagedProps, SilenceHand } from './alertmanager-view.tsx';
import { AnswerPane } from './answer-pane.tsx';
import { Sign } from './answer-parts.tsx';
import { StandingCounts, type Standing } from './standing-counts.tsx';

interface SilenceRow extends GridRow {
  silence: Silence;
}

const signs: Record<Silence['state'], { glyph: GlyphName; rank: number }> = {
  active: { glyph: 'cancelled', rank: 0 },
  pending: { glyph: 'waiting', rank: 1 },
  expired: { glyph: 'skipped', rank: 2 },
};

export function Silences({ hold, stale, hand }: ManagedProps) {
  const rows = useMemo(() => (hold.answer?.silences ?? []).map(rowOf), [hold.answer]);
  return (
    <AnswerPane
      list="silences"
      what="silences"
      hold={hold}
      rows={rows}
      total={hold.answer?.totalSilences ?? 0}
      columns={columns}
      filter={{ hint: 'Words, is:active', words: filterWords }}
      stale={stale}
      none={{
        words: `${stale ? 'There was no silence when the Alertmanager was last asked' : 'There is no silence'}. ${hand.open ? 'One holds alerts back for a time.' : 'To make one, unlock the Alertmanager above.'}`,
        steps: hand.open ? (
          <Button icon="plus" kind="primary" onClick={() => hand.onSilence({})}>
            Silence…
          </Button>
        ) : null,
      }}
      tools={(filter) => (
        <StandingCounts
          what="silences"
          standings={rows.map(({ silence }) => standingOf(silence))}
          filter={filter}
          stale={filter.stale}
        />
      )}
      detail={({ silence }) => ({
        title: <Title silence={silence} />,
        body: <SilenceParts key={silence.key} silence={silence} hand={hand} />,
      })}
    />
  );
}

const standingOf = ({ state }: Silence): Standing => ({ ...signs[state], word: state });

const rowOf = (silence: Silence): SilenceRow => ({
  key: silence.key,
  troubles: [],
  rank: signs[silence.state].rank,
  nameOrder: String(silence.endsAtMs),
  silence,
});

const matchWords = ({ matchers }: Silence): string => matchers.map(matcherWords).join(' ');

const filterWords: FilterWords<SilenceRow> = {
  says: ({ silence }, word) =>
    word.test(`${matchWords(silence)} ${silence.createdBy} ${silence.comment} ${silence.key}`),
  labels: ({ silence }) => Object.fromEntries(silence.matchers.map(({ name, value }) => [name, value])),
  named: {
    is:
      (value) =>
      ({ silence }) =>
        silence.state === value,
  },
};

const columns: Column<SilenceRow>[] = [
  { name: 'trouble', word: 'State', leastPx: 104, share: 0, fixed: true, text: ({ silence }) => silence.state, cell: ({ silence }) => <Sign name={signs[silence.state].glyph} word={silence.state} />, order: ({ rank }) => rank },
  { name: 'matchers', word: 'Holds back', leastPx: 200, share: 6, fixed: true, tone: 'strong', text: ({ silence }) => matchWords(silence), cell: ({ silence }) => <code>{matchWords(silence)}</code>, order: ({ silence }) => matchWords(silence) },
  { name: 'comment', word: 'Why', leastPx: 140, share: 4, yields: 2, text: ({ silence }) => silence.comment, cell: ({ silence }) => silence.comment, order: ({ silence }) => silence.comment },
  { name: 'by', word: 'By', leastPx: 100, share: 1, yields: 3, tone: 'soft', text: ({ silence }) => silence.createdBy, cell: ({ silence }) => <MiddleText text={silence.createdBy} />, order: ({ silence }) => silence.createdBy },
  { name: 'until', word: 'Until', leastPx: 110, share: 0, right: true, yields: 1, untitled: true, text: ({ silence }) => String(silence.endsAtMs), cell: ({ silence }) => <Moment at={silence.endsAtMs} />, order: ({ silence }) => silence.endsAtMs },
]; // prettier-ignore

function Title({ silence }: { silence: Silence }) {
  return (
    <>
      <p className="drawer-state">
        <Sign name={signs[silence.state].glyph} word={silence.state} />
      </p>
      <h2>{silence.comment}</h2>
    </>
  );
}

function SilenceParts({ silence, hand }: { silence: Silence; hand: SilenceHand }) {
  const { matchers, startsAtMs, endsAtMs, createdBy, state, key } = silence;
  return (
    <>
      {hand.open && state !== 'expired' ? <EndSilence id={key} onDone={hand.onChanged} /> : null}
      <Part title="Holds back alerts with">
        <ul className="metrics-matchers">
          {matchers.map((matcher) => (
            <li key={matcherWords(matcher)}>
              <code>{matcherWords(matcher)}</code>
            </li>
          ))}
        </ul>
      </Part>
      <Part title="When and by whom">
        <p>
          From <Moment at={startsAtMs} /> until <Moment at={endsAtMs} />, by {createdBy || 'nobody named'}.
        </p>
        <p className="quiet">
          <code>{key}</code>
        </p>
      </Part>
    </>
  );
}

function EndSilence({ id, onDone }: { id: string; onDone: () => void }) {
  const { operations, who } = useConsole();
  const refusals = useRefusals();
  const [asked, setAsked] = useState(false);
  const end = async (): Promise<void> => {
    if ((await who.as((by) => operations.expireSilence(id, by))) !== true) return;
    refusals.settle();
    setAsked(false);
    onDone();
  };
  return (
    <div className="metrics-end">
      {asked ? (
        <>
          <p>What it holds back reaches people again at once. This is recorded.</p>
          <p className="row-of-buttons">
            <Button kind="danger" onClick={() => void end()}>
              End it now
            </Button>
            <Button onClick={() => setAsked(false)}>Leave it</Button>
          </p>
        </>
      ) : (
        <Button onClick={() => setAsked(true)}>End it…</Button>
      )}
      {refusals.shown}
    </div>
  );
}
