// Alerts: those of Prometheus' rules, those that its Alertmanager holds, and the silences that hold some of them back.
import { useMemo, useState } from 'react';
import type { ServerAlertRow, ServerRuleRow } from '#shared/model/prometheus.ts';
import { Choice } from '../../components/choice.tsx';
import { Moment } from '../../components/clock-context.tsx';
import type { FilterWords } from '../../components/filter-terms.ts';
import type { Column, GridRow } from '../../components/grid-column.ts';
import { MiddleText } from '../../components/middle-text.tsx';
import { naturalOrder } from '../../components/natural-order.ts';
import { Part } from '../../components/part.tsx';
import { pageEveryMs, rulesQuestion } from '../../state/prometheus-questions.ts';
import { usePanelQuery } from '../../state/use-panel-query.ts';
import { AnswerPane } from './answer-pane.tsx';
import { AnnotationsPart, LabelsPart, labelWords, QueryPart, Sign } from './answer-parts.tsx';
import { AlertmanagerView } from './alertmanager-view.tsx';
import { TriggerOfRule } from './rules-view.tsx';
import { questionAt, usePrometheus } from './use-prometheus.ts';

const parts = [
  { value: 'prometheus', word: 'Of Prometheus' },
  { value: 'alertmanager', word: 'Of Alertmanager' },
  { value: 'silences', word: 'Silences' },
] as const;
type AlertsPart = (typeof parts)[number]['value'];

export function AlertsView() {
  const [part, setPart] = useState<AlertsPart>('prometheus');
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
  const { status, freshness } = usePrometheus('prometheus');
  const hold = usePanelQuery(questionAt(status, rulesQuestion), pageEveryMs);
  const rows = useMemo(() => (hold.answer?.rules ?? []).flatMap((rule) => rule.alerts.map((alert) => rowOf(rule, alert))), [hold.answer]); // prettier-ignore
  return (
    <AnswerPane
      what="alerts"
      hold={hold}
      rows={rows}
      total={rows.length}
      columns={columns}
      filter={{ hint: 'Words, is:firing, label:severity=page', words: filterWords }}
      stale={freshness.state !== 'live'}
      none={
        freshness.state === 'live'
          ? 'No alert is pending or firing in Prometheus.'
          : 'No alert was pending or firing when Prometheus was last asked.'
      }
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
  rank: alert.state === 'firing' ? 0 : 1,
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
        alert.state === value,
  },
};

const columns: Column<AlertRow>[] = [
  { name: 'trouble', word: 'State', leastPx: 100, share: 0, fixed: true, text: ({ alert }) => alert.state, cell: ({ alert }) => <AlertSign alert={alert} />, order: ({ rank }) => rank },
  { name: 'name', word: 'Alert', leastPx: 160, share: 3, fixed: true, tone: 'strong', text: ({ alert }) => alert.name, cell: ({ alert }) => <MiddleText text={alert.name} />, order: ({ alert }) => naturalOrder(alert.name) },
  { name: 'labels', word: 'Labels', leastPx: 200, share: 6, text: ({ alert }) => labelWords(alert.labels, ['alertname']), cell: ({ alert }) => labelWords(alert.labels, ['alertname']), order: ({ alert }) => labelWords(alert.labels) },
  { name: 'value', word: 'Value', leastPx: 90, share: 0, right: true, yields: 2, still: true, text: ({ alert }) => alert.value, cell: ({ alert }) => alert.value, order: ({ alert }) => Number(alert.value) },
  { name: 'since', word: 'Since', leastPx: 110, share: 0, right: true, yields: 1, untitled: true, tone: 'soft', text: ({ alert }) => String(alert.activeAtMs), cell: ({ alert }) => <Moment at={alert.activeAtMs} />, order: ({ alert }) => -alert.activeAtMs },
]; // prettier-ignore

function AlertSign({ alert: { state, keptFiringSinceMs } }: { alert: ServerAlertRow }) {
  if (state === 'pending') return <Sign name="waiting" word="pending" />;
  return <Sign name="fail" word={keptFiringSinceMs === null ? 'firing' : 'kept firing'} />;
}

function Title({ alert }: { alert: ServerAlertRow }) {
  return (
    <>
      <p className="drawer-state">
        <AlertSign alert={alert} /> since <Moment at={alert.activeAtMs} />
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
