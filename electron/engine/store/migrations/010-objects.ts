// What each watched object was, version by version, and the samples of named queries.
export const migration = {
  version: 10,
  up: ``,
};
