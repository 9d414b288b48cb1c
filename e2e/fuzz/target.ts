// What a fuzzing run asks of whoever is fuzzed: so many mutated inputs from a seed, and what became of them.

export interface FuzzOptions {
  /** How many mutated inputs. */
  count: number;
  /** The same seed makes the same inputs. */
  seed: number;
  /** Told now and then how many are done. */
  tell: (done: number) => void;
}

export interface FuzzReport {
  inputs: number;
  /** How often each verdict was given, in words. */
  verdicts: Record<string, number>;
  /** Inputs that broke a promise, each with how to make it again; none in a good run. */
  failures: string[];
}

export interface FuzzTarget {
  /** What is fuzzed and what is promised of it. */
  title: string;
  run: (options: FuzzOptions) => Promise<FuzzReport>;
}
