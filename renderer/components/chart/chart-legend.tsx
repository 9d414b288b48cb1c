// The series of a chart by name, with their figures. A press shows one alone, with Ctrl it takes one away or back.
import { memo, useCallback, useLayoutEffect, useMemo, useRef, type ReactNode } from 'react';
import type { CalcName } from '#shared/model/dashboard/calcs.ts';
import { MiddleText } from '../middle-text.tsx';
import type { ChartOptions, ChartSeries } from './chart-types.ts';
import { figureHead, figureText, legendSeries, usualCalcs } from './legend-figures.ts';
import type { Look } from './series-colours.ts';
import { SeriesSwatch } from './series-swatch.tsx';
import type { AxisUnit } from './units.ts';

export interface ChartLegendProps {
  label: string;
  series: readonly ChartSeries[];
  looks: ReadonlyMap<string, Look>;
  hidden: ReadonlySet<string>;
  options: ChartOptions;
  onHidden: (hidden: ReadonlySet<string>) => void;
}

/** Longer ones give way in their middle. */
const shortName = 40;

/** What is hidden after a press: all but that one, or all again where it was alone; with Ctrl, that one or not. */
export function hiddenAfter(
  keys: readonly string[],
  hidden: ReadonlySet<string>,
  key: string,
  toggle: boolean,
): Set<string> {
  // prettier-ignore
  if (toggle) return hidden.has(key) ? new Set([...hidden].filter((one) => one !== key)) : new Set([...hidden, key]);
  const alone = !hidden.has(key) && keys.every((one) => one === key || hidden.has(one));
  return alone ? new Set() : new Set(keys.filter((one) => one !== key));
}

export function ChartLegend(props: ChartLegendProps) {
  const { label, series, looks, hidden, options } = props;
  const mode = options.legend ?? 'list';
  const shown = useMemo(
    () => (mode === 'hidden' ? [] : legendSeries(series, options.legendSort)),
    [mode, series, options.legendSort],
  );
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  const onPress = useCallback((key: string, toggle: boolean): void => {
    const now = latest.current;
    now.onHidden(hiddenAfter(now.series.map((one) => one.key), now.hidden, key, toggle)); // prettier-ignore
  }, []);
  if (shown.length === 0) return null;
  const entry = ({ key, name, fullName = name, style }: ChartSeries) => {
    const { colour, dash } = looks.get(key) ?? { colour: 0, dash: 0 };
    return <LegendName {...{ name, fullName, dash, onPress }} seriesKey={key} colour={style?.colour ?? `var(--series-${colour})`} pressed={!hidden.has(key)} />;
  }; // prettier-ignore
  const calcs = options.calcs ?? (mode === 'table' ? usualCalcs : []);
  if (mode === 'table') return <LegendTable {...{ label, series: shown, entry, calcs, hidden, options }} />;
  return (
    <ul className="chart-legend" aria-label={`Series of ${label}`} tabIndex={0}>
      {shown.map((one) => (
        <li key={one.key} className={hidden.has(one.key) ? 'chart-legend-off' : ''}>
          {entry(one)}
          {calcs.map((calc) => (
            <span key={calc} className="chart-figure">
              <span className="quiet">{figureHead(calc, calcs)} </span>
              {figureText(calc, one.values, unitOf(one, options), one.figures)}
            </span>
          ))}
        </li>
      ))}
    </ul>
  );
}

interface LegendNameProps {
  seriesKey: string;
  name: string;
  fullName: string;
  colour: string;
  dash: number;
  pressed: boolean;
  onPress: (key: string, toggle: boolean) => void;
}

/** The same from one answer to the next, of which a chart has many. */
const LegendName = memo(function LegendName({ seriesKey, name, fullName, colour, dash, pressed, onPress }: LegendNameProps) {
  return (
    <button
      type="button"
      className="chart-legend-name"
      aria-pressed={pressed}
      title={`${fullName}\nClick shows it alone, Ctrl-click hides or shows it`}
      onClick={(event) => onPress(seriesKey, event.ctrlKey || event.metaKey)}
    >
      <SeriesSwatch colour={colour} dash={dash} />
      {name.length > shortName ? <MiddleText text={name} /> : name}
    </button>
  );
}); // prettier-ignore

interface LegendTableProps extends Pick<ChartLegendProps, 'label' | 'series' | 'hidden' | 'options'> {
  entry: (one: ChartSeries) => ReactNode;
  calcs: readonly CalcName[];
}

function LegendTable({ label, series, entry, calcs, hidden, options }: LegendTableProps) {
  return (
    <div className="chart-legend chart-legend-table" tabIndex={0} role="region" aria-label={`Series of ${label}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Series</th>
            {calcs.map((calc) => (
              <th key={calc} scope="col" className="chart-figure">
                {figureHead(calc, calcs)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {series.map((one) => (
            <tr key={one.key} className={hidden.has(one.key) ? 'chart-legend-off' : ''}>
              <td>{entry(one)}</td>
              {calcs.map((calc) => (
                <td key={calc} className="chart-figure">
                  {figureText(calc, one.values, unitOf(one, options), one.figures)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const unitOf = (one: ChartSeries, options: ChartOptions): AxisUnit =>
  one.style?.axis === 'right' ? (options.rightUnit ?? options.unit) : options.unit;
