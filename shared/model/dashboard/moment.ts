// Moments and spans as dashboards write them: `now-6h`, `now/d`, ISO 8601, epoch milliseconds. Pure; the zone is the
// screen's own or UTC.

export interface MomentContext {
  nowMs: number;
  utc: boolean;
}

type Unit = 'ms' | 's' | 'm' | 'h' | 'd' | 'w' | 'M' | 'Q' | 'y';
const fixedMs: Partial<Record<Unit, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/**
 * Epoch milliseconds, or null where the text is no moment.
 * @param edge to which end of it a rounded moment goes: `now/d` is the day's begin or its end.
 */
export function momentMs(text: string, edge: 'from' | 'to', context: MomentContext): number | null {
  const plain = text.trim();
  if (/^-?\d{1,16}$/.test(plain)) return Number(plain);
  if (!plain.startsWith('now')) {
    const parsed = /^\d{4}-\d\d(?:-\d\d(?:[T ]\d\d(?::\d\d(?::\d\d(?:\.\d+)?)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?$/.test(plain) ? Date.parse(zoned(plain, context.utc)) : Number.NaN; // prettier-ignore
    return Number.isNaN(parsed) ? null : parsed;
  }
  let at = context.nowMs;
  let rest = plain.slice(3);
  while (rest !== '') {
    const found = /^(?:([+-])(\d{1,6})(ms|[smhdwMQy])|\/(f?[smhdwMQy]))/.exec(rest);
    if (found === null) return null;
    const [whole, sign, count, unit, rounding] = found;
    if (rounding !== undefined) at = rounded(at, rounding.replace('f', '').slice(-1) as Unit, edge, context.utc);
    else at = moved(at, (sign === '-' ? -1 : 1) * Number(count), unit as Unit, context.utc);
    rest = rest.slice(whole.length);
  }
  return at;
}

/** A time without a zone is one of the screen, or of UTC where that is shown. */
function zoned(text: string, utc: boolean): string {
  const withT = text.replace(' ', 'T');
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/.test(withT) && withT.includes('T');
  if (hasZone) return withT;
  const full = withT.includes('T') ? (/T\d\d$/.test(withT) ? `${withT}:00` : withT) : `${withT.length === 7 ? `${withT}-01` : withT}T00:00:00`; // prettier-ignore
  return utc ? `${full}Z` : full;
}

function moved(at: number, count: number, unit: Unit, utc: boolean): number {
  const ms = fixedMs[unit];
  if (ms !== undefined) return at + count * ms;
  const date = new Date(at);
  const days = unit === 'd' ? count : unit === 'w' ? count * 7 : 0;
  const months = unit === 'M' ? count : unit === 'Q' ? count * 3 : unit === 'y' ? count * 12 : 0;
  if (utc) {
    const day = date.getUTCDate();
    date.setUTCDate(months === 0 ? day + days : 1);
    if (months !== 0) {
      date.setUTCMonth(date.getUTCMonth() + months);
      date.setUTCDate(Math.min(day, new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()));
    }
    return date.getTime();
  }
  const day = date.getDate();
  date.setDate(months === 0 ? day + days : 1);
  if (months !== 0) {
    date.setMonth(date.getMonth() + months);
    date.setDate(Math.min(day, new Date(date.getFullYear(), date.getMonth() + 1, 0).getDate()));
  }
  return date.getTime();
}

function rounded(at: number, unit: Unit, edge: 'from' | 'to', utc: boolean): number {
  const start = startOf(at, unit, utc);
  return edge === 'from' ? start : moved(start, 1, unit, utc) - 1;
}

function startOf(at: number, unit: Unit, utc: boolean): number {
  const ms = fixedMs[unit];
  if (ms !== undefined && unit !== 'h') return Math.floor(at / ms) * ms;
  const date = new Date(at);
  const [year, month, day, hour, weekday] = utc
    ? [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), date.getUTCHours(), date.getUTCDay()]
    : [date.getFullYear(), date.getMonth(), date.getDate(), date.getHours(), date.getDay()];
  const make = (y: number, m: number, d: number, h: number): number =>
    utc ? Date.UTC(y, m, d, h) : new Date(y, m, d, h).getTime();
  if (unit === 'h') return make(year, month, day, hour);
  if (unit === 'd') return make(year, month, day, 0);
  // Weeks begin on Monday.
  if (unit === 'w') return make(year, month, day - ((weekday + 6) % 7), 0);
  if (unit === 'M') return make(year, month, 1, 0);
  if (unit === 'Q') return make(year, month - (month % 3), 1, 0);
  return make(year, 0, 1, 0);
}
