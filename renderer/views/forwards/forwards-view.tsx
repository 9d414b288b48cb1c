// The ports of this machine that lead into pods, and the truth about each: whether it leads anywhere now, and why not.
import type { Forward } from '#shared/model/forward.ts';
import { Button } from '../../components/button.tsx';
import { Ago } from '../../components/clock-context.tsx';
import { Icon } from '../../components/icon.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import { mayChange } from '../../components/lock-words.ts';
import { useConsole, useFeed } from '../../state/use-console.ts';
import { SourceLock } from '../environment/source-lock.tsx';
import { useLock } from '../environment/use-lock.ts';
import { askForward } from './forward-target.ts';
import { ForwardRow } from './forward-row.tsx';

export function ForwardsView() {
  const stores = useConsole();
  const { entries, state, heardAt, reason } = useFeed(stores.environment.forwards);
  const all = [...entries.values()].toSorted(byState);
  const lost = state === 'stale';
  return (
    <div className="page forwards">
      <div className="toolbar">
        <h2>{headline(all, lost)}</h2>
        <span className="toolbar-end">
          <SourceLock source="kubernetes" />
          <StartButton />
        </span>
      </div>
      {lost && heardAt !== null ? (
        <p className="box-note">
          As of <Ago at={heardAt} />: {reason}. Whether they lead anywhere now is not known.
        </p>
      ) : null}
      {state === 'loading' ? <Placeholder rows={3} waitingFor="the list of port-forwards" /> : null}
      {state !== 'loading' && all.length === 0 ? <NoForwards /> : null}
      {all.length === 0 ? null : <Table all={all} lost={lost} />}
    </div>
  );
}

function StartButton() {
  const stores = useConsole();
  const { state } = useLock('kubernetes');
  if (!mayChange(state)) return null;
  return (
    <Button icon="plus" kind="primary" onClick={() => askForward(stores, null, [])}>
      Start…
    </Button>
  );
}

const ranks: Record<Forward['state'], number> = { failed: 0, waiting: 1, starting: 2, live: 3, ended: 4 };
const byState = (a: Forward, b: Forward): number => ranks[a.state] - ranks[b.state] || b.startedAt - a.startedAt;

function headline(all: readonly Forward[], lost: boolean): string {
  const count = (...states: Forward['state'][]): number => all.filter(({ state }) => states.includes(state)).length;
  const parts = [
    [count('failed'), 'failed'],
    [count('waiting'), 'waiting for a pod'],
    [count('starting'), 'starting'],
    [count('live'), 'live'],
    [count('ended'), 'ended'],
  ] as const;
  const words = parts.flatMap(([number, word]) => (number === 0 ? [] : [`${number} ${word}`])).join(', ');
  if (words === '') return 'Port-forwards';
  return lost ? `As last known: ${words}` : words;
}

function NoForwards() {
  const { place } = useConsole();
  const { state, lock } = useLock('kubernetes');
  return (
    <div className="empty">
      <Icon name="forwards" />
      <p>No port of this machine leads into the cluster.</p>
      <p className="quiet">{nextStep(state, lock?.name ?? null)}</p>
      <div className="empty-actions">
        <Button icon="workloads" onClick={() => place.go({ view: 'workloads', kind: 'services' })}>
          {state === 'nothing' ? 'Connect to Kubernetes' : 'Choose a service'}
        </Button>
      </div>
    </div>
  );
}

function nextStep(state: ReturnType<typeof useLock>['state'], name: string | null): string {
  if (state === 'nothing') return 'Connect to a Kubernetes context first.';
  if (state === 'locked') return `Unlock ${name} above, then open a pod, a service or a workload and choose “Forward a port”.`;
  return 'Open a pod, a service or a workload and choose “Forward a port”, or start one here.';
} // prettier-ignore

const columns = ['Target', 'Pod now', 'Address here', 'State', 'Since', 'Connections', 'Bytes', ''] as const;

function Table({ all, lost }: { all: readonly Forward[]; lost: boolean }) {
  return (
    <div className={lost ? 'table-box forwards-lost' : 'table-box'} tabIndex={0} role="region" aria-label="Port-forwards">
      <table className="table forwards-table">
        <thead>
          <tr>
            {columns.map((word) => (
              <th key={word} scope="col" className={['Connections', 'Bytes'].includes(word) ? 'number' : ''}>
                {word === '' ? <span className="unseen">Actions</span> : word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {all.map((forward) => (
            <ForwardRow key={forward.key} forward={forward} lost={lost} />
          ))}
        </tbody>
      </table>
    </div>
  );
} // prettier-ignore
