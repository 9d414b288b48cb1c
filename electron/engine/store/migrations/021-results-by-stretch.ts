// Results lie in the order of recording, and are found by item within 32 runs at a time, so that an insert touches only pages
// of the newest runs, however many are kept. By subject only events about incidents are asked for; their types find them.
export const migration = {
  version: 21,
  up: `
ALTER TABLE item_result RENAME TO item_result_by_item;
CREATE TABLE item_result (
  event INTEGER PRIMARY KEY REFERENCES journal (sequence),
  run_no INTEGER NOT NULL REFERENCES run (no),
  item_no INTEGER NOT NULL REFERENCES plan_item (no)
) STRICT;
INSERT INTO item_result (event, run_no, item_no) SELECT event, run_no, item_no FROM item_result_by_item ORDER BY event;
DROP TABLE item_result_by_item;
CREATE UNIQUE INDEX item_result_by_stretch ON item_result (run_no >> 5, item_no, run_no);
DROP INDEX journal_by_subject;
`,
};
