// The `custom` part of a field's configuration: lines, fills, axes and stacks of charts, and the cells of tables.
import type { FieldStyle } from '#shared/model/dashboard/field-style.ts';
import { at, flagOf, intOf, isBlank, isFields, listOf, numberOf, own, textOf, wordOf } from './json-read.ts';
import { clipped, noteUnknown, type Notes } from './notes.ts';

/** Read below, or without effect on what is shown. */
const known = new Set(['drawStyle', 'lineWidth', 'fillOpacity', 'lineInterpolation', 'showPoints', 'pointSize', 'lineStyle', 'spanNulls', 'stacking', 'axisPlacement', 'axisLabel', 'scaleDistribution', 'axisSoftMin', 'axisSoftMax', 'axisCenteredZero', 'axisCenterZero', 'transform', 'hideFrom', 'thresholdsStyle', 'displayMode', 'cellOptions', 'align', 'width', 'minWidth', 'hidden', 'filterable', 'inspect', 'gradientMode', 'barAlignment', 'barWidthFactor', 'insertNulls', 'axisGridShow', 'axisBorderShow', 'axisColorMode', 'axisWidth', 'lineColor', 'pointColor', 'fillColor', 'fillBelowTo', 'axisSoftLimits', 'showValues', 'footer', 'wrapText', 'wrapHeaderText', 'cellHeight', 'tooltip', 'valueMode', 'neutral', 'hide', 'viz']); // prettier-ignore

export function readDrawing(custom: unknown, notes: Notes): FieldStyle {
  if (!isFields(custom)) return {};
  noteUnknown(notes, custom, known);
  return {
    ...readLine(custom, notes),
    ...readAxis(custom, notes),
    ...readHidden(custom, notes),
    ...readCell(custom, notes),
  };
}

function readLine(custom: unknown, notes: Notes): FieldStyle {
  const style: FieldStyle = {};
  const draw = own(custom, 'drawStyle');
  if (draw !== undefined) style.draw = wordOf(draw, ['line', 'bars', 'points'], 'line');
  const width = numberOf(own(custom, 'lineWidth'));
  if (width !== null) style.lineWidthPx = Math.min(20, Math.max(0, width));
  const fill = numberOf(own(custom, 'fillOpacity'));
  if (fill !== null) style.fill = Math.min(1, Math.max(0, fill / 100));
  const between = { linear: 'linear', smooth: 'smooth', stepBefore: 'step_before', stepAfter: 'step_after' } as const;
  const line = textOf(own(custom, 'lineInterpolation'));
  if (line !== '')
    style.interpolation = Object.hasOwn(between, line) ? between[line as keyof typeof between] : 'linear';
  if (own(custom, 'showPoints') !== undefined) style.points = wordOf(own(custom, 'showPoints'), ['auto', 'never', 'always'], 'auto'); // prettier-ignore
  if (style.interpolation === 'smooth')
    notes.add('.lineInterpolation', 'smooth lines are drawn straight from sample to sample');
  const size = numberOf(own(custom, 'pointSize'));
  if (size !== null) style.pointSizePx = Math.min(40, Math.max(0, size));
  const kind = textOf(at(custom, 'lineStyle.fill'));
  if (kind !== '') style.dash = kind === 'solid' ? [] : dashOf(at(custom, 'lineStyle.dash'), kind);
  const bridge = own(custom, 'spanNulls');
  if (bridge !== undefined && bridge !== null) style.bridge = typeof bridge === 'number' ? Math.max(0, bridge) : flagOf(bridge) ? 'always' : 'never'; // prettier-ignore
  const stack = own(custom, 'stacking');
  if (isFields(stack)) {
    style.stack = wordOf(own(stack, 'mode'), ['none', 'normal', 'percent'], 'none');
    if (textOf(own(stack, 'group')) !== '') style.stackGroup = textOf(own(stack, 'group'));
  }
  noteLooks(custom, notes);
  if (textOf(own(custom, 'fillBelowTo')) !== '') {
    notes.add('.fillBelowTo', `the band down to ${clipped(textOf(own(custom, 'fillBelowTo')))} is not filled`);
  }
  const gap = own(custom, 'insertNulls');
  if (typeof gap === 'number') notes.add('.insertNulls', 'gaps are shown where samples are missing, not after a time of its own'); // prettier-ignore
  const steps = { off: 'off', line: 'lines', dashed: 'lines', area: 'regions', 'line+area': 'both', 'dashed+area': 'both', series: 'off' } as const; // prettier-ignore
  const mode = textOf(at(custom, 'thresholdsStyle.mode'));
  if (mode !== '') style.showThresholds = Object.hasOwn(steps, mode) ? steps[mode as keyof typeof steps] : 'off';
  return style;
}

/** What changes the look alone. */
function noteLooks(custom: unknown, notes: Notes): void {
  const gradient = textOf(own(custom, 'gradientMode'), 'none');
  if (gradient !== 'none') notes.add('.gradientMode', gradient === 'opacity' || gradient === 'hue' ? 'the fill is even, it does not fade' : 'a line has one colour, whatever its values'); // prettier-ignore
  if ((numberOf(own(custom, 'barAlignment')) ?? 0) !== 0) notes.add('.barAlignment', 'bars stand in the middle of their moment'); // prettier-ignore
  if (flagOf(own(custom, 'showValues'))) notes.add('.showValues', 'the numbers are not written beside the samples');
  if (textOf(own(custom, 'axisColorMode')) === 'series') notes.add('.axisColorMode', 'the axis does not take the colour of its series'); // prettier-ignore
  for (const key of ['lineColor', 'pointColor', 'fillColor']) {
    if (textOf(own(custom, key)) !== '') notes.add(`.${key}`, 'lines, points and fills are of the colour of their series'); // prettier-ignore
  }
  if (flagOf(own(custom, 'wrapText'))) notes.add('.wrapText', 'long texts of cells are cut off, not wrapped');
}

function dashOf(dash: unknown, kind: string): number[] {
  const lengths = listOf(dash).map(numberOf).filter((one) => one !== null && one >= 0).slice(0, 16) as number[]; // prettier-ignore
  return lengths.length > 0 ? lengths : kind === 'dot' ? [0, 10] : [10, 10];
}

function readAxis(custom: unknown, notes: Notes): FieldStyle {
  const style: FieldStyle = {};
  const side = own(custom, 'axisPlacement');
  if (side !== undefined) style.axis = wordOf(side, ['auto', 'left', 'right', 'hidden'], 'auto');
  if (side === 'top' || side === 'bottom') notes.add('.axisPlacement', `an axis at the ${side} is drawn at the side`);
  if (textOf(own(custom, 'axisLabel')) !== '') style.axisLabel = textOf(own(custom, 'axisLabel'));
  const scale = textOf(at(custom, 'scaleDistribution.type'));
  if (scale !== '') {
    const base = numberOf(at(custom, 'scaleDistribution.log')) ?? 2;
    style.logBase = scale === 'log' || scale === 'symlog' ? Math.max(2, base) : 0;
    if (scale === 'symlog') notes.add('.scaleDistribution', 'a symmetric logarithm is drawn as a logarithm: values at or below zero are not shown'); // prettier-ignore
    else if (scale !== 'log' && scale !== 'linear') notes.add('.scaleDistribution', `the scale ${clipped(scale)} is drawn linear`); // prettier-ignore
  }
  const [least, most] = [numberOf(own(custom, 'axisSoftMin')), numberOf(own(custom, 'axisSoftMax'))];
  if (least !== null) style.softMin = least;
  if (most !== null) style.softMax = most;
  const centred = own(custom, 'axisCenteredZero');
  if (centred !== undefined) style.centredZero = flagOf(centred);
  const transform = textOf(own(custom, 'transform'));
  if (transform !== '') style.mirrored = transform === 'negative-Y';
  if (transform === 'constant')
    notes.add('.transform', 'a constant line of the first value is drawn as the series itself');
  return style;
}

function readHidden(custom: unknown, notes: Notes): FieldStyle {
  const style: FieldStyle = {};
  const hide = own(custom, 'hideFrom');
  const from = (key: string): boolean | undefined => {
    const value = own(hide, key) ?? (key === 'viz' ? (own(hide, 'graph') ?? own(hide, 'vis')) : undefined);
    return value === undefined || value === null ? undefined : flagOf(value);
  };
  const [chart, legend, tooltip] = [from('viz'), from('legend'), from('tooltip')];
  if (chart !== undefined) style.hideFromChart = chart;
  if (legend !== undefined) style.hideFromLegend = legend;
  if (tooltip !== undefined) style.hideFromTooltip = tooltip;
  if (own(custom, 'hidden') !== undefined) style.hidden = flagOf(own(custom, 'hidden'));
  if (isFields(own(custom, 'hide')) && flagOf(at(custom, 'hide.viz'))) notes.add('.hide', 'is not used');
  return style;
}

const cells: Record<string, FieldStyle['cell']> = { auto: 'text', json: 'text', 'json-view': 'text', markdown: 'text', pill: 'fill', 'color-text': 'ink', 'color-background': 'fill', 'color-background-solid': 'fill', basic: 'bar', gauge: 'bar', 'lcd-gauge': 'bar', 'gradient-gauge': 'bar' }; // prettier-ignore

function readCell(custom: unknown, notes: Notes): FieldStyle {
  const style: FieldStyle = {};
  const mode = textOf(at(custom, 'cellOptions.type')) || textOf(own(custom, 'displayMode'));
  if (mode !== '') {
    style.cell = Object.hasOwn(cells, mode) ? cells[mode] : 'text';
    if (!Object.hasOwn(cells, mode)) notes.add('.cellOptions', `a cell drawn as ${clipped(mode)} is shown as text`);
  }
  if (flagOf(at(custom, 'cellOptions.applyToRow'))) notes.add('.cellOptions.applyToRow', 'only the cell itself is coloured, not its row'); // prettier-ignore
  const align = textOf(own(custom, 'align'));
  const ways = { auto: 'auto', left: 'left', center: 'centre', right: 'right' } as const;
  if (align !== '') style.align = Object.hasOwn(ways, align) ? ways[align as keyof typeof ways] : 'auto';
  const width = intOf(own(custom, 'width'), 1, 4000);
  if (width !== null && !isBlank(own(custom, 'width'))) style.widthPx = width;
  if (!isBlank(at(custom, 'footer.reducers'))) notes.add('.footer', 'a footer of one column is not shown');
  return style;
}
