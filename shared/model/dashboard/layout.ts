// Where panels stand: repeats unfolded over the values of their variable, overlaps moved down and gaps closed as Grafana
// does it, rows folded. Pure; how large a grid unit is on the screen is the view's.
import type { Dashboard, Section } from './dashboard.ts';
import type { VariableValues } from './interpolate.ts';
import type { GridPlace, Panel } from './panel.ts';
import type { VariableValue } from './variable.ts';

export const gridColumns = 24;
/** Copies of one panel or row; further values are counted, not shown. */
export const repeatLimit = 60;

export interface PlacedPanel extends GridPlace {
  /** Unique in the layout, the same as long as the value it stands for is there. */
  key: string;
  panel: Panel;
  /** The dashboard's, and the one value of the variable that it is repeated for. */
  variables: VariableValues;
}

export interface PlacedSection {
  key: string;
  section: Section;
  title: string | null;
  collapsed: boolean;
  variables: VariableValues;
  /** Empty while it is collapsed; `y` counts from the top of the section. */
  panels: PlacedPanel[];
  /** Panels it has when it is not collapsed. */
  panelCount: number;
  /** In grid units. */
  height: number;
  /** Values that it or its panels are not repeated for because there are too many, in words; empty for none. */
  leftOut: string[];
}

/** @param turned keys of sections that are folded or unfolded other than the dashboard says. */
export function layoutOf(
  dashboard: Pick<Dashboard, 'sections'>,
  values: VariableValues,
  turned: ReadonlySet<string> = new Set(),
): PlacedSection[] {
  return dashboard.sections.flatMap((section) => {
    const { copies, leftOut } = copiesOf(section.key, section.repeat?.variable ?? null, values);
    return copies.map(({ key, variables }, index) => {
      const collapsed = section.title !== null && section.collapsed !== turned.has(key);
      const unfolded = section.panels.map((panel) => unfold(panel, variables, key === section.key ? '' : `${key}/`));
      const panels = compacted(unfolded.flatMap((one) => one.panels));
      return {
        key,
        section,
        title: section.title,
        collapsed,
        variables,
        panels: collapsed ? [] : panels,
        panelCount: panels.length,
        height: collapsed ? 0 : panels.reduce((most, { y, h }) => Math.max(most, y + h), 0),
        leftOut: [...(index === 0 ? leftOut : []), ...unfolded.flatMap((one) => one.leftOut)],
      };
    });
  });
}

interface Copies {
  copies: { key: string; variables: VariableValues }[];
  leftOut: string[];
}

/** One for each chosen value; one alone where the variable is not known or has none. */
function copiesOf(key: string, variable: string | null, values: VariableValues): Copies {
  const value = variable === null ? undefined : values.get(variable);
  if (value === undefined || value.values.length === 0) return { copies: [{ key, variables: values }], leftOut: [] };
  const shown = value.values.slice(0, repeatLimit);
  const left = value.values.length - shown.length;
  return {
    copies: shown.map((one, index) => ({ key: `${key}/${value.name}=${one}`, variables: withValue(values, value, index) })), // prettier-ignore
    leftOut: left === 0 ? [] : [`$${value.name} has ${value.values.length} values, shown for the first ${repeatLimit}`],
  };
}

function withValue(values: VariableValues, value: VariableValue, index: number): VariableValues {
  const [one, text] = [value.values[index] ?? '', value.texts[index] ?? value.values[index] ?? ''];
  return new Map(values).set(value.name, { ...value, values: [one], texts: [text], all: false });
}

function unfold(panel: Panel, values: VariableValues, prefix: string): { panels: PlacedPanel[]; leftOut: string[] } {
  const { repeat, place } = panel;
  const { copies, leftOut } = copiesOf(`${prefix}${panel.key}`, repeat?.variable ?? null, values);
  const isRepeated = repeat !== null && (values.get(repeat.variable)?.values.length ?? 0) > 0;
  if (!isRepeated) return { panels: copies.map((copy) => ({ ...copy, panel, ...place })), leftOut };
  if (repeat.direction === 'down') {
    return {
      panels: copies.map((copy, index) => ({ ...copy, panel, ...place, y: place.y + place.h * index })),
      leftOut,
    };
  }
  const w = Math.max(1, Math.floor(gridColumns / Math.min(copies.length, repeat.mostAcross)));
  const perRow = Math.floor(gridColumns / w);
  return {
    panels: copies.map((copy, index) => ({
      ...copy,
      panel,
      x: (index % perRow) * w,
      y: place.y + Math.floor(index / perRow) * place.h,
      w,
      h: place.h,
    })),
    leftOut,
  };
}

/**
 * From the top down each panel goes up as far as nothing is in its way, and down where something is. What a repeat
 * pushed down stays below it: panels are taken in the order of the rows that the original has.
 */
function compacted(panels: readonly PlacedPanel[]): PlacedPanel[] {
  const floor = Array.from({ length: gridColumns }, () => 0);
  const order = panels
    .map((placed, index) => ({ placed, index }))
    .toSorted((one, other) => {
      const [a, b] = [one.placed, other.placed];
      return a.panel.place.y - b.panel.place.y || a.y - b.y || a.x - b.x || one.index - other.index;
    });
  return order.map(({ placed }) => {
    const columns = floor.slice(placed.x, placed.x + placed.w);
    const y = Math.max(0, ...columns);
    floor.fill(y + placed.h, placed.x, placed.x + placed.w);
    return { ...placed, y };
  });
}
