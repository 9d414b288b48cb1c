// Sets of success criteria, one dense table each: what is compared with what, how much was seen, and what that comes to.
import { metricWords, wantedWords } from '#shared/model/criteria/words.ts';
import type { WatchedSet } from '#shared/model/criteria/judgement.ts';
import { exactDurationInWords } from '#shared/model/duration.ts';
import { useAction } from '../../components/actions-context.ts';
import { ActionButton, Button } from '../../components/button.tsx';
import { Ago, useClock } from '../../components/clock-context.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { useConsole, usePastRefusal, useWhole } from '../../state/use-console.ts';
import { CriteriaEmpty } from './criteria-empty.tsx';
import { CriterionDrawer } from './criterion-drawer.tsx';
import { evidenceWords, freshMs, headlineOf, linesOf, standingSigns, valueWords, type CriterionLine } from './criteria-model.ts'; // prettier-ignore
import { HeadLine, Sign } from './sign.tsx';
import { useEntries, useJudging } from './use-criteria.ts';

const everyMs = 30_000;

export function CriteriaTable() {
  const { criteria } = useConsole();
  const { all, lost, heard } = useEntries(criteria.sets);
  const { now } = useClock();
  const imported = useAction('criteria.import');
  const judge = useAction('criteria.judge');
  useJudging('sets', all.filter(({ watched }) => !watched).map(({ key }) => key), everyMs); // prettier-ignore
  if (!heard) return <Placeholder rows={8} waitingFor="the criteria" />;
  if (all.length === 0) {
    return (
      <CriteriaEmpty
        words="No criterion is judged yet: a criterion says what a number must be, and the console says whether enough was seen to claim it."
        next="Import the set that comes along, or a file of your own."
        actions={['criteria.import']}
      />
    );
  }
  return (
    <>
      <div className="criteria-main">
        <div className="toolbar criteria-bar">
          <HeadLine headline={headlineOf(all, now, lost)} />
          <span className="toolbar-end">
            <ActionButton action={judge} />
            <ActionButton action={imported} />
          </span>
        </div>
        <div className={lost ? 'criteria-list criteria-stale' : 'criteria-list'}>
          {all.map((set) => (
            <SetTable key={set.key} set={set} />
          ))}
        </div>
      </div>
      <CriterionDrawer />
    </>
  );
}

function SetTable({ set }: { set: WatchedSet }) {
  const { operations, dialog } = useConsole();
  const { key, watched, set: definition, place } = set;
  const past = usePastRefusal();
  return (
    <section aria-label={definition.title}>
      <header className="criteria-set-head">
        <h3>{definition.title}</h3>
        <span className="quiet">
          {set.file} · {place ?? 'no Prometheus is connected'}
        </span>
        <span className="toolbar-end">
          <Button disabled={past} pressed={watched} title="Judge it also while nobody looks at this screen" onClick={() => void operations.watchSet(key, !watched)}>
            {watched ? 'Watched' : 'Watch'}
          </Button>
          <Button disabled={past} icon="trash" kind="quiet" label={`Remove ${definition.title}`} onClick={() => dialog.setState({ open: { kind: 'remove-definition', of: 'criteria', key, name: definition.title } })} />
        </span>
      </header>
      <table className="table criteria-table">
        <thead>
          <tr>
            <th scope="col">Outcome</th>
            <th scope="col">Criterion</th>
            <th scope="col">Wanted</th>
            <th scope="col" className="number">Value</th>
            <th scope="col" className="number">Seen</th>
            <th scope="col">Judged</th>
          </tr>
        </thead>
        <tbody>
          {linesOf(set).map((line) => (
            <Line key={line.criterion.id} setKey={key} line={line} />
          ))}
        </tbody>
      </table>
    </section>
  ); // prettier-ignore
}

function Line({ setKey, line }: { setKey: string; line: CriterionLine }) {
  const { place } = useConsole();
  const { criterion: open } = useWhole(place.store);
  const { criterion, watched, standing } = line;
  const id = `${setKey}/${criterion.id}`;
  const { value, interval } = valueWords(line);
  const { seen, needed } = evidenceWords(line);
  const manual = criterion.metric.kind === 'manual';
  return (
    <tr aria-current={id === open} className={standing === 'fail' ? 'criteria-failed' : ''}>
      <td>
        <Sign {...standingSigns[standing]} />
      </td>
      <td>
        <button type="button" className="criteria-open" data-criteria-line onClick={() => place.go({ criterion: id })}>
          <strong>{criterion.title}</strong>
        </button>
        <span className="quiet">{criterion.originalWords}</span>
      </td>
      <td>
        {manual ? 'a person judges' : <code>{wantedWords(criterion)}</code>}
        {manual ? null : <small>{metricWords(criterion.metric)}</small>}
      </td>
      <td className="number">
        {manual ? '' : value}
        {interval === '' ? null : <small>{interval}</small>}
      </td>
      <td className="number">
        {manual ? '' : seen}
        {manual || needed === '' ? null : <small>{needed}</small>}
      </td>
      <td>
        <Judged line={line} />
        {watched?.tick ? <small>by {watched.tick.by}</small> : null}
      </td>
    </tr>
  );
}

function Judged({ line: { watched, criterion } }: { line: CriterionLine }) {
  const { now } = useClock();
  const at = watched?.tick?.atMs ?? watched?.standing?.judgedAtMs ?? null;
  if (at === null) return <span className="quiet">{criterion.metric.kind === 'manual' ? 'by nobody' : `needs ${exactDurationInWords(criterion.windowMs)} of data`}</span>; // prettier-ignore
  const old = watched?.tick ? false : now - at > freshMs;
  return (
    <span className={old ? 'state-stale' : ''}>
      <Ago at={at} />
    </span>
  );
}
