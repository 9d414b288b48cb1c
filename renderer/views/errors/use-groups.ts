// The list of failures as it stands: filtered, ordered, and held still while a pointer is in it.
import { useMemo, useState } from 'react';
import { testOf } from '../../components/filter-terms.ts';
import { sortOf } from '../../components/grid-column.ts';
import type { GridLine } from '../../components/grid-line.ts';
import { heldLines, nothingWaits, type Waiting } from '../../components/held-lines.ts';
import { createOrderedRows, orderOf } from '../../components/ordered-rows.ts';
import type { OpsIncident } from '#shared/model/errors/ops-models.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { groupColumns } from './group-columns.tsx';
import { groupFilter, rowOfGroup, type ErrorGroupRow } from './groups-model.ts';

export interface GroupsScreen {
  entries: ReadonlyMap<string, OpsIncident>;
  lines: readonly GridLine<ErrorGroupRow>[];
  waiting: Waiting;
  sort: string;
  onSort: (sort: string) => void;
  onHold: (held: boolean) => void;
  onRelease: () => void;
}

export function useGroups(): GroupsScreen {
  const { place, errors } = useConsole();
  const { errorFind } = useWhole(place.store);
  const { entries } = useFeed(errors.groups);
  const [sort, setSort] = useState('');
  const [held, setHeld] = useState(false);
  const [ordered] = useState(() => createOrderedRows<OpsIncident, ErrorGroupRow>());
  const test = useMemo(() => testOf(errorFind, groupFilter), [errorFind]);
  const order = useMemo(() => {
    const { column, down } = sortOf(sort, groupColumns);
    return orderOf(groupColumns.find(({ name }) => name === column)?.order ?? ((row: ErrorGroupRow) => row.rank), down);
  }, [sort]);
  const fresh = ordered({ entries, rowOf: rowOfGroup, test, order });
  const asked = `${sort} ${errorFind}`;
  const [kept, setKept] = useState<{ asked: string; lines: readonly GridLine<ErrorGroupRow>[] }>({ asked, lines: fresh });
  const rowOf = (key: string): ErrorGroupRow | undefined => {
    const group = entries.get(key);
    return group === undefined ? undefined : rowOfGroup(group);
  };
  // Another order or filter is asked for by the very hand that holds the list.
  const holds = held && kept.asked === asked && kept.lines.length > 0;
  const shown = holds ? heldLines(kept.lines, fresh, rowOf) : { lines: fresh, waiting: nothingWaits };
  if (!holds && (kept.lines !== fresh || kept.asked !== asked)) setKept({ asked, lines: fresh });
  const onRelease = (): void => setKept({ asked, lines: fresh });
  return { entries, ...shown, sort, onSort: setSort, onHold: setHeld, onRelease };
} // prettier-ignore
