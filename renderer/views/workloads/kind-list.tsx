// Which kind is shown: every kind with how many there are and how fresh that is. Where there is no room, a list to unfold.
import type { KubeKind, KubeKindStatus } from '#shared/model/kubernetes.ts';
import { Glyph, type GlyphName } from '../../components/glyph.tsx';
import { kindGroups, kindOrder, kindWords } from '../../components/kube-kinds.ts';
import { grouped } from '../../components/times.ts';
import type { ConsoleStores } from '../../state/console.ts';
import { noMarks, type WorkloadsScreen } from './use-workloads.ts';

/** Each kind has its own columns, so the order of one means nothing to another; the filter stays. */
export function goToKind({ place, kube }: Pick<ConsoleStores, 'place' | 'kube'>, kind: KubeKind): void {
  kube.table.setState(noMarks);
  place.go({ view: 'workloads', kind, object: null, opened: false, kubeSort: '', contexts: false });
}

const unusual: Partial<Record<KubeKindStatus['state'], GlyphName>> = {
  connecting: 'waiting',
  stale: 'stale',
  denied: 'error',
};

export function KindList({ screen: { stores, place, kinds } }: { screen: WorkloadsScreen }) {
  return (
    <>
      <nav className="kinds" aria-label="Kinds">
        {kindGroups.map((group) => (
          <section key={group.word} aria-label={group.word}>
            <p className="small-head">{group.word}</p>
            {group.kinds.map((kind) => (
              <KindButton
                key={kind}
                kind={kind}
                status={kinds.get(kind)}
                current={kind === place.kind}
                onPress={() => goToKind(stores, kind)}
              />
            ))}
          </section>
        ))}
      </nav>
      <label className="kinds-narrow">
        <span>Kind</span>
        <select value={place.kind} onChange={(event) => goToKind(stores, event.target.value as KubeKind)}>
          {kindOrder.map((kind) => (
            <option key={kind} value={kind}>
              {kindWords[kind].many} {shortWords(kinds.get(kind))}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

interface KindButtonProps {
  kind: KubeKind;
  status: KubeKindStatus | undefined;
  current: boolean;
  onPress: () => void;
}

function KindButton({ kind, status, current, onPress }: KindButtonProps) {
  const glyph = status === undefined ? undefined : unusual[status.state];
  return (
    <button
      type="button"
      className={`kind kind-${status?.state ?? 'off'}`}
      aria-current={current ? 'true' : undefined}
      title={fullWords(kind, status)}
      onClick={onPress}
    >
      <span>{kindWords[kind].many}</span>
      {glyph === undefined ? null : <Glyph name={glyph} label={status?.state ?? ''} />}
      <span className="kind-count">{countWords(status)}</span>
    </button>
  );
}

/** A number only where it was counted; what was denied is not zero. */
function countWords(status: KubeKindStatus | undefined): string {
  if (status === undefined || status.state === 'off' || status.state === 'denied') return '';
  return grouped(status.count);
}

const shortWords = (status: KubeKindStatus | undefined): string => {
  const state = status === undefined || status.state === 'live' || status.state === 'off' ? '' : ` ${status.state}`;
  const count = countWords(status);
  return `${count === '' ? '' : `(${count})`}${state}`;
};

function fullWords(kind: KubeKind, status: KubeKindStatus | undefined): string {
  const { many } = kindWords[kind];
  if (status === undefined || status.state === 'off') return `${many}: not looked at until you open them`;
  const why = status.reason === '' ? '' : `: ${status.reason}`;
  const where = status.namespaces === null ? '' : `, only in ${status.namespaces.join(', ')}`;
  return `${many}: ${status.state}${why}${where}`;
}
