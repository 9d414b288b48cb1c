// Finds every panel of a dashboard, whatever its version: in `panels`, folded within rows, or in the `rows` of before 16.
// Each keeps its place in the original; none is judged here.
import { gridColumns } from '#shared/model/dashboard/layout.ts';
import type { GridPlace } from '#shared/model/dashboard/panel.ts';
import { at, flagOf, intOf, isFields, listOf, numberOf, own, textOf } from './json-read.ts';

export interface FoundPanel {
  panel: unknown;
  path: string;
  place: GridPlace;
}

export interface FoundSection {
  /** Null for what stands above all rows. */
  row: unknown;
  title: string | null;
  path: string;
  collapsed: boolean;
  panels: FoundPanel[];
}

const tallest = 200;
const plainHeight = 8;
/** Pixels of one grid unit and of the gap below it. */
const unitPx = 38;

export function findPanels(dashboard: unknown): FoundSection[] {
  const path = '$';
  const present = sectionsOf(listOf(own(dashboard, 'panels')), `${path}.panels`);
  const older = olderRows(listOf(own(dashboard, 'rows')), `${path}.rows`);
  return [...present, ...older].filter(({ panels, title }) => panels.length > 0 || title !== null);
}

const isRow = (panel: unknown): boolean => own(panel, 'type') === 'row';

/** In the order of the grid: rows reach over the whole width, so what follows one is below it. */
function sectionsOf(panels: unknown[], path: string): FoundSection[] {
  const found = placed(panels).map(({ panel, place }, index) => ({ panel, path: `${path}[${index}]`, place }));
  const inOrder = found.toSorted((one, other) => one.place.y - other.place.y || one.place.x - other.place.x);
  let section: FoundSection = { row: null, title: null, path: '$', collapsed: false, panels: [] };
  const sections = [section];
  for (const one of inOrder) {
    if (!isRow(one.panel)) {
      section.panels.push(one);
      continue;
    }
    const collapsed = flagOf(own(one.panel, 'collapsed')) || flagOf(own(one.panel, 'collapse'));
    section = { row: one.panel, title: textOf(own(one.panel, 'title')), path: one.path, collapsed, panels: [] };
    sections.push(section);
    // A row within a row is a section of its own.
    const [first, ...nested] = sectionsOf(listOf(own(one.panel, 'panels')), `${one.path}.panels`);
    section.panels.push(...(first?.panels ?? []));
    sections.push(...nested);
    section = nested.at(-1) ?? section;
  }
  return sections.map(fromTop);
}

/** Places count from the top of the section. */
function fromTop(section: FoundSection): FoundSection {
  const top = section.panels.reduce((least, { place }) => Math.min(least, place.y), Infinity);
  if (!Number.isFinite(top)) return section;
  return {
    ...section,
    panels: section.panels.map((one) => ({ ...one, place: { ...one.place, y: one.place.y - top } })),
  };
}

/** Panels without a place stand side by side, below what is before them. */
function placed(panels: unknown[]): { panel: unknown; place: GridPlace }[] {
  let [x, y, bottom] = [0, 0, 0];
  return panels.map((panel) => {
    const known = placeOf(panel);
    const isPlaced = isFields(own(panel, 'gridPos'));
    const w = isRow(panel) ? gridColumns : known.w;
    if (!isPlaced && x + w > gridColumns) [x, y] = [0, bottom];
    const place = isPlaced ? known : { ...known, x, y, w, h: isRow(panel) ? 1 : known.h };
    bottom = Math.max(bottom, place.y + place.h);
    if (isPlaced || x + w >= gridColumns) [x, y] = [0, bottom];
    else x += w;
    return { panel, place };
  });
}

function placeOf(panel: unknown): GridPlace {
  const w = intOf(at(panel, 'gridPos.w'), 1, gridColumns) ?? gridColumns / 2;
  return {
    w,
    h: intOf(at(panel, 'gridPos.h'), 1, tallest) ?? plainHeight,
    x: intOf(at(panel, 'gridPos.x'), 0, gridColumns - w) ?? 0,
    y: intOf(at(panel, 'gridPos.y'), 0, 100_000) ?? 0,
  };
}

/** Rows of twelve columns: panels stand side by side until the row is full. */
function olderRows(rows: unknown[], path: string): FoundSection[] {
  const titled = rows.some((row) => flagOf(own(row, 'collapse')) || flagOf(own(row, 'showTitle')) || textOf(own(row, 'repeat')) !== ''); // prettier-ignore
  const sections = rows.map((row, index): FoundSection => {
    const under = `${path}[${index}]`;
    const heightPx = pixelsOf(own(row, 'height')) ?? 250;
    // What is no row at all is still a thing that was found.
    const panels = isFields(row) ? listOf(own(row, 'panels')) : [row];
    return {
      row,
      title: titled ? textOf(own(row, 'title')) : null,
      path: under,
      collapsed: flagOf(own(row, 'collapse')),
      panels: sideBySide(panels, isFields(row) ? `${under}.panels` : path, heightPx, isFields(row) ? 0 : index),
    };
  });
  return titled ? sections : [stacked(sections)].flat();
}

function sideBySide(panels: unknown[], path: string, rowPx: number, offset: number): FoundPanel[] {
  let [x, y, lineHeight] = [0, 0, 0];
  return panels.map((panel, index) => {
    const span = numberOf(own(panel, 'span')) ?? 4;
    const w = Math.min(gridColumns, Math.max(1, Math.floor((span * gridColumns) / 12)));
    const px = pixelsOf(own(panel, 'height')) ?? rowPx;
    const h = Math.min(tallest, Math.max(3, Math.ceil(px / unitPx)));
    if (x + w > gridColumns) [x, y, lineHeight] = [0, y + lineHeight, 0];
    const place = { x, y, w, h };
    x += w;
    lineHeight = Math.max(lineHeight, h);
    return { panel, path: `${path}[${index + offset}]`, place };
  });
}

/** Rows without a heading are only lines of one section. */
function stacked(sections: FoundSection[]): FoundSection {
  let top = 0;
  const panels = sections.flatMap((section) => {
    const placed = section.panels.map((one) => ({ ...one, place: { ...one.place, y: one.place.y + top } }));
    top = placed.reduce((most, { place }) => Math.max(most, place.y + place.h), top);
    return placed;
  });
  return { row: null, title: null, path: '$', collapsed: false, panels };
}

/** `250px`, `250` or nothing. */
function pixelsOf(value: unknown): number | null {
  const number = numberOf(typeof value === 'string' ? value.replace(/px$/, '') : value);
  return number === null || number <= 0 ? null : Math.min(number, tallest * unitPx);
}
