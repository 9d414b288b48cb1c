// What incidents taught, their post-mortems, and the playbooks of classes of incidents, as they stand: all of it is made of
// events of the journal.
export const migration = {
  version: 13,
  up: `
CREATE TABLE learning (
  incident TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE post_mortem (
  incident TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE playbook (
  class TEXT NOT NULL PRIMARY KEY,
  state TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
