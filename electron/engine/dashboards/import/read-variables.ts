// The variables of a dashboard, and which of them needs which. Those that go round in a circle are named, not lost.
import { safePattern, patternParts } from '#shared/model/dashboard/safe-pattern.ts';
import { variablesIn } from '#shared/model/dashboard/interpolate.ts';
import { allValue, variableOrders, type Variable, type VariableOption, type VariableSource } from '#shared/model/dashboard/variable.ts'; // prettier-ignore
import type { DataSources } from './data-sources.ts';
import { at, flagOf, intOf, isFields, listOf, own, textOf } from './json-read.ts';
import { clipped, noteUnknown, type Notes } from './notes.ts';
import { customOptions, intervalOptions } from './variable-options.ts';
import { readAsk } from './variable-query.ts';

const known = new Set(['name', 'label', 'description', 'hide', 'multi', 'includeAll', 'allValue', 'current', 'type', 'query', 'definition', 'regex', 'sort', 'refresh', 'options', 'datasource', 'auto', 'auto_count', 'auto_min', 'skipUrlSync', 'tags', 'tagsQuery', 'tagValuesQuery', 'useTags', 'error', 'queryValue', 'id', 'index', 'state', 'global', 'rootStateKey', 'selected', 'allFormat', 'multiFormat', 'refresh_on_load', 'initLock', 'allowCustomValue', 'valuesFormat', 'filters', 'baseFilters', 'defaultKeys', 'hideLabel', 'regexApplyTo', 'showInControlsMenu', 'staticOptions', 'staticOptionsOrder', 'depth', 'baseFilter', 'origin', 'autoMin', 'autoCount', 'datasourceRegex', 'optionsLoaded', 'query0', 'tagKey', 'enableGroupBy']); // prettier-ignore
const variableLimit = 300;

export function readVariables(dashboard: unknown, sources: DataSources, notes: Notes): Variable[] {
  const written = listOf(at(dashboard, 'templating.list'));
  const read: Variable[] = [];
  for (const [index, one] of written.slice(0, variableLimit).entries()) {
    const under = notes.within(`.templating.list[${index}]`);
    const name = textOf(own(one, 'name'));
    if (!isFields(one) || name === '') under.add('', 'a variable without a name is not used');
    else if (read.some((other) => other.name === name))
      under.add('.name', `$${clipped(name)} is there twice; the first one counts`); // prettier-ignore
    else read.push(readVariable(one, name, sources, under));
  }
  if (written.length > variableLimit) notes.add('.templating.list', `${written.length - variableLimit} variables beyond the first ${variableLimit} are not used`); // prettier-ignore
  const names = new Set(read.map(({ name }) => name));
  const linked = read.map((variable) => ({ ...variable, needs: variable.needs.filter((need) => names.has(need)) }));
  return withCycles(linked);
}

function readVariable(one: unknown, name: string, sources: DataSources, notes: Notes): Variable {
  noteUnknown(notes, one, known);
  const type = textOf(own(one, 'type')) || 'query';
  const { source, problem, texts } = readSource(one, type, sources, notes);
  const chosen = readChosen(one, source);
  const allAs = textOf(own(one, 'allValue'));
  return {
    name,
    label: textOf(own(one, 'label')),
    description: textOf(own(one, 'description')),
    hide: hideOf(own(one, 'hide'), type, flagOf(own(one, 'hideLabel'))),
    multi: flagOf(own(one, 'multi')),
    includeAll: flagOf(own(one, 'includeAll')),
    allAs: allAs === '' ? null : allAs,
    chosen,
    source,
    needs: [...new Set(texts.flatMap(variablesIn))],
    problem,
  };
}

function hideOf(value: unknown, type: string, labelHidden: boolean): Variable['hide'] {
  const words = { dontHide: 'no', hideLabel: 'label', hideVariable: 'whole', inControlsMenu: 'no' } as const;
  if (typeof value === 'string' && Object.hasOwn(words, value)) return words[value as keyof typeof words];
  const number = intOf(value, 0, 3);
  if (number === 2 || (number === null && type === 'constant')) return 'whole';
  return number === 1 || labelHidden ? 'label' : 'no';
}

interface ReadSource {
  source: VariableSource;
  problem: string | null;
  /** In which other variables may be named. */
  texts: string[];
}

function readSource(one: unknown, type: string, sources: DataSources, notes: Notes): ReadSource {
  const query = own(one, 'query');
  const text = textOf(query);
  if (type === 'custom') return plain({ kind: 'custom', options: customOptions(text, own(one, 'options')) });
  if (type === 'interval') return { ...plain(intervalOptions(one)), texts: [] };
  if (type === 'constant') return plain({ kind: 'constant', value: filled(text, sources) });
  if (type === 'textbox') {
    const value = textOf(at(one, 'current.value')) || text;
    return plain({ kind: 'text', value: filled(value, sources) });
  }
  if (type === 'datasource') {
    if (flagOf(own(one, 'multi'))) notes.add('.multi', 'several sources cannot be chosen: one Prometheus is asked');
    return plain({ kind: 'datasource', type: text });
  }
  if (type === 'adhoc') return none(type, 'Filters of the moment are not added to queries: they ask without them.');
  if (type === 'groupby') return none(type, 'Grouping of the moment is not added to queries: they ask without it.');
  if (type !== 'query') return none(type, `A variable of the kind ${clipped(type)} has no values here.`);
  return readQuerySource(one, sources, notes);
}

function readQuerySource(one: unknown, sources: DataSources, notes: Notes): ReadSource {
  const asked = sources.of(own(one, 'datasource'));
  if (asked.kind !== 'prometheus') {
    const words = asked.kind === 'other' ? clipped(asked.words) : 'another source';
    return none('query', `Its values come from ${words}; only Prometheus is asked here.`);
  }
  const { ask, written } = readAsk(one, (text) => filled(text, sources));
  if (ask === null) return none('query', 'It asks nothing: its query is empty.');
  const regex = textOf(own(one, 'regex'));
  const { pattern, flags } = patternParts(regex);
  const ready = regex === '' || regex.includes('$') ? null : safePattern(pattern, flags);
  if (typeof ready === 'string') notes.add('.regex', `the pattern ${clipped(regex)} is not used: ${ready}`);
  const number = intOf(own(one, 'sort'), 0, variableOrders.length - 1) ?? 0;
  const sortWords = { disabled: 0, alphabeticalAsc: 1, alphabeticalDesc: 2, numericalAsc: 3, numericalDesc: 4, alphabeticalCaseInsensitiveAsc: 5, alphabeticalCaseInsensitiveDesc: 6, naturalAsc: 7, naturalDesc: 8 } as const; // prettier-ignore
  const word = own(one, 'sort');
  const order = typeof word === 'string' && Object.hasOwn(sortWords, word) ? sortWords[word as keyof typeof sortWords] : number; // prettier-ignore
  const refresh = own(one, 'refresh');
  const fixed = listOf(own(one, 'staticOptions')).flatMap((option) => {
    const value = textOf(own(option, 'value'));
    return value === '' ? [] : [{ value, text: textOf(own(option, 'text')) || value }];
  });
  return {
    source: {
      kind: 'query',
      ask,
      written,
      regex: typeof ready === 'string' ? '' : regex,
      order: variableOrders[order] ?? 'none',
      refresh: refresh === 2 || refresh === 'onTimeRangeChanged' ? 'range' : refresh === 0 || refresh === 'never' ? 'never' : 'load', // prettier-ignore
      fixed,
    },
    problem: null,
    texts: [written, regex, ...Object.values(ask).filter((part) => part !== null)],
  };
}

const plain = (source: VariableSource): ReadSource => ({ source, problem: null, texts: [] });
const none = (type: string, problem: string): ReadSource => ({ source: { kind: 'none', type }, problem, texts: [] });

/** What an export left open and names: `${VAR_PREFIX}`. */
function filled(text: string, sources: DataSources): string {
  return text.replace(/\$\{(\w+)\}/g, (whole: string, name: string) => sources.input(name) ?? whole);
}

function readChosen(one: unknown, source: VariableSource): VariableOption[] {
  const current = own(one, 'current');
  const values = [own(current, 'value') ?? []].flat();
  const texts = [own(current, 'text') ?? []].flat();
  const chosen = values.slice(0, 5000).flatMap((raw, index): VariableOption[] => {
    const value = textOf(raw);
    if (raw === null || value === undefined) return [];
    if (value.startsWith('$__auto')) return [{ value: '$__auto', text: 'auto' }];
    return [{ value, text: value === allValue ? 'All' : textOf(texts[index]) || value }];
  });
  const sound = chosen.filter(({ value }) => value !== '' || source.kind === 'text' || source.kind === 'custom');
  // Old exports say All by its text alone.
  if (sound.length === 0 && texts.length === 1 && texts[0] === 'All') return [{ value: allValue, text: 'All' }];
  return sound.some(({ value }) => value === allValue) ? [{ value: allValue, text: 'All' }] : sound;
}

/** Variables that need themselves, by whatever way, get that as their problem. */
function withCycles(variables: Variable[]): Variable[] {
  const byName = new Map(variables.map((variable) => [variable.name, variable]));
  return variables.map((variable) => {
    const circle = circleFrom(variable.name, byName);
    if (circle === null) return variable;
    const words = [...circle, variable.name].map((name) => `$${name}`).join(' needs ');
    return { ...variable, problem: `Its values depend on themselves: ${words}.` };
  });
}

/** The shortest way from the variable back to it; null where there is none. */
function circleFrom(start: string, byName: ReadonlyMap<string, Variable>): string[] | null {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    for (const need of byName.get(name)?.needs ?? []) {
      if (need === start) {
        const way = [name];
        for (let back = cameFrom.get(name); back !== undefined; back = cameFrom.get(back)) way.unshift(back);
        return way;
      }
      if (cameFrom.has(need)) continue;
      cameFrom.set(need, name);
      queue.push(need);
    }
  }
  return null;
}
