// Value mappings: the present form, and the two that came before it.
import type { Mapping } from '#shared/model/dashboard/field-style.ts';
import { patternParts, safePattern } from '#shared/model/dashboard/safe-pattern.ts';
import { colourOf } from './colours.ts';
import { at, fieldsOf, isFields, listOf, numberOf, own, textOf } from './json-read.ts';
import { clipped, type Notes } from './notes.ts';

interface Ranked {
  mapping: Mapping;
  rank: number;
}

/** In the order in which they are tried. */
export function readMappings(value: unknown, notes: Notes): Mapping[] {
  const ranked = listOf(value).flatMap((one, index) => readOne(one, index, notes.within(`[${index}]`)));
  return ranked.toSorted((a, b) => a.rank - b.rank).map(({ mapping }) => mapping);
}

function readOne(one: unknown, index: number, notes: Notes): Ranked[] {
  const type = own(one, 'type');
  const options = own(one, 'options');
  if (type === 'value') {
    return Object.entries(fieldsOf(options)).map(([key, result]) => ranked({ kind: 'value', value: key, ...resultOf(result, notes) }, result, index)); // prettier-ignore
  }
  const result = own(options, 'result');
  const shown = resultOf(result, notes);
  if (type === 'range') {
    return [ranked({ kind: 'range', from: endOf(own(options, 'from')), to: endOf(own(options, 'to')), ...shown }, result, index)]; // prettier-ignore
  }
  if (type === 'regex') {
    const { pattern, flags } = patternParts(textOf(own(options, 'pattern')));
    const ready = safePattern(pattern, flags);
    if (typeof ready === 'string') notes.add('.options.pattern', `the mapping of /${clipped(pattern)}/ is not used: ${ready}`); // prettier-ignore
    return typeof ready === 'string' ? [] : [ranked({ kind: 'regex', pattern, flags, ...shown }, result, index)];
  }
  if (type === 'special') {
    const match = own(options, 'match');
    const known = (['null', 'nan', 'null+nan', 'true', 'false', 'empty'] as const).find((word) => word === match);
    if (known !== undefined) return [ranked({ kind: 'special', match: known, ...shown }, result, index)];
    notes.add('.options.match', `a mapping of the special value ${clipped(textOf(match, 'none'))} is not known here`);
    return [];
  }
  return olderOne(one, index, notes);
}

/** `type` 1 is a value and 2 a range; before that ranges had `from` and values had `op`. */
function olderOne(one: unknown, index: number, notes: Notes): Ranked[] {
  if (!isFields(one)) return [];
  const text = textOf(own(one, 'text')) || null;
  const type = own(one, 'type') ?? own(one, 'mappingType');
  const isRange = type === 2 || type === '2' || (own(one, 'from') !== undefined && own(one, 'value') === undefined);
  if (isRange) return [{ rank: index, mapping: { kind: 'range', from: endOf(own(one, 'from')), to: endOf(own(one, 'to')), text, colour: null } }]; // prettier-ignore
  const value = textOf(own(one, 'value'));
  if (value === 'null') return [{ rank: index, mapping: { kind: 'special', match: 'null+nan', text, colour: null } }];
  if (own(one, 'value') !== undefined) return [{ rank: index, mapping: { kind: 'value', value, text, colour: null } }];
  notes.add('', 'a value mapping of an unknown kind is not used');
  return [];
}

/** Of old panels: `valueMaps` and `rangeMaps`, of which `mappingType` says which counts. */
export function readOldMaps(panel: unknown, notes: Notes): Mapping[] {
  const ranges = own(panel, 'mappingType') === 2;
  const key = ranges ? 'rangeMaps' : 'valueMaps';
  return listOf(own(panel, key)).flatMap((one, index) => olderOne(one, index, notes.within(`.${key}[${index}]`)).map(({ mapping }) => mapping)); // prettier-ignore
}

const ranked = (mapping: Mapping, result: unknown, index: number): Ranked => ({ mapping, rank: numberOf(own(result, 'index')) ?? index }); // prettier-ignore

function resultOf(result: unknown, notes: Notes): { text: string | null; colour: string | null } {
  if (textOf(own(result, 'icon')) !== '') notes.add('.options', 'icons of value mappings are not shown');
  const text = own(result, 'text');
  return { text: text === undefined || text === null || text === '' ? null : textOf(text, '') || null, colour: colourOf(at(result, 'color')) }; // prettier-ignore
}

/** Also written `-Infinity`, or as a text. */
const endOf = (value: unknown): number | null => numberOf(value);
