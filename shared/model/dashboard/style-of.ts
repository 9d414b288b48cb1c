// Which style a series or a column gets: the panel's own, and over it what each fitting override says, in their order. Pure.
import type { FieldStyle, Matcher } from './field-style.ts';
import type { Panel } from './panel.ts';
import { safePattern } from './safe-pattern.ts';

export interface FieldIdentity {
  /** As it is in the answer: `Value #A`, `instance`, `Time`. */
  name: string;
  /** As it is shown before any display name: the legend. */
  shownName: string;
  type: 'number' | 'string' | 'time' | 'boolean' | 'other';
  refId: string;
}

/** A function that is asked for each series: patterns are read once. */
export function stylesOf({
  style,
  overrides,
}: Pick<Panel, 'style' | 'overrides'>): (field: FieldIdentity) => FieldStyle {
  const ready = overrides.map((override) => ({ fits: matches(override.matcher), style: override.style }));
  return (field) => {
    const fitting = ready.filter(({ fits }) => fits(field));
    return fitting.length === 0 ? style : Object.assign({}, style, ...fitting.map((one) => one.style));
  };
}

function matches(matcher: Matcher): (field: FieldIdentity) => boolean {
  if (matcher.kind === 'type') return ({ type }) => type === matcher.type;
  if (matcher.kind === 'query') return ({ refId }) => refId === matcher.refId;
  if (matcher.kind === 'names') {
    const names = new Set(matcher.names);
    return ({ name, shownName }) => (names.has(shownName) || names.has(name)) !== matcher.except;
  }
  const pattern = safePattern(matcher.pattern, matcher.flags);
  // Said on import; here it fits nothing.
  if (typeof pattern === 'string') return () => false;
  return ({ shownName }) => pattern.test(shownName);
}
