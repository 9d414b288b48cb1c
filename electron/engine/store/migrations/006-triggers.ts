// Triggers, the state of each label set, and what people said of them.
export const migration = {
  version: 6,
  up: ``,
};
