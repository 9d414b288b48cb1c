// Bundles that were opened, and comments on them.
export const migration = {
  version: 15,
  up: ``,
};
