// Tables that only grow: whatever column of whatever such table is changed, the database itself refuses it.
import { expect, test } from 'vitest';
import { testStore } from './store.fixture.ts';

/** Tables of which a rule keeps the values of rows. */
const kept = ['infra_error_event', 'journal', 'kept_dashboard', 'kept_frame', 'panel_frame', 'review_comment', 'term'];
/** What was kept with an incident may be given up as a whole, but never say something else. */
const keptWithIncident = ['kept_dashboard', 'kept_frame', 'panel_frame'];

test('every table with such a rule refuses a change of any column, by UPDATE and by REPLACE', () => {
  const { write } = testStore();
  const ruled = write.prepare("SELECT DISTINCT tbl_name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE '%_keeps_values' ORDER BY 1").pluck().all(); // prettier-ignore
  // One that is added or lost has to be said here, and in docs/promises.md.
  expect(ruled).toEqual(kept);
  write.pragma('foreign_keys = 0');
  write.pragma('ignore_check_constraints = 1');
  for (const table of kept) {
    const columns = write.pragma(`table_xinfo(${table})`) as Column[];
    write.exec(`INSERT INTO ${table} (${columns.map(({ name }) => name).join(', ')}) VALUES (${columns.map(valueOf).join(', ')})`); // prettier-ignore
    for (const { name } of columns) expect(() => write.exec(`UPDATE ${table} SET ${name} = ${name}`), `${table}.${name}`).toThrow(/append-only|is not changed/); // prettier-ignore
  }
  for (const table of kept.filter((name) => !keptWithIncident.includes(name)))
    expect(() => write.exec(`INSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`), table).toThrow('append-only');
});

interface Column {
  name: string;
  type: string;
}

const valueOf = ({ type }: Column): string => ({ BLOB: 'zeroblob(32)', TEXT: "'{}'" })[type] ?? '1';
