// What was evicted, so that the chain of the rest can be followed.
export const migration = {
  version: 14,
  up: ``,
};
