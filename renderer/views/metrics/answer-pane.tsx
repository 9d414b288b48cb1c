// A list that Prometheus or Alertmanager answered with: filtered, sorted, as read at which moment, asked again at an interval;
// one line of it in full beside. What is refused leaves the last answer where it is, greyed, and says why.
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Ago, Moment } from '../../components/clock-context.tsx';
import { Drawer } from '../../components/drawer.tsx';
import { testOf, type FilterWords } from '../../components/filter-terms.ts';
import { FindField } from '../../components/find-field.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { nextSort, sortOf, type Column, type GridRow } from '../../components/grid-column.ts';
import { lineOf } from '../../components/grid-line.ts';
import { createLastOrder } from '../../components/kept-rows.ts';
import { LiveGrid } from '../../components/live-grid.tsx';
import { orderOf, type Order } from '../../components/ordered-rows.ts';
import { Placeholder } from '../../components/placeholder.tsx';
import { grouped } from '../../components/times.ts';
import { listLookOf, listLookText, type ListLook } from '../../state/list-place.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';
import type { PanelHold } from '../../state/use-panel-query.ts';

/** What is typed into the filter of a list, how that is changed, and whether what it counts is old. */
export interface ListFilter {
  find: string;
  onFind: (find: string) => void;
  stale: boolean;
}

export interface AnswerPaneProps<R extends GridRow> {
  /** Its name in the address. */
  list: string;
  /** In the plural, e.g. `targets`. */
  what: string;
  hold: PanelHold<{ readAt: number }>;
  rows: readonly R[];
  /** In the whole answer, of which `rows` may be the first. */
  total: number;
  columns: readonly Column<R>[];
  filter: { hint: string; words: FilterWords<R> };
  /** The server itself is not live. */
  stale: boolean;
  /** What it says where there is none, and the buttons of what can be done about it. */
  none: { words: ReactNode; steps?: ReactNode };
  /** Stands beside the filter. */
  tools?: (filter: ListFilter) => ReactNode;
  detail: (row: R, filter: ListFilter) => { title: ReactNode; body: ReactNode };
}

export function AnswerPane<R extends GridRow>(props: AnswerPaneProps<R>) {
  const { list, what, hold, rows, columns, filter, stale } = props;
  const { settings, place, metrics } = useConsole();
  const { density, drawerPx } = useWhole(settings.store);
  const look = listLookOf(useWhole(place.store).metricsList, list);
  const { find, sort, row: selected } = look;
  const set = (change: Partial<ListLook>): void =>
    place.go({ metricsList: listLookText(list, { ...look, ...change }) });
  const onFind = (next: string): void => set({ find: next });
  const [sorted] = useState(() => createLastOrder<R>());
  const lines = useMemo(() => {
    const shown = rows.filter(testOf(find, filter.words));
    return sorted(shown, orderBy(shown, columns, sort)).map(lineOf);
  }, [rows, columns, filter.words, find, sort, sorted]);
  useEffect(() => metrics.lines.setState({ list, keys: lines.map(({ key }) => key) }), [metrics, list, lines]);
  const open = rows.find(({ key }) => key === selected) ?? null;
  const old = stale || hold.failure !== null;
  return (
    <div className="metrics-pane">
      <div className="metrics-list">
        <div className="filter-bar" role="search">
          <FindField label={`Filter the ${what}`} hint={filter.hint} value={find} onChange={onFind} />
          <ReadAt {...props} shown={lines.length} />
          <span className="box-tools">{rows.length === 0 ? null : props.tools?.({ find, onFind, stale: old })}</span>
        </div>
        {hold.failure === null ? null : <Refused what={what} hold={hold} />}
        {hold.answer === null && hold.failure === null ? <Placeholder rows={8} waitingFor={`the ${what}`} /> : null}
        {hold.answer !== null && rows.length === 0 ? (
          <Nothing words={props.none.words}>
            {props.none.steps}
            <Button icon="reload" onClick={hold.again}>Read again</Button>
          </Nothing>
        ) : null}
        {rows.length > 0 && lines.length === 0 ? (
          <Nothing words={`None of the ${what} is let through by the filter.`}>
            <Button onClick={() => onFind('')}>Clear the filter</Button>
          </Nothing>
        ) : null}
        {lines.length === 0 ? null : (
          <LiveGrid
            label={what}
            lines={lines}
            columns={columns}
            hidden={noneHidden}
            sort={sortOf(sort, columns)}
            selected={selected}
            stale={old}
            rowPx={density === 'compact' ? 24 : 28}
            onSort={(column) => set({ sort: nextSort(sort, column) })}
            onOpen={(row) => set({ row })}
            onChoice={ignoreChoice}
          />
        )}
      </div>
      {open === null ? null : (
        <Details row={open} detail={props.detail} filter={{ find, onFind, stale: old }} old={old} widthPx={drawerPx} what={what} onResize={(px) => settings.set({ drawerPx: px })} onClose={() => set({ row: null })} />
      )}
    </div>
  ); // prettier-ignore
}

function Nothing({ words, children }: { words: ReactNode; children: ReactNode }) {
  return (
    <div className="empty">
      <p className="quiet">{words}</p>
      <div className="empty-actions">{children}</div>
    </div>
  );
}

interface DetailsProps<R extends GridRow> extends Pick<AnswerPaneProps<R>, 'detail' | 'what'> {
  row: R;
  filter: ListFilter;
  old: boolean;
  widthPx: number;
  onResize: (px: number) => void;
  onClose: () => void;
}

function Details<R extends GridRow>({ row, detail, filter, what, old, ...drawer }: DetailsProps<R>) {
  const { title, body } = detail(row, filter);
  return (
    <Drawer title={title} label={`One of the ${what}`} stale={old} {...drawer}>
      {body}
    </Drawer>
  );
}

const noneHidden: readonly string[] = [];
/** There is no menu of columns here that would have to say which have no room. */
const ignoreChoice = (): void => undefined;

function orderBy<R extends GridRow>(rows: readonly R[], columns: readonly Column<R>[], sort: string): Order<R> {
  const { column, down } = sortOf(sort, columns);
  const order = columns.find(({ name }) => name === column)?.order ?? ((row: R) => row.rank);
  // Made once a row: it is compared many times.
  const values = new Map(rows.map((row) => [row, order(row)]));
  return orderOf((row) => values.get(row) ?? 0, down);
}

function ReadAt<R extends GridRow>({ what, hold, rows, total, shown }: AnswerPaneProps<R> & { shown: number }) {
  if (hold.answer === null) return null;
  const { readAt } = hold.answer;
  const count = shown === rows.length ? grouped(shown) : `${grouped(shown)} of ${grouped(rows.length)}`;
  return (
    <p className="quiet list-read" role="status" aria-label={`How fresh the ${what} are`}>
      {count} {what}, as read at <Moment at={readAt} /> (<Ago at={readAt} />)
      {total > rows.length ? <strong> Only {grouped(rows.length)} of {grouped(total)} are shown.</strong> : null}
    </p>
  ); // prettier-ignore
}

function Refused({ what, hold: { failure, answer, again } }: Pick<AnswerPaneProps<GridRow>, 'what' | 'hold'>) {
  return (
    <p className="box-note" role="alert">
      <Glyph name="error" />
      <span>
        The {what} could not be read{answer === null ? '' : ' again; what is shown is the last answer'}:{' '}
        {failure?.reason}
      </span>
      <Button icon="reload" onClick={again}>
        Read again
      </Button>
    </p>
  );
}
