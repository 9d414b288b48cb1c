// The environment that a process of the engine is started with.

/**
 * glibc gives each thread a heap of its own and hands little of it back: after ten runs of a thousand checks that was 25 of
 * 257 MB. Two heaps for all threads, and what is large returned when it is freed. Other systems know none of these names.
 */
const smallNativeHeap = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_TRIM_THRESHOLD_: '131072',
  MALLOC_MMAP_THRESHOLD_: '131072',
};

type Env = Record<string, string | undefined>;

/** `own` is the environment of the process that starts it; what a person has set there stays. */
export const engineEnv = <E extends Env>(own: E): E & typeof smallNativeHeap => ({ ...smallNativeHeap, ...own });
