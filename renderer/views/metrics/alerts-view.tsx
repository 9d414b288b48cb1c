// Alerts: those of Prometheus' rules, those that its Alertmanager holds, and the silences that hold some of them back.
import { useMemo } from 'react';
import type { ServerAlertRow, ServerRuleRow } from '#shared/model/prometheus.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Moment } from '../../components/clock-context.tsx';
import type { FilterWords } from '../../components/filter-terms.ts';
import type { Column, GridRow } from '../../components/grid-column.ts';
import { MiddleText } from '../../components/middle-text.tsx';
import { naturalOrder } from '../../components/natural-order.ts';
import { Part } from '../../components/part.tsx';
import { shortValue } from '../../components/short-value.ts';
import { listIn, listLookText, plainList } from '../../state/list-place.ts';
import { pageEveryMs, rulesQuestion } from '../../state/prometheus-questions.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';
import { usePanelQuery } from '../../state/use-panel-query.ts';
import { alertStanding } from './alert-standing.ts';
import { AnswerPane } from './answer-pane.tsx';
import { AnnotationsPart, LabelsPart, labelWords, QueryPart, Sign } from './answer-parts.tsx';
import { AlertmanagerView } from './alertmanager-view.tsx';
import { StandingCounts } from './standing-counts.tsx';
import { TriggerOfRule } from './rules-view.tsx';
import { questionAt, usePrometheus } from './use-prometheus.ts';

const parts = [
  { value: 'prometheus', word: 'Of Prometheus' },
  { value: 'alertmanager', word: 'Of Alertmanager' },
  { value: 'silences', word: 'Silences' },
] as const;
type AlertsPart = (typeof parts)[number]['value'];

export function AlertsView() {
  const { place } = useConsole();
  const list = listIn(useWhole(place.store).metricsList);
  const part = parts.find(({ value }) => value === list)?.value ?? 'prometheus';
  const setPart = (next: AlertsPart): void => place.go({ metricsList: listLookText(next, plainList) });
  return (
    <div className="metrics-alerts-view">
      <div className="metrics-choice">
        <Choice legend="Which alerts" headed value={part} options={[...parts]} onChange={setPart} />
      </div>
      {part === 'prometheus' ? <PrometheusAlerts /> : <AlertmanagerView part={part} />}
    </div>
  );
}

interface AlertRow extends GridRow {
  alert: ServerAlertRow;
  rule: ServerRuleRow;
}

function PrometheusAlerts() {
  const { place } = useConsole();
  const { status, freshness } = usePrometheus('prometheus');
  const hold = usePanelQuery(questionAt(status, rulesQuestion), pageEveryMs);
  const rows = useMemo(() => (hold.answer?.rules ?? []).flatMap((rule) => rule.alerts.map((alert) => rowOf(rule, alert))), [hold.answer]); // prettier-ignore
  return (
    <AnswerPane
      list="prometheus"
      what="alerts"
      hold={hold}
      rows={rows}
      total={rows.length}
      columns={columns}
      filter={{ hint: 'Words, is:firing, label:severity=page', words: filterWords }}
      stale={freshness.state !== 'live'}
      none={{
        words:
          freshness.state === 'live'
            ? 'No alert is pending or firing in Prometheus.'
            : 'No alert was pending or firing when Prometheus was last asked.',
        steps: <Button onClick={() => place.go({ metricsTab: 'rules' })}>Show the rules</Button>,
      }}
      tools={({ stale, ...filter }) => (
        <StandingCounts
          what="alerts"
          standings={rows.map(({ alert }) => alertStanding(alert))}
          filter={filter}
          stale={stale}
        />
      )}
      detail={({ alert, rule }, filter) => ({
        title: <Title alert={alert} />,
        body: <AlertParts alert={alert} rule={rule} filter={filter} />,
      })}
    />
  );
}

const rowOf = (rule: ServerRuleRow, alert: ServerAlertRow): AlertRow => ({
  key: alert.key,
  troubles: [],
  rank: alertStanding(alert).rank,
  nameOrder: naturalOrder(`${alert.name} ${labelWords(alert.labels)}`),
  alert,
  rule,
});

const filterWords: FilterWords<AlertRow> = {
  says: ({ alert }, word) => word.test(`${alert.name} ${labelWords(alert.labels)} ${Object.values(alert.annotations).join(' ')}`), // prettier-ignore
  labels: ({ alert }) => alert.labels,
  named: {
    is:
      (value) =>
      ({ alert }) =>
        alertStanding(alert).word === value,
  },
};

const columns: Column<AlertRow>[] = [
  { name: 'trouble', word: 'State', leastPx: 110, share: 0, fixed: true, text: ({ alert }) => alertStanding(alert).word, cell: ({ alert }) => <AlertSign alert={alert} />, order: ({ rank }) => rank },
  { name: 'name', word: 'Alert', leastPx: 160, share: 3, fixed: true, tone: 'strong', text: ({ alert }) => alert.name, cell: ({ alert }) => <MiddleText text={alert.name} />, order: ({ alert }) => naturalOrder(alert.name) },
  { name: 'labels', word: 'Labels', leastPx: 200, share: 6, text: ({ alert }) => labelWords(alert.labels, ['alertname']), cell: ({ alert }) => labelWords(alert.labels, ['alertname']), order: ({ alert }) => labelWords(alert.labels) },
  { name: 'value', word: 'Value', leastPx: 104, share: 0, right: true, yields: 2, still: true, text: ({ alert }) => alert.value, cell: ({ alert }) => shortValue(alert.value), order: ({ alert }) => Number(alert.value) },
  { name: 'since', word: 'Since', leastPx: 110, share: 0, right: true, yields: 1, untitled: true, tone: 'soft', text: ({ alert }) => String(alert.activeAtMs), cell: ({ alert }) => <Moment at={alert.activeAtMs} />, order: ({ alert }) => -alert.activeAtMs },
]; // prettier-ignore

function AlertSign({ alert }: { alert: ServerAlertRow }) {
  const { glyph, word } = alertStanding(alert);
  return <Sign name={glyph} word={word} />;
}

function Title({ alert }: { alert: ServerAlertRow }) {
  return (
    <>
      <p className="drawer-state">
        <AlertSign alert={alert} /> since <Moment at={alert.activeAtMs} />
        {alert.keptFiringSinceMs === null ? null : (
          <>
            ; no longer true since <Moment at={alert.keptFiringSinceMs} />
          </>
        )}
      </p>
      <h2>{alert.name}</h2>
    </>
  );
}

interface AlertPartsProps {
  alert: ServerAlertRow;
  rule: ServerRuleRow;
  filter: { find: string; onFind: (find: string) => void };
}

function AlertParts({ alert, rule, filter }: AlertPartsProps) {
  return (
    <>
      <Part title="Value">
        <code>{alert.value}</code>
      </Part>
      <TriggerOfRule rule={rule} />
      <AnnotationsPart annotations={alert.annotations} />
      <QueryPart title="Expression of its rule" query={rule.query} />
      <LabelsPart what="alerts" labels={alert.labels} filter={filter} />
    </>
  );
}
