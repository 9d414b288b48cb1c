// Of a followed file that was rotated away a moment ago: the one before, and how far it was taken. It may still be written to
// while nobody follows it.
export const migration = {
  version: 20,
  up: `
ALTER TABLE error_tail ADD COLUMN left_file TEXT;
ALTER TABLE error_tail ADD COLUMN left_head TEXT;
ALTER TABLE error_tail ADD COLUMN left_offset INTEGER;
`,
};
