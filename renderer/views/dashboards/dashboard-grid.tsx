// The panels of a dashboard where they stand: 24 columns, rows that fold, or one panel alone. A panel comes to be when it is
// first in sight; until then its place has its size and its title, so that nothing jumps.
import { memo, useLayoutEffect, useRef, useState, type CSSProperties, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { PlacedPanel, PlacedSection } from '#shared/model/dashboard/layout.ts';
import { Button } from '../../components/button.tsx';
import { useInSight } from '../../components/chart/use-size.ts';
import type { Span } from '../../components/chart/chart-types.ts';
import { Icon } from '../../components/icon.tsx';
import { grouped } from '../../components/times.ts';
import { pageTurns } from '../../state/use-panel-query.ts';
import { PanelHost } from './panel-host.tsx';
import { panelTexts, sectionTitle, type PanelSetting } from './questions-of.ts';

export interface DashboardGridProps {
  sections: readonly PlacedSection[];
  setting: Omit<PanelSetting, 'variables'>;
  round: number;
  problems: ReadonlyMap<string, string>;
  enlarged: string | null;
  onTurn: (sectionKey: string) => void;
  onEnlarge: (key: string | null) => void;
  onZoom: (span: Span) => void;
}

export function DashboardGrid(props: DashboardGridProps) {
  const { sections, setting, enlarged, onTurn, onEnlarge } = props;
  const [inspected, setInspected] = useState<string | null>(null);
  const cell = (placed: PlacedPanel, alone: boolean) => (
    <Cell
      key={placed.key}
      placed={placed}
      alone={alone}
      inspected={placed.key === inspected}
      onInspect={setInspected}
      {...{ setting, round: props.round, problems: props.problems, onEnlarge, onZoom: props.onZoom }}
    />
  );
  if (enlarged !== null) {
    const found = sections.flatMap(({ panels }) => panels).find(({ key }) => key === enlarged);
    if (found !== undefined) return <div className="dash-alone">{cell(found, true)}</div>;
    return (
      <div className="empty">
        <p>The panel in the address is not there now: its row is folded, or the value that it stood for is gone.</p>
        <Button onClick={() => onEnlarge(null)}>Show all panels</Button>
      </div>
    );
  }
  return sections.map((placed) => (
    <section key={placed.key} className="dash-section" aria-label={sectionTitle(placed, setting) || 'Panels'}>
      {placed.title === null ? null : <SectionHead placed={placed} title={sectionTitle(placed, setting)} onTurn={onTurn} />}
      {placed.leftOut.map((words) => (
        <p key={words} className="quiet dash-left-out">
          {words}
        </p>
      ))}
      {placed.panels.length === 0 ? null : <div className="dash-grid">{placed.panels.map((one) => cell(one, false))}</div>}
    </section>
  ));
} // prettier-ignore

function SectionHead({ placed, title, onTurn }: { placed: PlacedSection; title: string; onTurn: (key: string) => void }) {
  const { collapsed, panelCount, key } = placed;
  return (
    <h3 className="dash-row">
      <button type="button" aria-expanded={!collapsed} onClick={() => onTurn(key)}>
        <span className={collapsed ? 'dash-fold' : 'dash-fold dash-unfolded'}>
          <Icon name="fold" />
        </span>
        {title === '' ? 'Row without a title' : title}
        <span className="quiet">
          {grouped(panelCount)} {panelCount === 1 ? 'panel' : 'panels'}
        </span>
      </button>
    </h3>
  );
} // prettier-ignore

interface CellProps extends Omit<DashboardGridProps, 'sections' | 'enlarged' | 'onTurn'> {
  placed: PlacedPanel;
  alone: boolean;
  inspected: boolean;
  onInspect: (key: string | null) => void;
}

const Cell = memo(function Cell({ placed, alone, ...rest }: CellProps) {
  const box = useRef<HTMLDivElement>(null);
  const inSight = useInSight(box);
  const seen = useSeen(box, inSight);
  const { x, y, w, h, panel } = placed;
  const style: CSSProperties = alone ? {} : { gridColumn: `${x + 1} / span ${w}`, gridRow: `${y + 1} / span ${h}`, '--rows': h } as CSSProperties; // prettier-ignore
  return (
    <div ref={box} className={panel.frameless ? 'dash-cell dash-frameless' : 'dash-cell'} style={style}>
      {seen ? (
        <PanelHost placed={placed} inSight={inSight} enlarged={alone} {...rest} />
      ) : (
        <Unseen placed={placed} setting={rest.setting} />
      )}
    </div>
  );
});

/** Whether it was in sight, once its turn has come: each panel comes in a task of its own, as many at once keep the page busy. */
function useSeen(box: RefObject<HTMLElement | null>, inSight: boolean): boolean {
  const [seen, setSeen] = useState(false);
  useLayoutEffect(() => {
    if (!inSight || seen) return undefined;
    const turn = {};
    pageTurns.ask(turn, () => {
      const focused = box.current?.contains(document.activeElement) === true;
      flushSync(() => setSeen(true));
      // The panel stands where its place stood, to which a key may have gone.
      if (focused) box.current?.querySelector<HTMLElement>('[data-panel]')?.focus();
    });
    return () => pageTurns.leave(turn);
  }, [box, inSight, seen]);
  return seen;
}

/** What can be read of a panel that nobody has looked at yet. */
function Unseen({ placed, setting }: { placed: PlacedPanel; setting: Omit<PanelSetting, 'variables'> }) {
  const { title } = panelTexts(placed.panel, { ...setting, variables: placed.variables });
  return (
    <section className="panel" data-panel={placed.key} aria-label={title === '' ? 'Panel without a title' : title} tabIndex={-1}>
      <header className="panel-head">
        <h3 className="panel-title">{title}</h3>
      </header>
    </section>
  );
} // prettier-ignore
