// What is costly to make and which no process needs when it starts.

/** Makes it when it is first asked for, and gives the same one from then on. */
export function madeOnce<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
