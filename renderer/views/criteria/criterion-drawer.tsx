// One criterion in full: how it stands and why, every number, the metric with its threshold, and what it came to before.
import type { CriterionEvent } from '#shared/contract/criteria.ts';
import type { WatchedSet } from '#shared/model/criteria/judgement.ts';
import { windowVariable } from '#shared/model/criteria/criterion.ts';
import { metricWords, shownQuery, unitOf, wantedWords } from '#shared/model/criteria/words.ts';
import { durationText, exactDurationInWords } from '#shared/model/duration.ts';
import { Button } from '../../components/button.tsx';
import { Ago, Moment } from '../../components/clock-context.tsx';
import { Drawer } from '../../components/drawer.tsx';
import { Part } from '../../components/part.tsx';
import { grouped } from '../../components/times.ts';
import { useAnswer, useConsole, useFeed, usePastRefusal, useWhole, type Answer } from '../../state/use-console.ts';
import { TryOnRecord } from '../triggers/backtest-part.tsx';
import { linesOf, standingSigns, valueWords, type CriterionLine } from './criteria-model.ts';
import { CriterionChart } from './criterion-chart.tsx';
import { Facts } from './facts.tsx';
import { HistoryList } from './history-list.tsx';
import { Sign } from './sign.tsx';

export function CriterionDrawer() {
  const { place, settings, criteria, operations } = useConsole();
  const { criterion: open } = useWhole(place.store);
  const { drawerPx } = useWhole(settings.store);
  const { entries } = useFeed(criteria.sets);
  const cut = open?.lastIndexOf('/') ?? -1;
  const [key, id] = [open?.slice(0, cut) ?? '', open?.slice(cut + 1) ?? ''];
  const set = entries.get(key);
  const line = set === undefined ? undefined : linesOf(set).find(({ criterion }) => criterion.id === id);
  const version =
    line === undefined ? null : `${open} ${line.standing} ${line.watched?.sinceMs} ${line.watched?.tick?.atMs}`;
  const history = useAnswer<CriterionEvent[]>(version, () => operations.criterionHistory(key, id));
  if (open === null) return null;
  return (
    <Drawer
      title={line === undefined ? <h2>Not there any more</h2> : <Title line={line} />}
      label="Criterion"
      widthPx={drawerPx}
      onResize={(px) => settings.set({ drawerPx: px })}
      onClose={() => place.go({ criterion: null })}
    >
      {line === undefined || set === undefined ? (
        <p>There is no criterion of this address. Its set was removed or imported anew; what it came to stays in the journal.</p>
      ) : (
        <Body set={set} line={line} history={history} />
      )}
    </Drawer>
  ); // prettier-ignore
}

function Title({ line: { standing, criterion, watched } }: { line: CriterionLine }) {
  return (
    <>
      <p className={`drawer-state state-${standingSigns[standing].glyph}`}>
        <Sign {...standingSigns[standing]} />
        {typeof watched?.sinceMs !== 'number' ? null : (
          <span className="quiet">
            for <Ago at={watched.sinceMs} suffix="" />
          </span>
        )}
      </p>
      <h2>{criterion.title}</h2>
    </>
  );
}

interface BodyProps {
  set: WatchedSet;
  line: CriterionLine;
  history: Answer<CriterionEvent[]>;
}

function Body({ set, line, history }: BodyProps) {
  const { criterion, watched } = line;
  const manual = criterion.metric.kind === 'manual';
  return (
    <>
      <blockquote className="trigger-original">{criterion.originalWords}</blockquote>
      {manual ? (
        <Manual set={set} line={line} />
      ) : (
        <>
          <Why line={line} />
          <Part title="The metric">
            <CriterionChart criterion={criterion} toMs={watched?.standing?.toMs ?? null} />
            <Explore criterion={criterion} />
          </Part>
          <Numbers line={line} />
          <TryOnRecord key={criterion.id} asked={{ key: null, trigger: null, criterion }} />
        </>
      )}
      <HistoryList history={history} unit={unitOf(criterion)} />
    </>
  );
}

function Explore({ criterion: { metric, windowMs } }: Pick<CriterionLine, 'criterion'>) {
  const { place } = useConsole();
  const query = shownQuery(metric).replaceAll(windowVariable, durationText(windowMs));
  const explore = (): void =>
    place.go({ view: 'metrics', metricsTab: 'explore', explore: JSON.stringify([{ q: query }]) });
  return (
    <div className="row-of-buttons">
      <Button icon="metrics" onClick={explore}>
        Explore
      </Button>
    </div>
  );
}

function Why({ line: { watched, standing } }: { line: CriterionLine }) {
  if (!watched?.standing) return <p>It was not looked at yet.</p>;
  const { reason, notes, judgedAtMs, fromMs, toMs } = watched.standing;
  return (
    <Part title="Why">
      <p className={`state-${standingSigns[standing].glyph} criteria-reason`}>{reason}</p>
      {notes.map((note) => (
        <p key={note} className="quiet">
          {note}
        </p>
      ))}
      <p className="quiet">
        Judged <Ago at={judgedAtMs} />, over <Moment at={fromMs} /> to <Moment at={toMs} />.
      </p>
    </Part>
  );
}

function Numbers({ line }: { line: CriterionLine }) {
  const { criterion, watched } = line;
  const { metric } = criterion;
  const { value, interval } = valueWords(line);
  const { n = null, needed = null } = watched?.standing ?? {};
  const rows: [string, string][] = [
    ['compared', metricWords(metric)],
    ['wanted', wantedWords(criterion)],
    ['value', value],
    ['interval', interval === '' ? 'none' : `${interval} (${metric.kind === 'quantile' ? '90' : '95'} %)`],
    ['seen', n === null ? '–' : grouped(n)],
    ['needed', needed === null ? 'no number would tell' : grouped(needed)],
    ['window', exactDurationInWords(criterion.windowMs)],
  ];
  if (metric.kind === 'query') rows.push(['longest gap allowed', exactDurationInWords(metric.maxGapMs)]);
  return (
    <Part title="Numbers">
      <Facts rows={rows} />
      <code className="trigger-expr criteria-query">{shownQuery(metric)}</code>
    </Part>
  );
}

function Manual({ set, line: { criterion, watched } }: { set: WatchedSet; line: CriterionLine }) {
  const past = usePastRefusal();
  const { dialog } = useConsole();
  const tick = watched?.tick ?? null;
  const ask = (): void => dialog.setState({ open: { kind: 'judge-criterion', of: 'criteria', key: set.key, criterion: criterion.id, title: criterion.title, words: criterion.originalWords } }); // prettier-ignore
  return (
    <Part title="A person judges this">
      {tick === null ? (
        <p>No metric says whether it holds. Until somebody has judged it, the set is not proven.</p>
      ) : (
        <p>
          {tick.by} said <strong>{tick.outcome === 'pass' ? 'it holds' : 'it does not hold'}</strong>, <Ago at={tick.atMs} />
          {tick.note === '' ? '.' : `: ${tick.note}`}
        </p>
      )}
      <div className="row-of-buttons">
        <Button disabled={past} kind={tick === null ? 'primary' : 'plain'} onClick={ask}>
          Judge…
        </Button>
      </div>
    </Part>
  ); // prettier-ignore
}
