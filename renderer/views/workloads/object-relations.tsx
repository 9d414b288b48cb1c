// Whom an object belongs to, up to the workload that a person made, and what belongs to it; each leads to its details.
import type { KubeKind, KubeRow, ObjectRef } from '#shared/model/kubernetes.ts';
import { ContainerSign } from '../../components/container-sign.tsx';
import { kindOfWord, kindWords, objectPath } from '../../components/kube-kinds.ts';
import { healthRanks, objectSigns, cellsOf } from '../../components/kube-row.ts';
import { compared, naturalOrder } from '../../components/natural-order.ts';
import { Part } from '../../components/part.tsx';
import { grouped } from '../../components/times.ts';
import type { ConsoleStores } from '../../state/console.ts';
import { belonging } from '../../state/kube-stores.ts';
import { useAnswer, useFeed } from '../../state/use-console.ts';

export function goToObject({ place }: Pick<ConsoleStores, 'place'>, kind: KubeKind, path: string): void {
  const change = { view: 'workloads' as const, kind, object: path, opened: true, contexts: false };
  // What the filter of another table lets through says nothing about this one.
  const other = place.store.getState().kind !== kind;
  place.go({ ...change, ...(other ? { kubeFind: '', kubeSort: '' } : {}) });
}

/** Whoever owns whom beyond this is a mistake of the cluster's. */
const mostOwners = 5;

interface OwnersProps {
  stores: ConsoleStores;
  object: KubeRow;
}

/** The chain from the outermost to the node the object runs on; owners are asked one by one, as each only names the next. */
export function Owners({ stores, object }: OwnersProps) {
  const answer = useAnswer(object.owner === null ? null : `owners ${object.key}`, () => ownersOf(stores, object));
  const owners = object.owner === null ? [] : (answer.value ?? [object.owner]);
  const node = object.kind === 'pods' ? cellsOf(object, 'pods').node : null;
  if (owners.length === 0 && node === null) return <p className="quiet">It belongs to nothing else.</p>;
  return (
    <ol className="chain">
      {owners.toReversed().map((owner) => (
        <li key={owner.uid}>
          <RefLink stores={stores} reference={owner} />
        </li>
      ))}
      <li aria-current="true">
        {kindWords[object.kind].one} <strong>{object.name}</strong>
      </li>
      {node === null ? null : (
        <li>
          <RefLink stores={stores} reference={{ kind: 'Node', namespace: null, name: node, uid: node }} />
        </li>
      )}
    </ol>
  );
}

async function ownersOf({ operations }: ConsoleStores, object: KubeRow): Promise<ObjectRef[]> {
  const owners: ObjectRef[] = [];
  let next = object.owner;
  while (next !== null && owners.length < mostOwners) {
    owners.push(next);
    const kind = kindOfWord(next.kind);
    if (kind === null) break;
    try {
      next = (await operations.kubeObject(kind, next.namespace, next.name)).row.owner;
    } catch {
      // It may be gone or not be for this person to read; opening it says which.
      break;
    }
  }
  return owners;
}

export function RefLink({ stores, reference }: { stores: ConsoleStores; reference: ObjectRef }) {
  const kind = kindOfWord(reference.kind);
  const words = <>{reference.kind} <strong>{reference.name}</strong></>; // prettier-ignore
  // A kind that is not followed has no table to lead to.
  if (kind === null) return <span>{words}</span>;
  return (
    <button type="button" className="link" onClick={() => goToObject(stores, kind, objectPath(reference))}>
      {words}
    </button>
  );
}

interface BelongingProps extends OwnersProps {
  kind: KubeKind;
}

export function Belonging({ stores, kind, object }: BelongingProps) {
  const [near, far] = belonging[kind] ?? [];
  if (near === undefined) return null;
  return (
    <>
      <Members stores={stores} kind={near} object={object} via={null} />
      {far === undefined ? null : <Members stores={stores} kind={far} object={object} via={near} />}
    </>
  );
}

interface MembersProps extends OwnersProps {
  kind: KubeKind;
  /** The kind in between, where they belong to it by way of that. */
  via: KubeKind | null;
}

/** More than this are not read here; the table has them all. */
const mostMembers = 30;

function Members({ stores, kind, object, via }: MembersProps) {
  const { rows } = stores.kube;
  const feed = useFeed(rows[kind]);
  const between = useFeed(rows[via ?? kind]).entries;
  const all = membersOf(object, feed.entries, via === null ? null : between);
  const listed = all.toSorted((a, b) => healthRanks[a.health] - healthRanks[b.health] || compared(naturalOrder(a.name), naturalOrder(b.name))); // prettier-ignore
  const title = `${kindWords[kind].many} (${feed.heardAt === null ? '…' : grouped(all.length)})`;
  return (
    <Part title={title}>
      {all.length === 0 ? (
        <p className="quiet">{feed.heardAt === null ? 'Waiting for the list.' : 'None of the list belongs to it.'}</p>
      ) : null}
      <ul className="members">
        {listed.slice(0, mostMembers).map((member) => (
          <li key={member.key}>
            <ContainerSign name={objectSigns[member.health]} />
            <button type="button" className="link" onClick={() => goToObject(stores, kind, objectPath(member))}>
              {member.name}
            </button>
            <span className="quiet">{member.troubles[0] ?? member.status}</span>
          </li>
        ))}
      </ul>
      {all.length > mostMembers ? <p className="quiet">The first {mostMembers} of {grouped(all.length)}, worst first.</p> : null}
    </Part>
  ); // prettier-ignore
}

/** @param between the objects in between, where there are such: a deployment's pods belong to its replica sets. */
export function membersOf(
  object: KubeRow,
  rows: ReadonlyMap<string, KubeRow>,
  between: ReadonlyMap<string, KubeRow> | null,
): KubeRow[] {
  const all = [...rows.values()];
  if (object.kind === 'nodes') return all.filter((row) => row.kind === 'pods' && cellsOf(row, 'pods').node === object.name); // prettier-ignore
  if (object.kind === 'services') return all.filter((row) => isBehind(object, row));
  const owners = new Set([object.key]);
  if (between !== null) for (const row of membersOf(object, between, null)) owners.add(row.key);
  return all.filter((row) => row.owner !== null && owners.has(row.owner.uid));
}

/** A service without a selector takes no pods by itself. */
function isBehind(service: KubeRow, row: KubeRow): boolean {
  if (row.namespace !== service.namespace) return false;
  if (row.kind === 'endpointslices') return cellsOf(row, 'endpointslices').service === service.name;
  const wanted = Object.entries(cellsOf(service, 'services').selector);
  return wanted.length > 0 && wanted.every(([key, value]) => row.labels[key] === value);
}
