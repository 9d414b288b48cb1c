// Field configuration: what a panel says of all its values, and the overrides. Properties that have no effect are noted.
import type { FieldColour, FieldStyle, Matcher, Override } from '#shared/model/dashboard/field-style.ts';
import { patternParts, safePattern } from '#shared/model/dashboard/safe-pattern.ts';
import { isKnownUnit } from '#shared/model/units/format-value.ts';
import { colourOf, scales } from './colours.ts';
import { at, fieldsOf, intOf, isBlank, isFields, listOf, numberOf, own, textOf, textsOf, type Fields } from './json-read.ts'; // prettier-ignore
import { clipped, noteUnknown, type Notes } from './notes.ts';
import { readDrawing } from './read-drawing.ts';
import { readMappings } from './read-mappings.ts';
import { readThresholds } from './read-thresholds.ts';

const known = new Set(['unit', 'decimals', 'min', 'max', 'displayName', 'noValue', 'color', 'thresholds', 'mappings', 'custom', 'links', 'actions', 'description', 'filterable', 'unitScale', 'writeable', 'path', 'nullValueMode', 'title', 'fieldMinMax', 'displayNameFromDS', 'interval']); // prettier-ignore

/** @param fields as in `fieldConfig.defaults`, which overrides are brought into as well. */
export function readStyle(fields: Fields, notes: Notes): FieldStyle {
  const style: FieldStyle = {};
  const unit = own(fields, 'unit');
  if (typeof unit === 'string' && unit !== '') {
    style.unit = unit;
    if (!isKnownUnit(unit)) notes.add('.unit', unitWords(unit));
  }
  const decimals = intOf(own(fields, 'decimals'), 0, 20);
  if (decimals !== null) style.decimals = decimals;
  for (const end of ['min', 'max'] as const) {
    const value = numberOf(own(fields, end));
    if (value !== null) style[end] = value;
  }
  const displayName = textOf(own(fields, 'displayName')) || textOf(own(fields, 'title'));
  if (displayName !== '') style.displayName = displayName;
  if (textOf(own(fields, 'noValue')) !== '') style.noValue = textOf(own(fields, 'noValue'));
  const colour = readColour(own(fields, 'color'), notes.within('.color'));
  if (colour !== undefined) style.colour = colour;
  const thresholds = readThresholds(own(fields, 'thresholds'), notes.within('.thresholds'));
  if (thresholds !== undefined) style.thresholds = thresholds;
  const mappings = readMappings(own(fields, 'mappings'), notes.within('.mappings'));
  // An empty list in an override takes away those of the panel.
  if (Array.isArray(own(fields, 'mappings'))) style.mappings = mappings;
  if (!isBlank(own(fields, 'links'))) notes.add('.links', 'links of values are not shown');
  if (!isBlank(own(fields, 'actions'))) notes.add('.actions', 'actions of values are not offered');
  noteUnknown(notes, fields, known);
  return { ...style, ...readDrawing(own(fields, 'custom'), notes.within('.custom')) };
}

export const unitWords = (unit: string): string => `the unit ${clipped(unit)} is not known here: values are plain numbers with its name`; // prettier-ignore

function readColour(value: unknown, notes: Notes): FieldColour | undefined {
  const mode = textOf(own(value, 'mode'));
  if (mode === '') return undefined;
  if (mode === 'fixed' || mode === 'shades') {
    if (mode === 'shades') notes.add('.mode', 'shades of a colour are shown as the one colour');
    const colour = colourOf(own(value, 'fixedColor'));
    if (colour !== null) return { kind: 'fixed', colour };
    if (own(value, 'fixedColor') !== undefined) notes.add('.fixedColor', 'is no colour that is known here');
    return undefined;
  }
  if (own(value, 'seriesBy') !== undefined && own(value, 'seriesBy') !== 'last') {
    notes.add('.seriesBy', 'a series has the colour of its last value');
  }
  if (mode === 'thresholds') return { kind: 'thresholds' };
  if (mode === 'palette-classic') return { kind: 'palette', by: 'order' };
  if (mode === 'palette-classic-by-name') return { kind: 'palette', by: 'name' };
  const colours = scales.get(mode);
  if (colours !== undefined) return { kind: 'scale', colours: [...colours] };
  notes.add('.mode', `the colour mode ${clipped(mode)} is not known here; the colours of series are used`);
  return { kind: 'palette', by: 'order' };
}

export function readOverrides(value: unknown, notes: Notes): Override[] {
  return listOf(value).flatMap((one, index) => {
    const under = notes.within(`[${index}]`);
    if (!isFields(one)) return [];
    const matcher = readMatcher(own(one, 'matcher'), under.within('.matcher'));
    if (matcher === null) return [];
    const style = readStyle(propertiesOf(own(one, 'properties')), under);
    return [{ matcher, style }];
  });
}

/** `[{id: "custom.lineWidth", value: 2}]` as `{custom: {lineWidth: 2}}`. Objects are made anew, without a prototype to reach. */
function propertiesOf(properties: unknown): Fields {
  const fields: Fields = bare({});
  for (const property of listOf(properties)) {
    const path = textOf(own(property, 'id')).split('.');
    const last = path.pop() ?? '';
    if (last === '' || path.length > 4) continue;
    let into = fields;
    for (const key of path) {
      const made = bare(own(into, key));
      into[key] = made;
      into = made;
    }
    into[last] = own(property, 'value');
  }
  return fields;
}

const bare = (from: unknown): Fields => Object.assign(Object.create(null) as Fields, isFields(from) ? from : {});

function readMatcher(matcher: unknown, notes: Notes): Matcher | null {
  const id = textOf(own(matcher, 'id'));
  const options = own(matcher, 'options');
  if (id === 'byName') return { kind: 'names', names: [textOf(options)], except: false };
  if (id === 'byNames') {
    return { kind: 'names', names: textsOf(own(options, 'names')), except: own(options, 'mode') === 'exclude' };
  }
  if (id === 'byRegexp') {
    const { pattern, flags } = patternParts(textOf(options));
    const ready = safePattern(pattern, flags);
    if (typeof ready !== 'string') return { kind: 'regexp', pattern, flags };
    notes.add('.options', `the override for /${clipped(pattern)}/ is not used: ${ready}`);
    return null;
  }
  if (id === 'byType') {
    const type = (['number', 'string', 'time', 'boolean'] as const).find((word) => word === options) ?? 'other';
    return { kind: 'type', type };
  }
  if (id === 'byFrameRefID') return { kind: 'query', refId: textOf(options) };
  notes.add('', `overrides by ${clipped(id || 'nothing named')} are not used`);
  return null;
}

/** All of `fieldConfig`. */
export function readFieldConfig(panel: unknown, notes: Notes): { style: FieldStyle; overrides: Override[] } {
  const config = notes.within('.fieldConfig');
  return {
    style: readStyle(fieldsOf(at(panel, 'fieldConfig.defaults')), config.within('.defaults')),
    overrides: readOverrides(at(panel, 'fieldConfig.overrides'), config.within('.overrides')),
  };
}
