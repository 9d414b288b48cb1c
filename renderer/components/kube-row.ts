// One object of Kubernetes as a line of its table: its sign and what it is sorted and found by. Pure.
import type { KubeCells, KubeHealth, KubeKind, KubeRow } from '#shared/model/kubernetes.ts';
import type { SignName } from './container-sign.tsx';
import type { FilterWords } from './filter-terms.ts';
import type { GridRow } from './grid-column.ts';
import { objectPath } from './kube-kinds.ts';
import { naturalOrder } from './natural-order.ts';

export interface ObjectRow extends GridRow {
  object: KubeRow;
  sign: SignName;
}

export const objectSigns: Record<KubeHealth, SignName> = {
  ok: 'up',
  progressing: 'moving',
  trouble: 'bad',
  ended: 'ended',
  unknown: 'unknown',
};
/** Nobody knows how an unknown one is, so it stands right behind those in trouble. */
export const healthRanks: Record<KubeHealth, number> = { trouble: 0, unknown: 1, progressing: 2, ok: 3, ended: 4 };

export const rowOfObject = (object: KubeRow): ObjectRow => ({
  key: objectPath(object),
  object,
  sign: objectSigns[object.health],
  troubles: troublesOf(object),
  rank: healthRanks[object.health],
  nameOrder: orderedName(object),
});

const unsaid = ['in trouble; nothing says why'];

/** An object that is in trouble without words is in trouble all the same. */
const troublesOf = ({ health, troubles }: KubeRow): string[] =>
  troubles.length === 0 && health === 'trouble' ? unsaid : troubles;

/** Events have no names that anybody reads; the newest is the first of them. */
function orderedName(object: KubeRow): string {
  if (object.kind !== 'events') return naturalOrder(object.name);
  return String(1e15 - Math.round(cellsOf(object, 'events').lastAt)).padStart(16, '0');
}

/** The cells of an object that is known to be of the kind. */
export const cellsOf = <K extends KubeKind>(object: KubeRow, _kind: K): KubeCells[K] => object.cells as KubeCells[K];

/** Asked cell by cell: of ten thousand objects no text is made that is only looked at once. */
function saysOf({ object }: ObjectRow, word: RegExp): boolean {
  const { name, namespace, status, owner, troubles, cells } = object;
  if (word.test(name) || word.test(status) || word.test(namespace ?? '') || word.test(owner?.name ?? '')) return true;
  return troubles.some((one) => word.test(one)) || Object.values(cells).some((cell: unknown) => cellSays(cell, word));
}

/** What a person can read in a cell: words and lists of words, and whom an event is about. */
function cellSays(cell: unknown, word: RegExp): boolean {
  if (typeof cell === 'string') return word.test(cell);
  if (Array.isArray(cell)) return cell.some((one) => typeof one === 'string' && word.test(one));
  const { kind, name } = Object(cell) as { kind?: unknown; name?: unknown };
  return typeof name === 'string' && typeof kind === 'string' && word.test(`${kind} ${name}`);
}

/** What `is:` takes, apart from the status itself. */
const conditions: Record<string, KubeHealth> = {
  trouble: 'trouble',
  ok: 'ok',
  progressing: 'progressing',
  ended: 'ended',
  unknown: 'unknown',
};

const nodeOf = ({ cells }: KubeRow): unknown => ('node' in cells ? cells.node : null);

export const objectWords: FilterWords<ObjectRow> = {
  says: saysOf,
  labels: ({ object }) => object.labels,
  named: {
    ns: (value) => (row) => row.object.namespace === value,
    node: (value) => (row) => nodeOf(row.object) === value,
    is: (value) => {
      const health = conditions[value];
      const status = value.toLowerCase();
      return ({ object }) => (health === undefined ? object.status.toLowerCase() === status : object.health === health);
    },
  },
};
