// Shares the loop's turns: all who have long work do it in slices, and together they take no more than one slice a turn.

/** Resolves at once while this turn has time left, else in a later turn that has. */
export type Breathe = () => Promise<void> | undefined;

export function createBreathe(sliceMs: number, elapsedMs: () => number): Breathe {
  let turnBegan = -Infinity;
  let next: Promise<void> | null = null;
  const turn = (): Promise<void> =>
    (next ??= new Promise((resolve) => {
      setImmediate(() => {
        next = null;
        turnBegan = elapsedMs();
        resolve();
      });
    }));
  const wait = async (): Promise<void> => {
    do await turn();
    while (elapsedMs() - turnBegan >= sliceMs);
  };
  return () => (elapsedMs() - turnBegan < sliceMs ? undefined : wait());
}
