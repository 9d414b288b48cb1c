// What Explore asks and how it draws it, as it stands in the address. Pure; what an address says wrongly is left out.

export const exploreUnits = ['number', 'percent', 'ratio', 'bytes', 'bytesPerSecond', 'bitsPerSecond', 'seconds', 'milliseconds', 'perSecond', 'cores'] as const; // prettier-ignore
export type ExploreUnit = (typeof exploreUnits)[number];

export interface ExploreQuery {
  q: string;
  /** Written, but not asked. */
  off: boolean;
}

export interface ExploreLook {
  /** Never empty. */
  queries: ExploreQuery[];
  view: 'graph' | 'table';
  log: boolean;
  stacked: boolean;
  unit: ExploreUnit;
  everyMs: number;
}

export const plainExplore: ExploreLook = {
  queries: [{ q: '', off: false }],
  view: 'graph',
  log: false,
  stacked: false,
  unit: 'number',
  everyMs: 0,
};
export const mostQueries = 10;
const mostChars = 16_384;

export function exploreOf(text: string): ExploreLook {
  let said: Record<string, unknown>;
  try {
    said = Object(JSON.parse(text === '' ? '{}' : text)) as Record<string, unknown>;
  } catch {
    return plainExplore;
  }
  const queries = (Array.isArray(said['queries']) ? said['queries'] : []).slice(0, mostQueries).flatMap((one): ExploreQuery[] => {
    const { q, off } = Object(one) as Record<string, unknown>;
    return typeof q === 'string' ? [{ q: q.slice(0, mostChars), off: off === true }] : [];
  }); // prettier-ignore
  const every = Number(said['every']);
  return {
    queries: queries.length === 0 ? plainExplore.queries : queries,
    view: said['view'] === 'table' ? 'table' : 'graph',
    log: said['log'] === true,
    stacked: said['stacked'] === true,
    unit: exploreUnits.find((unit) => unit === said['unit']) ?? 'number',
    everyMs: Number.isFinite(every) && every >= 1000 ? every : 0,
  };
}

/** Empty where nothing differs from the start. */
export function exploreText(look: ExploreLook): string {
  const { queries, view, log, stacked, unit, everyMs } = look;
  const said = {
    ...(queries.length === 1 && queries[0]?.q === '' ? {} : { queries: queries.map(({ q, off }) => (off ? { q, off } : { q })) }), // prettier-ignore
    ...(view === 'table' ? { view } : {}),
    ...(log ? { log } : {}),
    ...(stacked ? { stacked } : {}),
    ...(unit === 'number' ? {} : { unit }),
    ...(everyMs > 0 ? { every: everyMs } : {}),
  };
  return Object.keys(said).length === 0 ? '' : JSON.stringify(said);
}
