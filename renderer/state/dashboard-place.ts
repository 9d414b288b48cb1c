// How a dashboard is looked at, as it stands in the address: chosen variables, the panel that is enlarged, rows that were
// folded or unfolded, and how often it is asked anew. It asks nothing.

export interface DashboardLook {
  /** Chosen values by variable; what is not here is at the dashboard's own choice. */
  variables: Record<string, string[]>;
  /** The panel that is shown alone, by the key of its place. */
  enlarged: string | null;
  /** Rows that are not as the dashboard has them. */
  turned: string[];
  /** `30s`; empty for not by itself; null for what the dashboard says. */
  refresh: string | null;
}

export const plainLook: DashboardLook = { variables: {}, enlarged: null, turned: [], refresh: null };

const variablePrefix = 'v.';
/** A value that is empty, or no value at all, has to be told from a variable that was not chosen. */
const noValue = '\u0000';

export function dashboardLookOf(text: string): DashboardLook {
  const asked = new URLSearchParams(text);
  const variables: Record<string, string[]> = Object.create(null) as Record<string, string[]>;
  for (const name of new Set(asked.keys())) {
    if (!name.startsWith(variablePrefix)) continue;
    const values = asked.getAll(name);
    variables[name.slice(variablePrefix.length)] = values.filter((value) => value !== noValue);
  }
  return {
    variables: { ...variables },
    enlarged: asked.get('panel'),
    turned: asked.getAll('row'),
    refresh: asked.get('refresh'),
  };
}

export function dashboardLookText({ variables, enlarged, turned, refresh }: DashboardLook): string {
  const text = new URLSearchParams();
  for (const name of Object.keys(variables).toSorted()) {
    const values = variables[name] ?? [];
    for (const value of values.length === 0 ? [noValue] : values) text.append(variablePrefix + name, value);
  }
  if (enlarged !== null) text.set('panel', enlarged);
  for (const row of turned) text.append('row', row);
  if (refresh !== null) text.set('refresh', refresh);
  return text.toString();
}
