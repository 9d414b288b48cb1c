// Dashboards as they were imported, and what became of them.
export const migration = {
  version: 5,
  up: ``,
};
