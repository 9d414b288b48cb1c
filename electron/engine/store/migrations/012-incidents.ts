// Incidents and what was said of them.
export const migration = {
  version: 12,
  up: ``,
};
