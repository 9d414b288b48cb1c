// Counts of an impact as a person writes them: one a line, `failed requests = 4100`.
import type { Impact } from '#shared/model/incident/incident.ts';

export const textOfCounts = (counts: Impact['counts']): string => counts.map(({ what, count }) => `${what} = ${count}`).join('\n'); // prettier-ignore

/** Null where a line is none, or there are more than twenty. */
export function countsOfText(text: string): Impact['counts'] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const counts = lines.map((line) => {
    const [, what = '', count = ''] = /^(.{1,100}?)\s*[=:]\s*([\d][\d ,']*(?:\.\d+)?)\s*$/.exec(line.trim()) ?? [];
    return { what: what.trim(), count: Number(count.replaceAll(/[ ,']/g, '')) };
  });
  return counts.length > 20 || counts.some(({ what, count }) => what === '' || Number.isNaN(count)) ? null : counts;
}
