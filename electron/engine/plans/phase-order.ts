// The order in which every phase follows what it needs, and the loops that make one impossible.

/**
 * `needs` are the positions of the phases that each one needs. A loop is the positions along it; the last needs the
 * first, and each needs the next.
 * Depth first in the order written, so that a phase moves only behind what it needs.
 * Without recursion: a chain of needs may be as long as the plan.
 */
export function orderPhases(needs: readonly (readonly number[])[]): { order: number[]; loops: number[][] } {
  const order: number[] = [];
  const loops: number[][] = [];
  const state = needs.map((): 'new' | 'open' | 'done' => 'new');
  for (const start of needs.keys()) {
    if (state[start] !== 'new') continue;
    state[start] = 'open';
    const way = [{ phase: start, next: 0 }];
    for (let here = way.at(-1); here; here = way.at(-1)) {
      const need = needs[here.phase]?.[here.next++];
      if (need === undefined) {
        state[here.phase] = 'done';
        order.push(here.phase);
        way.pop();
      } else if (state[need] === 'new') {
        state[need] = 'open';
        way.push({ phase: need, next: 0 });
      } else if (state[need] === 'open' && loops.length < 50) {
        loops.push(way.slice(way.findIndex((step) => step.phase === need)).map((step) => step.phase));
      }
    }
  }
  return { order, loops };
}
