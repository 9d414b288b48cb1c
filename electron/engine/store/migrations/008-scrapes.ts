// Samples that the console scraped itself, bounded.
export const migration = {
  version: 8,
  up: `
CREATE INDEX journal_by_time ON journal (type, time);
`,
};
