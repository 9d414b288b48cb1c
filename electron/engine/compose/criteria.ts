// Wires criteria, baselines and soak tests.
export interface Criteria {
  close: () => void;
}

export function createCriteria(): Criteria {
  return { close: () => undefined };
}
