// Rules of Prometheus: what it evaluates, how that stands, and which of them it cannot evaluate. One that was never evaluated is
// neither well nor ill.
import { useMemo, useState } from 'react';
import { exactDurationInWords } from '#shared/model/duration.ts';
import type { ServerAlertRow, ServerRuleRow } from '#shared/model/prometheus.ts';
import { useAction } from '../../components/actions-context.ts';
import { ActionButton, Button } from '../../components/button.tsx';
import { Ago, Moment } from '../../components/clock-context.tsx';
import type { FilterWords } from '../../components/filter-terms.ts';
import type { Column, GridRow } from '../../components/grid-column.ts';
import { createKeptRows } from '../../components/kept-rows.ts';
import { MiddleText } from '../../components/middle-text.tsx';
import { naturalOrder } from '../../components/natural-order.ts';
import { Part } from '../../components/part.tsx';
import { shortValue } from '../../components/short-value.ts';
import { durationInWords, grouped } from '../../components/times.ts';
import { pageEveryMs, rulesQuestion } from '../../state/prometheus-questions.ts';
import { useConsole, useFeed } from '../../state/use-console.ts';
import { usePanelQuery } from '../../state/use-panel-query.ts';
import { alertStanding, onlyKept } from './alert-standing.ts';
import { AnswerPane } from './answer-pane.tsx';
import { AnnotationsPart, LabelsPart, labelWords, Problem, QueryPart, Sign, textOnce } from './answer-parts.tsx';
import { ruleFileOf } from './rule-file.ts';
import { StandingCounts, type Standing } from './standing-counts.tsx';
import { questionAt, usePrometheus } from './use-prometheus.ts';

interface RuleRow extends GridRow {
  rule: ServerRuleRow;
  standing: Standing;
  hay: () => string;
}

/** What is wrong with the rule itself comes before what it says; that it says nothing proves nothing to be well. */
export function standingOf({ health, kind, state, alerts }: ServerRuleRow): Standing {
  if (health === 'err') return { glyph: 'error', word: 'error', rank: 0 };
  if (health === 'unknown') return { glyph: 'never', word: 'not evaluated', rank: 4 };
  if (kind === 'recording') return { glyph: 'not_applicable', word: 'recording', rank: 6 };
  if (state === 'firing') return onlyKept(alerts) ? { glyph: 'fail', word: 'kept firing', rank: 2 } : { glyph: 'fail', word: 'firing', rank: 1 }; // prettier-ignore
  return state === 'pending' ? { glyph: 'waiting', word: 'pending', rank: 3 } : { glyph: 'not_applicable', word: 'inactive', rank: 5 }; // prettier-ignore
}

export function RulesView() {
  const { status, freshness } = usePrometheus('prometheus');
  const hold = usePanelQuery(questionAt(status, rulesQuestion), pageEveryMs);
  const [kept] = useState(() => createKeptRows<ServerRuleRow, RuleRow>(rowOf));
  const rows = useMemo(() => kept.of(hold.answer?.rules ?? none), [kept, hold.answer]);
  const standings = useMemo(() => rows.map(({ standing }) => standing), [rows]);
  return (
    <AnswerPane
      list="rules"
      what="rules"
      hold={hold}
      rows={rows}
      total={hold.answer?.total ?? 0}
      columns={columns}
      filter={{ hint: 'Words, is:firing, is:error, group:name', words: filterWords }}
      stale={freshness.state !== 'live'}
      none={{
        words:
          'Prometheus has no rules: its configuration names no rule file. Rules can be watched here instead, as triggers.',
        steps: <ImportStep />,
      }}
      tools={(filter) => <StandingCounts what="rules" standings={standings} filter={filter} stale={filter.stale} />}
      detail={({ rule, standing }, filter) => ({
        title: <Title rule={rule} standing={standing} />,
        body: <RuleParts rule={rule} filter={filter} />,
      })}
    />
  );
}

function ImportStep() {
  return <ActionButton kind="primary" action={{ ...useAction('trigger.import'), label: 'Watch rules as triggers…' }} />;
}

const none: readonly ServerRuleRow[] = [];

function rowOf(rule: ServerRuleRow, before: RuleRow | null): RuleRow {
  const standing = standingOf(rule);
  const { key, name, group, file, query, labels, lastError } = rule;
  return {
    key,
    troubles: [lastError].filter((words) => words !== ''),
    rank: standing.rank,
    nameOrder:
      before !== null && before.rule.group === group && before.rule.name === name
        ? before.nameOrder
        : naturalOrder(`${group} ${name}`),
    rule,
    standing,
    hay: textOnce(() => `${name} ${group} ${file} ${query} ${labelWords(labels)} ${lastError}`.toLowerCase()),
  };
}

const filterWords: FilterWords<RuleRow> = {
  says: ({ hay }, word) => word.test(hay()),
  labels: ({ rule }) => rule.labels,
  named: {
    is: (value) => ({ standing, rule }) => standing.word === value || rule.kind === value || (rule.state === value && standing.word !== 'kept firing'),
    group: (value) => ({ rule }) => rule.group === value,
  },
}; // prettier-ignore

const columns: Column<RuleRow>[] = [
  { name: 'trouble', word: 'State', leastPx: 116, share: 0, fixed: true, text: ({ standing }) => standing.word, cell: ({ standing }) => <Sign name={standing.glyph} word={standing.word} />, order: ({ rank }) => rank },
  { name: 'name', word: 'Rule', leastPx: 170, share: 3, fixed: true, tone: 'strong', text: ({ rule }) => rule.name, cell: ({ rule }) => <MiddleText text={rule.name} />, order: ({ rule }) => naturalOrder(rule.name) },
  { name: 'group', word: 'Group', leastPx: 96, share: 1, yields: 2, tone: 'soft', text: ({ rule }) => rule.group, cell: ({ rule }) => <MiddleText text={rule.group} />, order: ({ rule }) => naturalOrder(rule.group) },
  { name: 'query', word: 'Expression', leastPx: 180, share: 6, yields: 1, text: ({ rule }) => rule.query, cell: ({ rule }) => <code>{rule.query}</code>, order: ({ rule }) => rule.query },
  { name: 'alerts', word: 'Alerts', leastPx: 62, share: 0, right: true, yields: 3, text: ({ rule }) => alertsOf(rule), cell: ({ rule }) => alertsOf(rule), order: ({ rule }) => -rule.alerts.length },
  { name: 'for', word: 'For', leastPx: 64, share: 0, right: true, yields: 5, tone: 'soft', text: ({ rule }) => forOf(rule), cell: ({ rule }) => forOf(rule), order: ({ rule }) => rule.forMs ?? -1 },
  { name: 'evaluated', word: 'Evaluated', leastPx: 84, share: 0, right: true, yields: 4, still: true, untitled: true, tone: 'soft', text: ({ rule }) => String(rule.lastEvaluationMs ?? ''), cell: ({ rule }) => (rule.lastEvaluationMs === null ? 'never' : <Ago at={rule.lastEvaluationMs} />), order: ({ rule }) => rule.lastEvaluationMs ?? 0 },
]; // prettier-ignore

const alertsOf = ({ kind, alerts }: ServerRuleRow): string => (kind === 'recording' ? '' : grouped(alerts.length));
const forOf = ({ forMs }: ServerRuleRow): string => (forMs === null ? '' : forMs === 0 ? 'at once' : exactDurationInWords(forMs)); // prettier-ignore

function Title({ rule, standing: { glyph, word } }: Pick<RuleRow, 'rule' | 'standing'>) {
  return (
    <>
      <p className="drawer-state">
        <Sign name={glyph} word={rule.kind === 'recording' ? `${word} rule` : word} />
      </p>
      <h2>{rule.name}</h2>
    </>
  );
}

interface RulePartsProps {
  rule: ServerRuleRow;
  filter: { find: string; onFind: (find: string) => void };
}

function RuleParts({ rule, filter }: RulePartsProps) {
  const { query, file, group, intervalMs, lastError, labels, annotations, alerts, evaluationTookMs } = rule;
  return (
    <>
      <Problem title="Prometheus cannot evaluate it" words={lastError} />
      <TriggerOfRule rule={rule} {...(rule.kind === 'alerting' && { text: ruleFileOf(rule) })} />
      <QueryPart title="Expression" query={query} />
      <Part title="Evaluation">
        <dl className="metrics-facts">
          <div><dt>Group</dt><dd>{group}</dd></div>
          <div><dt>File</dt><dd>{file === '' ? 'not told' : <code>{file}</code>}</dd></div>
          <div><dt>Every</dt><dd>{exactDurationInWords(intervalMs)}{evaluationTookMs === null ? '' : `, took ${durationInWords(evaluationTookMs)} last`}</dd></div>
          {rule.forMs === null ? null : <div><dt>Must hold for</dt><dd>{forOf(rule)}</dd></div>}
        </dl>
      </Part>
      {rule.kind === 'recording' ? null : <RuleAlerts alerts={alerts} />}
      <LabelsPart what="rules" labels={labels} filter={filter} />
      <AnnotationsPart annotations={annotations} />
    </>
  ); // prettier-ignore
}

function RuleAlerts({ alerts }: { alerts: readonly ServerAlertRow[] }) {
  if (alerts.length === 0) return <Part title="Alerts">It has no alert now.</Part>;
  return (
    <Part title={`Alerts (${grouped(alerts.length)})`}>
      <ul className="metrics-alerts">
        {alerts.slice(0, alertsShown).map((alert) => (
          <li key={alert.key}>
            <Sign name={alertStanding(alert).glyph} word={alertStanding(alert).word} /> since{' '}
            <Moment at={alert.activeAtMs} />, value <code title={alert.value}>{shortValue(alert.value)}</code>
            <span className="quiet"> {labelWords(alert.labels, ['alertname'])}</span>
          </li>
        ))}
      </ul>
      {alerts.length > alertsShown ? <p className="quiet">The first {alertsShown} of {grouped(alerts.length)}.</p> : null}
    </Part>
  ); // prettier-ignore
}
const alertsShown = 50;

export interface TriggerOfRuleProps {
  rule: Pick<ServerRuleRow, 'name' | 'group'>;
  /** As a rule file, with which a trigger of it can be made. */
  text?: string;
}

/** The trigger that follows this rule, or the way to one. */
export function TriggerOfRule({ rule: { name, group }, text }: TriggerOfRuleProps) {
  const { triggers, place, dialog } = useConsole();
  const { entries } = useFeed(triggers.watched);
  const found = [...entries.values()].find(
    ({ trigger: { name: called, condition } }) =>
      (condition.kind === 'server_rule' && condition.rule === name && (group === '' || condition.group === group)) ||
      (condition.kind === 'promql' && called === name),
  );
  if (found === undefined && text === undefined) return null;
  return (
    <p className="row-of-buttons">
      {found === undefined ? (
        <Button icon="triggers" onClick={() => dialog.setState({ open: { kind: 'import-rules', name: `${name}.yaml`, text: text ?? '' } })}>
          Watch as a trigger…
        </Button>
      ) : (
      <Button onClick={() => place.go({ view: 'triggers', trigger: found.key })}>Open its trigger</Button>
      )}
    </p>
  ); // prettier-ignore
}
