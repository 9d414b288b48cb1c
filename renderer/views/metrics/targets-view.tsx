// Targets of Prometheus: what it scrapes, which of them do not answer and why. One that was never scraped is not up.
import { useMemo, useState } from 'react';
import { exactDurationInWords } from '#shared/model/duration.ts';
import type { ScrapeTarget } from '#shared/model/prometheus.ts';
import { Button } from '../../components/button.tsx';
import { Ago } from '../../components/clock-context.tsx';
import type { FilterWords } from '../../components/filter-terms.ts';
import type { Column, GridRow } from '../../components/grid-column.ts';
import { createKeptRows } from '../../components/kept-rows.ts';
import { MiddleText } from '../../components/middle-text.tsx';
import { naturalOrder } from '../../components/natural-order.ts';
import { Part } from '../../components/part.tsx';
import { durationInWords } from '../../components/times.ts';
import { pageEveryMs, targetsQuestion } from '../../state/prometheus-questions.ts';
import { useConsole } from '../../state/use-console.ts';
import { usePanelQuery } from '../../state/use-panel-query.ts';
import { AnswerPane } from './answer-pane.tsx';
import { LabelsPart, labelWords, Problem, QueryPart, Sign, textOnce } from './answer-parts.tsx';
import { StandingCounts, type Standing } from './standing-counts.tsx';
import { questionAt, usePrometheus } from './use-prometheus.ts';

interface TargetRow extends GridRow {
  target: ScrapeTarget;
  /** Lower case, all that words are looked for in. */
  hay: () => string;
}

const signs: Record<ScrapeTarget['health'], Standing> = {
  down: { glyph: 'fail', word: 'down', rank: 0 },
  unknown: { glyph: 'never', word: 'not scraped', rank: 1 },
  up: { glyph: 'pass', word: 'up', rank: 2 },
};

export function TargetsView() {
  const { status, freshness } = usePrometheus('prometheus');
  const hold = usePanelQuery(questionAt(status, targetsQuestion), pageEveryMs);
  const [kept] = useState(() => createKeptRows<ScrapeTarget, TargetRow>(rowOf));
  const rows = useMemo(() => kept.of(hold.answer?.targets ?? none), [kept, hold.answer]);
  const standings = useMemo(() => rows.map(({ target }) => signs[target.health]), [rows]);
  return (
    <AnswerPane
      list="targets"
      what="targets"
      hold={hold}
      rows={rows}
      total={hold.answer?.total ?? 0}
      columns={columns}
      filter={{ hint: 'Words, is:down, label:job=node', words: filterWords }}
      stale={freshness.state !== 'live'}
      none={{ words: 'Prometheus has no targets: its configuration names none, or none was discovered. Without it, the console can scrape an endpoint itself.', steps: <ScrapeStep /> }}
      tools={(filter) => <StandingCounts what="targets" standings={standings} filter={filter} stale={filter.stale} />}
      detail={({ target }, filter) => ({ title: <Title target={target} />, body: <TargetParts target={target} filter={filter} /> })}
    />
  ); // prettier-ignore
}

function ScrapeStep() {
  const { place } = useConsole();
  return (
    <Button icon="plus" kind="primary" onClick={() => place.go({ metricsTab: 'scrapes' })}>
      Scrape an endpoint here…
    </Button>
  );
}

const none: readonly ScrapeTarget[] = [];

const rowOf = (target: ScrapeTarget, before: TargetRow | null): TargetRow => ({
  key: target.key,
  troubles: target.health === 'down' ? [target.lastError || 'its last scrape failed'] : [],
  rank: signs[target.health].rank,
  nameOrder:
    before !== null && before.target.pool === target.pool && before.target.url === target.url
      ? before.nameOrder
      : naturalOrder(`${target.pool} ${target.url}`),
  target,
  hay: textOnce(() => `${target.pool} ${target.url} ${labelWords(target.labels)} ${target.lastError}`.toLowerCase()),
});

const filterWords: FilterWords<TargetRow> = {
  says: ({ hay }, word) => word.test(hay()),
  labels: ({ target }) => target.labels,
  named: {
    is:
      (value) =>
      ({ target }) =>
        target.health === value || signs[target.health].word === value,
  },
};

const columns: Column<TargetRow>[] = [
  { name: 'trouble', word: 'Health', leastPx: 104, share: 0, fixed: true, text: ({ target }) => signs[target.health].word, cell: ({ target }) => <Sign name={signs[target.health].glyph} word={signs[target.health].word} />, order: ({ rank }) => rank },
  { name: 'job', word: 'Job', leastPx: 110, share: 2, fixed: true, tone: 'strong', text: ({ target }) => jobOf(target), cell: ({ target }) => <MiddleText text={jobOf(target)} />, order: ({ target }) => naturalOrder(jobOf(target)) },
  { name: 'instance', word: 'Instance', leastPx: 190, share: 4, fixed: true, text: ({ target }) => instanceOf(target), cell: ({ target }) => <MiddleText text={instanceOf(target)} />, order: ({ target }) => naturalOrder(instanceOf(target)) },
  { name: 'labels', word: 'Labels', leastPx: 140, share: 4, yields: 3, tone: 'soft', text: ({ target }) => otherLabels(target), cell: ({ target }) => otherLabels(target), order: ({ target }) => otherLabels(target) },
  { name: 'error', word: 'Last error', leastPx: 140, share: 5, yields: 1, tone: 'bad', text: ({ target }) => target.lastError, cell: ({ target }) => whyOf(target), order: ({ target }) => target.lastError || '\uffff' },
  { name: 'took', word: 'Took', leastPx: 70, share: 0, yields: 4, right: true, still: true, tone: 'soft', text: ({ target }) => tookOf(target), cell: ({ target }) => tookOf(target), order: ({ target }) => -(target.lastDurationMs ?? -1) },
  { name: 'scraped', word: 'Last scrape', leastPx: 92, share: 0, yields: 2, right: true, still: true, untitled: true, tone: 'soft', text: ({ target }) => String(target.lastScrapeMs ?? ''), cell: ({ target }) => (target.lastScrapeMs === null ? 'never' : <Ago at={target.lastScrapeMs} />), order: ({ target }) => target.lastScrapeMs ?? 0 },
]; // prettier-ignore

const instanceOf = ({ labels, url }: ScrapeTarget): string => labels['instance'] ?? url;
const otherLabels = ({ labels }: ScrapeTarget): string => labelWords(labels, ['job', 'instance']);
/** Without the address that it begins with: it stands in the line, and what went wrong is at the end. */
const whyOf = ({ lastError }: ScrapeTarget): string => lastError.replace(/^Get "[^"]*": /, '');
const jobOf = ({ labels, pool }: ScrapeTarget): string => labels['job'] ?? pool;
/** Prometheus says zero where it never scraped. */
const tookOf = ({ lastDurationMs, lastScrapeMs }: ScrapeTarget): string => (lastDurationMs === null || lastScrapeMs === null ? '' : durationInWords(lastDurationMs)); // prettier-ignore

function Title({ target }: { target: ScrapeTarget }) {
  const { glyph, word } = signs[target.health];
  return (
    <>
      <p className="drawer-state">
        <Sign name={glyph} word={word} />
      </p>
      <h2>{instanceOf(target)}</h2>
    </>
  );
}

interface TargetPartsProps {
  target: ScrapeTarget;
  filter: { find: string; onFind: (find: string) => void };
}

function TargetParts({ target, filter }: TargetPartsProps) {
  const { labels, url, pool, lastError, lastScrapeMs, intervalMs } = target;
  const selector = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(', '); // prettier-ignore
  return (
    <>
      <Problem title="Its last scrape failed" words={lastError} />
      <Part title="Scrape">
        <dl className="metrics-facts">
          <div>
            <dt>Scraped at</dt>
            <dd>
              <code>{url}</code>
            </dd>
          </div>
          <div>
            <dt>Scrape pool</dt>
            <dd>{pool || 'not told'}</dd>
          </div>
          <div>
            <dt>Last scrape</dt>
            <dd>{lastScrapeMs === null ? 'never' : <Ago at={lastScrapeMs} />}{tookOf(target) === '' ? '' : `, took ${tookOf(target)}`}</dd>
          </div>
          <div>
            <dt>Every</dt>
            <dd>{intervalMs === null ? 'not told' : exactDurationInWords(intervalMs)}</dd>
          </div>
        </dl>
      </Part>
      <QueryPart title="Whether it was up" query={`up{${selector}}`} />
      <LabelsPart what="targets" labels={labels} filter={filter} />
    </>
  ); // prettier-ignore
}
