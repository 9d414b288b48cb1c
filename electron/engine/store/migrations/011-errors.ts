// Error envelopes, append-only, and the groups they are told in.
export const migration = {
  version: 11,
  up: ``,
};
