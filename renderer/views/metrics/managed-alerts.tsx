// Alerts as the Alertmanager holds them: which reach people, and which are held back by a silence or a graver alert.
import { useMemo } from 'react';
import type { ManagedAlert, Silence } from '#shared/model/alertmanager.ts';
import { Button } from '../../components/button.tsx';
import { Moment } from '../../components/clock-context.tsx';
import type { FilterWords } from '../../components/filter-terms.ts';
import type { Column, GridRow } from '../../components/grid-column.ts';
import { MiddleText } from '../../components/middle-text.tsx';
import { naturalOrder } from '../../components/natural-order.ts';
import { Part } from '../../components/part.tsx';
import { listLookText, plainList } from '../../state/list-place.ts';
import { useConsole } from '../../state/use-console.ts';
import type { ManagedProps } from './alertmanager-view.tsx';
import { AnswerPane } from './answer-pane.tsx';
import { AnnotationsPart, LabelsPart, labelWords, Sign } from './answer-parts.tsx';
import { StandingCounts, type Standing } from './standing-counts.tsx';
import { TriggerOfRule } from './rules-view.tsx';

interface ManagedRow extends GridRow {
  alert: ManagedAlert;
}

export function ManagedAlerts({ hold, stale, hand }: ManagedProps) {
  const { place } = useConsole();
  const rows = useMemo(() => (hold.answer?.alerts ?? []).map(rowOf), [hold.answer]);
  return (
    <AnswerPane
      list="alertmanager"
      what="alerts"
      hold={hold}
      rows={rows}
      total={hold.answer?.totalAlerts ?? 0}
      columns={columns}
      filter={{ hint: 'Words, is:active, label:severity=page', words: filterWords }}
      stale={stale}
      none={{
        words: stale ? 'The Alertmanager had no alert when it was last asked.' : 'The Alertmanager has no alert.',
        steps: (
          <Button onClick={() => place.go({ metricsList: listLookText('prometheus', plainList) })}>
            Show alerts of Prometheus
          </Button>
        ),
      }}
      tools={(filter) => (
        <StandingCounts
          what="alerts"
          standings={rows.map(({ alert }) => standingOf(alert))}
          filter={filter}
          stale={filter.stale}
        />
      )}
      detail={({ alert }, filter) => ({
        title: <Title alert={alert} />,
        body: (
          <>
            {hand.open ? (
              <p className="row-of-buttons">
                <Button onClick={() => hand.onSilence(alert.labels)}>Silence…</Button>
              </p>
            ) : null}
            <AnnotationsPart annotations={alert.annotations} />
            <Held alert={alert} silences={hold.answer?.silences ?? []} />
            <TriggerOfRule rule={{ name: nameOf(alert), group: '' }} />
            <LabelsPart what="alerts" labels={alert.labels} filter={filter} />
          </>
        ),
      })}
    />
  );
}

const nameOf = ({ labels }: ManagedAlert): string => labels['alertname'] ?? 'without a name';

/** What reaches nobody is no less so; it stands behind what does. */
function standingOf({ state, silencedBy }: ManagedAlert): Standing {
  if (state === 'active') return { glyph: 'fail', word: 'active', rank: 0 };
  if (state === 'unprocessed') return { glyph: 'waiting', word: 'unprocessed', rank: 1 };
  return { glyph: 'cancelled', word: silencedBy.length > 0 ? 'silenced' : 'inhibited', rank: 2 };
}

const rowOf = (alert: ManagedAlert): ManagedRow => ({
  key: alert.key,
  troubles: [],
  rank: standingOf(alert).rank,
  nameOrder: naturalOrder(`${nameOf(alert)} ${labelWords(alert.labels)}`),
  alert,
});

const filterWords: FilterWords<ManagedRow> = {
  says: ({ alert }, word) => word.test(`${labelWords(alert.labels)} ${Object.values(alert.annotations).join(' ')}`),
  labels: ({ alert }) => alert.labels,
  named: {
    is:
      (value) =>
      ({ alert }) =>
        standingOf(alert).word === value,
  },
};

function AlertSign({ alert }: { alert: ManagedAlert }) {
  const { glyph, word } = standingOf(alert);
  return <Sign name={glyph} word={word} />;
}

const columns: Column<ManagedRow>[] = [
  { name: 'trouble', word: 'State', leastPx: 110, share: 0, fixed: true, text: ({ alert }) => standingOf(alert).word, cell: ({ alert }) => <AlertSign alert={alert} />, order: ({ rank }) => rank },
  { name: 'name', word: 'Alert', leastPx: 160, share: 3, fixed: true, tone: 'strong', text: ({ alert }) => nameOf(alert), cell: ({ alert }) => <MiddleText text={nameOf(alert)} />, order: ({ alert }) => naturalOrder(nameOf(alert)) },
  { name: 'labels', word: 'Labels', leastPx: 200, share: 6, text: ({ alert }) => labelWords(alert.labels, ['alertname']), cell: ({ alert }) => labelWords(alert.labels, ['alertname']), order: ({ alert }) => labelWords(alert.labels) },
  { name: 'receivers', word: 'Goes to', leastPx: 100, share: 1, yields: 2, tone: 'soft', text: ({ alert }) => alert.receivers.join(', '), cell: ({ alert }) => alert.receivers.join(', '), order: ({ alert }) => alert.receivers.join(', ') },
  { name: 'since', word: 'Since', leastPx: 110, share: 0, right: true, yields: 1, untitled: true, tone: 'soft', text: ({ alert }) => String(alert.startsAtMs), cell: ({ alert }) => <Moment at={alert.startsAtMs} />, order: ({ alert }) => -alert.startsAtMs },
]; // prettier-ignore

function Title({ alert }: { alert: ManagedAlert }) {
  return (
    <>
      <p className="drawer-state">
        <AlertSign alert={alert} /> since <Moment at={alert.startsAtMs} />
      </p>
      <h2>{nameOf(alert)}</h2>
    </>
  );
}

interface HeldProps {
  alert: ManagedAlert;
  silences: readonly Silence[];
}

function Held({ alert: { state, silencedBy, inhibitedBy, receivers }, silences }: HeldProps) {
  if (state !== 'suppressed') {
    return (
      <Part title="Who is told">
        <p>Receivers: {receivers.join(', ') || 'none'}.</p>
      </Part>
    );
  }
  return (
    <Part title="Who is told">
      <p>Nobody. It is held back by</p>
      <ul className="metrics-alerts">
        {silencedBy.map((id) => (
          <li key={id}>
            <SilenceWords id={id} silence={silences.find(({ key }) => key === id)} />
          </li>
        ))}
        {inhibitedBy.map((id) => (
          <li key={id}>
            another alert, <code>{id}</code>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function SilenceWords({ id, silence }: { id: string; silence: Silence | undefined }) {
  const { place } = useConsole();
  if (silence === undefined) return <>the silence <code>{id}</code></>; // prettier-ignore
  const { createdBy, endsAtMs, comment } = silence;
  const open = (): void => place.go({ metricsList: listLookText('silences', { ...plainList, row: id }) });
  return (
    <>
      a silence of {createdBy || 'nobody named'} until <Moment at={endsAtMs} />: “{comment}”{' '}
      <Button kind="quiet" onClick={open}>
        Open it
      </Button>
    </>
  );
}
