// The library of dashboards as lines: which match the words, in which order, and what the import came to in words. Pure.
import type { DashboardSummary, ImportCounts, ImportResult } from '#shared/model/dashboard/dashboard.ts';
import { compared, naturalOrder } from '../../components/natural-order.ts';
import { grouped } from '../../components/times.ts';

/** Imported ones first, as somebody wanted them; then those that come with the program; each by name. */
export function libraryLines(all: Iterable<DashboardSummary>, find: string): DashboardSummary[] {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  const text = ({ title, tags, description, fileName }: DashboardSummary): string =>
    [title, ...tags, description, fileName].join(' ').toLowerCase();
  const rank = ({ origin }: DashboardSummary): number => (origin === 'import' ? 0 : 1);
  return [...all]
    .filter((one) => words.every((word) => text(one).includes(word)))
    .toSorted((a, b) => rank(a) - rank(b) || compared(naturalOrder(a.title), naturalOrder(b.title)));
}

const panels = (count: number): string => `${grouped(count)} ${count === 1 ? 'panel' : 'panels'}`;

/** `12 panels: 9 drawn, 2 drawn with notes, 1 not drawn`. */
export function countsInWords({ panels: all, whole, noted, placeholders }: ImportCounts): string {
  if (all === 0) return 'no panels';
  if (whole === all) return `${panels(all)}, all drawn`;
  const parts = [
    whole > 0 ? `${grouped(whole)} drawn` : '',
    noted > 0 ? `${grouped(noted)} drawn with notes` : '',
    placeholders > 0 ? `${grouped(placeholders)} not drawn` : '',
  ];
  return `${panels(all)}: ${parts.filter(Boolean).join(', ')}`;
}

export interface ReasonGroup {
  kind: 'placeholder' | 'note';
  words: string;
  /** What it is about, and where that stands in the original. */
  of: { name: string; path: string }[];
}

/** The same reason once, with all it is about; what is not drawn comes first, then what concerns most. */
export function byReason(lines: ImportResult['lines']): ReasonGroup[] {
  const groups = new Map<string, ReasonGroup>();
  for (const { kind, words, of, path } of lines) {
    const group = groups.get(`${kind} ${words}`) ?? { kind, words, of: [] };
    group.of.push({ name: of === '' ? 'The dashboard' : of, path });
    groups.set(`${kind} ${words}`, group);
  }
  return [...groups.values()].toSorted(
    (a, b) => Number(a.kind === 'note') - Number(b.kind === 'note') || b.of.length - a.of.length,
  );
}

/** The same by what it is about, in the order of the dashboard. */
export function byPanel(lines: ImportResult['lines']): { name: string; lines: ImportResult['lines'] }[] {
  const groups = new Map<string, ImportResult['lines']>();
  for (const line of lines) groups.set(line.of, [...(groups.get(line.of) ?? []), line]);
  return Array.from(groups, ([name, of]) => ({ name: name === '' ? 'The dashboard' : name, lines: of }));
}
