// What an import came to, line by line: what is not drawn, and what is not as it was meant. Pure.
import type { Dashboard, ImportResult } from '#shared/model/dashboard/dashboard.ts';
import type { Panel } from '#shared/model/dashboard/panel.ts';

type Line = ImportResult['lines'][number];

/** Lines of one report; a dashboard of hundreds of panels may have thousands of notes. */
const lineLimit = 5000;

/** Placeholders first, then notes, each in the order of the original. */
export function reportLines(dashboard: Dashboard): Line[] {
  const panels = dashboard.sections.flatMap((section) => section.panels);
  const placeholders = panels.flatMap((panel): Line[] =>
    panel.shape.kind === 'placeholder'
      ? [{ of: nameOf(panel), kind: 'placeholder', path: panel.path, words: panel.shape.reason }]
      : [],
  );
  const variables = dashboard.variables.flatMap(({ name, problem }): Line[] =>
    problem === null ? [] : [{ of: `$${name}`, kind: 'note', path: '$.templating.list', words: problem }],
  );
  const own = dashboard.notes.map((note): Line => ({ of: '', kind: 'note', ...note }));
  const notes = panels.flatMap((panel) =>
    panel.notes
      .filter(({ path }) => panel.shape.kind !== 'placeholder' || path !== panel.path)
      .map((note): Line => ({ of: nameOf(panel), kind: 'note', ...note })),
  );
  const lines = [...placeholders, ...own, ...variables, ...notes];
  if (lines.length <= lineLimit) return lines;
  const rest = `${lines.length - lineLimit} more lines are not listed`;
  return [...lines.slice(0, lineLimit), { of: '', kind: 'note', path: '$', words: rest }];
}

const nameOf = (panel: Panel): string => (panel.title === '' ? `panel ${panel.key}` : panel.title);
