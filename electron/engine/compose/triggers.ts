// Wires the triggers.
export interface Triggers {
  close: () => void;
}

export function createTriggers(): Triggers {
  return { close: () => undefined };
}
