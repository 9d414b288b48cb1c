// Criteria, objectives, baselines and soak tests.
export const migration = {
  version: 7,
  up: ``,
};
