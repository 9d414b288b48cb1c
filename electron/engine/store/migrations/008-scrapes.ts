// Samples that the console scraped itself, bounded.
export const migration = {
  version: 8,
  up: ``,
};
