// Durations and ages as facts: no finer than they are measured, so that they can be read.

/** Milliseconds to the microsecond. */
export const spanMs = (ms: number): number => Math.round(ms * 1000) / 1000;

/** Seconds to the millisecond, of milliseconds. */
export const spanSeconds = (ms: number): number => Math.round(ms) / 1000;
