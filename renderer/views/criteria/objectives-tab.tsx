// Objectives: how much of each budget is left, how fast it is spent in every window, and what that comes to.
import type { BurnWindow, WatchedObjective } from '#shared/model/criteria/objective.ts';
import { exactDurationInWords } from '#shared/model/duration.ts';
import { percentText } from '#shared/model/statistics/number-words.ts';
import { useAction } from '../../components/actions-context.ts';
import { ActionButton, Button } from '../../components/button.tsx';
import { Ago } from '../../components/clock-context.tsx';
import { Drawer } from '../../components/drawer.tsx';
import { Part } from '../../components/part.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { grouped } from '../../components/times.ts';
import { useConsole, useFeed, usePastRefusal, useWhole } from '../../state/use-console.ts';
import { CriteriaEmpty } from './criteria-empty.tsx';
import { budgetText, burnRateText, burnSigns, objectivesHeadline } from './criteria-model.ts';
import { Facts } from './facts.tsx';
import { HeadLine, Sign } from './sign.tsx';
import { useEntries, useJudging } from './use-criteria.ts';

const everyMs = 300_000;

export function ObjectivesTab() {
  const { criteria } = useConsole();
  const { all, lost, heard } = useEntries(criteria.objectives);
  const made = useAction('objective.new');
  const imported = useAction('objectives.import');
  const judge = useAction('objectives.judge');
  useJudging('objectives', all.filter(({ watched }) => !watched).map(({ key }) => key), everyMs); // prettier-ignore
  if (!heard) return <Placeholder rows={8} waitingFor="the objectives" />;
  if (all.length === 0) {
    return (
      <CriteriaEmpty
        words="No objective is kept yet: an objective is the share of events that is to be good over weeks, and how fast what may be bad is spent."
        next="Import the objectives that come along, a file of OpenSLO, or write one."
        actions={['objectives.import', 'objective.new']}
      />
    );
  }
  return (
    <>
      <div className="criteria-main">
        <div className="toolbar criteria-bar">
          <HeadLine headline={objectivesHeadline(all, lost)} />
          <span className="toolbar-end">
            <ActionButton action={judge} />
            <ActionButton action={imported} />
            <ActionButton action={made} />
          </span>
        </div>
        <div className={lost ? 'criteria-list criteria-stale' : 'criteria-list'}>
          <ObjectivesTable all={all} />
        </div>
      </div>
      <ObjectiveDrawer />
    </>
  );
}

const windowNames = ['1h', '6h', '1d', '3d'] as const;
const windowWords = { '1h': '1 h', '6h': '6 h', '1d': '1 d', '3d': '3 d' } as const;

function ObjectivesTable({ all }: { all: readonly WatchedObjective[] }) {
  return (
    <table className="table criteria-table">
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col">Objective</th>
          <th scope="col" className="number">Target</th>
          <th scope="col" className="number">Budget left</th>
          <th scope="col" className="number">Observed</th>
          {windowNames.map((name) => (
            <th key={name} scope="col" className="number criteria-burn">Burn {windowWords[name]}</th>
          ))}
          <th scope="col">Judged</th>
        </tr>
      </thead>
      <tbody>
        {all.map((one) => (
          <Line key={one.key} one={one} />
        ))}
      </tbody>
    </table>
  );
} // prettier-ignore

function Line({ one }: { one: WatchedObjective }) {
  const { place } = useConsole();
  const { criterion: open } = useWhole(place.store);
  const { key, objective, standing } = one;
  const observed = standing?.budget.observed ?? null;
  return (
    <tr aria-current={key === open} className={standing?.state === 'firing' ? 'criteria-failed' : ''}>
      <td>
        {standing === null ? <Sign glyph="never" word="not looked at" /> : <Sign {...burnSigns[standing.state]} />}
      </td>
      <td>
        <button type="button" className="criteria-open" data-criteria-line onClick={() => place.go({ criterion: key })}>
          <strong>{objective.title}</strong>
        </button>
        <span className="quiet">{objective.name}</span>
      </td>
      <td className="number">
        {targetText(objective.target)}
        <small>in {exactDurationInWords(objective.periodMs)}</small>
      </td>
      <td className={`number ${(standing?.budget.remaining ?? 1) < 0 ? 'state-fail' : ''}`}>{budgetText(one)}</td>
      <td className="number">{observed === null ? '–' : `${Math.floor(observed * 100)} %`}</td>
      {windowNames.map((name) => (
        <Burn key={name} window={standing?.windows.find((window) => window.name === name)} />
      ))}
      <td>{standing === null ? '' : <Ago at={standing.judgedAtMs} />}</td>
    </tr>
  );
}

const targetText = (target: number): string => `${Number((target * 100).toPrecision(6))} %`;

function Burn({ window }: { window: BurnWindow | undefined }) {
  if (window === undefined) return <td className="number criteria-burn">–</td>;
  const { state, longRate, shortRate } = window;
  return (
    <td className={`number criteria-burn ${state === 'firing' ? 'state-fail' : state === 'quiet' ? '' : 'state-inconclusive'}`} title={`${burnSigns[state].word}: ${window.reason}`}>
      {burnRateText(longRate)}
      <small>now {burnRateText(shortRate)}</small>
    </td>
  );
} // prettier-ignore

function ObjectiveDrawer() {
  const { place, settings, criteria } = useConsole();
  const { criterion: open } = useWhole(place.store);
  const { drawerPx } = useWhole(settings.store);
  const one = useFeed(criteria.objectives).entries.get(open ?? '');
  if (open === null) return null;
  return (
    <Drawer
      title={<h2>{one?.objective.title ?? 'Not there any more'}</h2>}
      label="Objective"
      widthPx={drawerPx}
      onResize={(px) => settings.set({ drawerPx: px })}
      onClose={() => place.go({ criterion: null })}
    >
      {one === undefined ? <p>There is no objective of this address; it was removed.</p> : <Body one={one} />}
    </Drawer>
  );
}

function Body({ one }: { one: WatchedObjective }) {
  const { operations, dialog } = useConsole();
  const { key, objective, standing, watched, file, place } = one;
  const past = usePastRefusal();
  return (
    <>
      {standing === null ? (
        <p>It was not looked at yet.</p>
      ) : (
        <Part title="Why">
          <Sign {...burnSigns[standing.state]} />
          <p className="criteria-reason">{standing.reason}</p>
          <p>Budget: {standing.budget.words}.</p>
        </Part>
      )}
      {standing === null || standing.windows.length === 0 ? null : <Windows windows={standing.windows} />}
      <Part title="What it is">
        <Facts rows={[['target', `${targetText(objective.target)} good`], ['period', exactDurationInWords(objective.periodMs)], ['asked', place ?? 'no Prometheus is connected'], ['from', file === '' ? 'a form' : file]]} />
        <code className="trigger-expr criteria-query">{`${objective.part}: ${objective.query}\ntotal: ${objective.total}`}</code>
      </Part>
      <div className="row-of-buttons">
        <Button disabled={past} pressed={watched} onClick={() => void operations.watchObjective(key, !watched)}>
          {watched ? 'Watched' : 'Watch'}
        </Button>
        <Button disabled={past} onClick={() => dialog.setState({ open: { kind: 'objective', key } })}>Edit…</Button>
        <Button disabled={past} icon="trash" onClick={() => dialog.setState({ open: { kind: 'remove-definition', of: 'objectives', key, name: objective.title } })}>
          Remove…
        </Button>
      </div>
    </>
  );
} // prettier-ignore

function Windows({ windows }: { windows: readonly BurnWindow[] }) {
  return (
    <Part title="Windows">
      <table className="table criteria-windows">
        <thead>
          <tr>
            <th scope="col">Window</th>
            <th scope="col" className="number">Bad of all</th>
            <th scope="col" className="number">Burn</th>
            <th scope="col" className="number">Limit</th>
          </tr>
        </thead>
        <tbody>
          {windows.map((window) => (
            <tr key={window.name}>
              <td>
                <Sign {...burnSigns[window.state]} />
                <small>
                  {exactDurationInWords(window.longMs)} and {exactDurationInWords(window.shortMs)}; from {grouped(window.leastEvents)} events on
                </small>
              </td>
              <td className="number">
                {countText(window.long)}
                <small>{countText(window.short)}</small>
              </td>
              <td className="number">
                {burnRateText(window.longRate)}
                <small>{burnRateText(window.shortRate)}</small>
              </td>
              <td className="number">
                {burnRateText(window.factor)}
                <small>{percentText(window.threshold)} bad</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
} // prettier-ignore

const countText = (counts: BurnWindow['long']): string =>
  counts === null ? 'no data' : `${grouped(counts.bad)} of ${grouped(counts.total)}`;
