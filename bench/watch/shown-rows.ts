// Whether the page's table says of every pod what a client of the engine knows.
import type { KubeCells, KubeRow } from '#shared/model/kubernetes.ts';
import type { ShownPage } from './page.ts';

const triesMs = 5000;

/** How many lines are missing, too many or say something else; asked again for a while, as the page may be a moment behind. */
export async function differences(shown: ShownPage, rows: readonly KubeRow[]): Promise<number> {
  const wanted = new Map(rows.map((row) => [idOf(row), wordsOf(row.cells as KubeCells['pods'])]));
  const giveUpAt = performance.now() + triesMs;
  for (;;) {
    const lines = await shown.table();
    const right = lines.filter(({ id, ready, restarts }) => wanted.get(id) === `${ready} ${restarts}`).length;
    const wrong = wanted.size - right + (lines.length - right);
    if (wrong === 0 || performance.now() > giveUpAt) return wrong;
  }
}

const idOf = ({ namespace, name }: KubeRow): string => `line-${`${namespace ?? ''}/${name}`.replace(/[^\w-]/g, '_')}`;
const wordsOf = ({ ready, containers, restarts }: KubeCells['pods']): string => `${ready}/${containers} ${restarts}`;
