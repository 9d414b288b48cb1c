// The table as it is on the screen this moment, built once for the view and for the actions that walk it.
import type { Container } from '#shared/model/container.ts';
import { rowOfContainer, type ContainerRow } from '../../components/container-row.ts';
import { heldLines, nothingWaits, type HeldLines } from '../../components/held-lines.ts';
import type { ConsoleStores } from '../../state/console.ts';
import { containersModel, type ContainersModel } from './containers-model.ts';

export interface ShownTable extends HeldLines<ContainerRow> {
  model: ContainersModel;
}

interface Inputs {
  containers: ReadonlyMap<string, Container>;
  find: string;
  sort: string;
  byProject: boolean;
  folded: ReadonlySet<string>;
  released: number;
  /** All of the first list is here; until then nothing of it has its place. */
  whole: boolean;
  held: boolean;
}

const shown = new WeakMap<ConsoleStores, { inputs: Inputs; table: ShownTable }>();
/** A change of one of these is the person's own wish, to which the table gives way at once. */
const wishes = ['find', 'sort', 'byProject', 'folded', 'released'] as const;

export function tableNow(stores: ConsoleStores): ShownTable {
  const { find, sort, container } = stores.place.store.getState();
  const { pointerInside, folded, released } = stores.table.getState();
  const { byProject } = stores.settings.store.getState();
  const { entries: containers, heardAt } = stores.containers.store.getState();
  const last = shown.get(stores);
  // A selection that is not among the lines holds nothing: nobody sees it.
  const selected = container !== null && last?.table.lines.some((line) => line.key === container) === true;
  const inputs: Inputs = { containers, find, sort, byProject, folded, released, whole: heardAt !== null, held: pointerInside || selected }; // prettier-ignore
  const names = Object.keys(inputs) as (keyof Inputs)[];
  if (last !== undefined && names.every((name) => last.inputs[name] === inputs[name])) return last.table;
  const model = containersModel(inputs);
  const keeps =
    last !== undefined &&
    inputs.held &&
    last.inputs.whole &&
    last.inputs.containers.size > 0 &&
    wishes.every((name) => last.inputs[name] === inputs[name]);
  const rowNow = (key: string): ContainerRow | undefined => {
    const now = containers.get(key);
    return now === undefined ? undefined : rowOfContainer(now);
  };
  const lines = keeps
    ? heldLines(last.table.lines, model.lines, rowNow, 'no containers')
    : { lines: model.lines, waiting: nothingWaits };
  const table = { ...lines, model };
  shown.set(stores, { inputs, table });
  return table;
}
