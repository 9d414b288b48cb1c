// The table of Kubernetes as it is on the screen this moment, built once for the view and for the actions that walk it.
import type { KubeKind, KubeRow, KubeUsage } from '#shared/model/kubernetes.ts';
import { testOf, type Test } from '../../components/filter-terms.ts';
import { sortOf } from '../../components/grid-column.ts';
import type { GridLine } from '../../components/grid-line.ts';
import { heldLines, nothingWaits, type HeldLines } from '../../components/held-lines.ts';
import { columnsOf, columnsWithUsage, type ObjectColumn } from '../../components/kube-columns.tsx';
import { objectWords, rowOfObject, type ObjectRow } from '../../components/kube-row.ts';
import { createOrderedRows, orderOf, type Order } from '../../components/ordered-rows.ts';
import type { ConsoleStores } from '../../state/console.ts';
import { wholeNow } from './kube-freshness.ts';
import { countObjects, type HealthCounts } from './object-counts.ts';

export interface ShownObjects extends HeldLines<ObjectRow> {
  columns: readonly ObjectColumn[];
  /** Of all objects of the kind, whatever the filter lets through. */
  counts: HealthCounts;
  /** How many the filter lets through. */
  found: number;
}

interface Inputs {
  entries: ReadonlyMap<string, KubeRow>;
  columns: readonly ObjectColumn[];
  kind: KubeKind;
  find: string;
  sort: string;
  released: number;
  held: boolean;
}

interface Memory {
  inputs: Inputs | null;
  /** The kind of which the whole list has been here. */
  whole: KubeKind | null;
  table: ShownObjects | null;
  ordered: ReturnType<typeof createOrderedRows<KubeRow, ObjectRow>>;
  test: (find: string) => Test<ObjectRow>;
  order: (column: ObjectColumn | undefined, down: boolean) => Order<ObjectRow>;
  columns: (kind: KubeKind, usage: ReadonlyMap<string, KubeUsage> | null) => readonly ObjectColumn[];
}

const memories = new WeakMap<ConsoleStores, Memory>();
/** A change of one of these is the person's own wish, to which the table gives way at once. */
const wishes = ['kind', 'find', 'sort', 'released'] as const;

export function objectsNow(stores: ConsoleStores): ShownObjects {
  const memory = memories.get(stores) ?? newMemory();
  memories.set(stores, memory);
  const inputs = inputsNow(stores, memory);
  const { inputs: last, table } = memory;
  const names = Object.keys(inputs) as (keyof Inputs)[];
  if (last !== null && table !== null && names.every((name) => last[name] === inputs[name])) return table;
  const keeps = inputs.held && last !== null && last.entries.size > 0 && wishes.every((name) => last[name] === inputs[name]); // prettier-ignore
  memory.table = tableOf(inputs, memory, keeps ? (table?.lines ?? null) : null);
  memory.inputs = inputs;
  return memory.table;
}

function inputsNow(stores: ConsoleStores, memory: Memory): Inputs {
  const { place, kube } = stores;
  const { kind, kubeFind: find, kubeSort: sort, object } = place.store.getState();
  const { pointerInside, released } = kube.table.getState();
  const { entries } = kube.rows[kind].store.getState();
  const usage = kube.usage.store.getState();
  const columns = memory.columns(kind, usage.state === 'off' ? null : usage.entries);
  // While the first list comes in nothing of it has its place yet; its last part is still let in.
  const wasWhole = memory.whole === kind;
  memory.whole = wholeNow(stores, kind) ? kind : null;
  // A selection that is not among the lines holds nothing: nobody sees it.
  const selected = object !== null && memory.table?.lines.some((line) => line.key === object) === true;
  const held = wasWhole && memory.whole === kind && (pointerInside || selected);
  return { entries, columns, kind, find, sort, released, held };
}

function tableOf(inputs: Inputs, memory: Memory, kept: readonly GridLine<ObjectRow>[] | null): ShownObjects {
  const { entries, columns, find, sort } = inputs;
  const { column, down } = sortOf(sort, columns);
  const order = memory.order(columns.find(({ name }) => name === column), down); // prettier-ignore
  const lines = memory.ordered({ entries, rowOf: rowOfObject, test: memory.test(find), order });
  const held = kept === null ? { lines, waiting: nothingWaits } : heldLines(kept, lines, rowByKey(entries));
  return { ...held, columns, counts: countObjects(entries.values()), found: lines.length };
}

/** Asked only for lines that the filter no longer lets through, so it is made when the first one is. */
function rowByKey(entries: ReadonlyMap<string, KubeRow>): (key: string) => ObjectRow | undefined {
  let rows: Map<string, ObjectRow> | null = null;
  return (key) => {
    rows ??= new Map(Array.from(entries.values(), rowOfObject).map((row) => [row.key, row]));
    return rows.get(key);
  };
}

/** Filters and orders stay the same functions while they mean the same, which is how the rows know that nothing changed. */
function newMemory(): Memory {
  return {
    inputs: null,
    whole: null,
    table: null,
    ordered: createOrderedRows<KubeRow, ObjectRow>(),
    test: lastOne((find: string) => testOf(find, objectWords)),
    order: lastOne((column: ObjectColumn | undefined, down: boolean) => orderOf(column?.order ?? (({ rank }) => rank), down)), // prettier-ignore
    columns: lastOne((kind: KubeKind, usage: ReadonlyMap<string, KubeUsage> | null) =>
      usage === null ? columnsOf(kind) : columnsWithUsage(kind, usage),
    ),
  };
}

/** The function's last answer again while it is asked the same. */
function lastOne<A extends unknown[], R>(make: (...args: A) => R): (...args: A) => R {
  let last: { args: A; made: R } | null = null;
  return (...args) => {
    if (last === null || args.some((arg, at) => arg !== last?.args[at])) last = { args, made: make(...args) };
    return last.made;
  };
}
