// A piece of work in a task of its own, soon and before what else waits, so that a press or a scroll comes in between.
interface WithScheduler {
  scheduler?: { postTask: (run: () => void, options: { priority: 'user-blocking' }) => Promise<void> };
}

/** @returns takes it back, where it has not begun. */
export function ownTask(run: () => void): () => void {
  const { scheduler } = globalThis as WithScheduler;
  let wanted = true;
  const begin = (): void => {
    if (wanted) run();
  };
  // A timer that is set by a timer waits, so that is the second choice.
  if (scheduler === undefined) setTimeout(begin);
  else void scheduler.postTask(begin, { priority: 'user-blocking' });
  return () => {
    wanted = false;
  };
}
