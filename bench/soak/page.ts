// The page's side of a soak: shown at one address after the other, and what it holds after each cycle.
import { showPage } from '../watch/page.ts';

export interface PageState {
  heapMiB: number;
  residentMiB: number;
  nodes: number;
  listeners: number;
}

export interface SoakPage {
  show: (hash: string) => Promise<void>;
  look: () => Promise<PageState>;
  close: () => Promise<void>;
}

const dwellMs = 250;
/** Code that V8 compiles counts as heap and comes and goes for minutes, which would look like growth. */
const steadyCode = '--js-flags=--no-opt --no-maglev --no-sparkplug --no-flush-bytecode';

export async function openSoakPage(link: string): Promise<SoakPage> {
  const shown = await showPage(link, [steadyCode]);
  return {
    show: async (hash) => {
      await shown.page.evaluate((to) => void (location.hash = to), hash);
      await new Promise((resolve) => setTimeout(resolve, dwellMs));
    },
    look: async () => {
      const heapMiB = await shown.heapMiB();
      const { nodes, listeners } = await shown.counts();
      return { heapMiB, residentMiB: await shown.residentMiB(), nodes, listeners };
    },
    close: shown.close,
  };
}
