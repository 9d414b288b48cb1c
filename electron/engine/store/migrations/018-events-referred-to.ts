// Indexes on what refers to events: without them each event that retention takes away has all of these tables read, to be
// sure that nothing refers to it any more.
export const migration = {
  version: 18,
  up: `
CREATE INDEX item_result_by_event ON item_result (event);
CREATE INDEX tick_by_event ON tick (event);
CREATE INDEX criterion_event_by_event ON criterion_event (event);
CREATE INDEX incident_event_by_event ON incident_event (event);
`,
};
