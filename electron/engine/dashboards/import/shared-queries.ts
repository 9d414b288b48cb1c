// Panels that show the answer of another panel get that panel's queries; those that refer to nobody, or in a circle, get
// their reason.
import type { Panel } from '#shared/model/dashboard/panel.ts';
import type { PanelWithSources } from './read-panel.ts';

/** What becomes of each panel that refers to another. */
export function sharedQueries(all: readonly PanelWithSources[]): ReadonlyMap<PanelWithSources, Panel> {
  const byId = new Map<number, PanelWithSources>();
  for (const one of all) if (one.panel.id !== null && !byId.has(one.panel.id)) byId.set(one.panel.id, one);
  const made = new Map<PanelWithSources, Panel>();
  for (const one of all) if (one.read.shared !== null) made.set(one, resolved(one, byId));
  return made;
}

function resolved(one: PanelWithSources, byId: ReadonlyMap<number, PanelWithSources>): Panel {
  const seen = new Set<PanelWithSources>([one]);
  let transformations = one.panel.transformations;
  let at = one;
  while (at.read.shared !== null) {
    const { panelId, transformed } = at.read.shared;
    const next = byId.get(panelId);
    if (next === undefined) return without(one.panel, `It shows the answer of panel ${panelId}, which is not in this dashboard.`); // prettier-ignore
    if (seen.has(next)) return without(one.panel, 'It shows the answer of a panel that shows its own.');
    if (next.panel.shape.kind === 'placeholder') {
      return without(
        one.panel,
        `It shows the answer of panel ${panelId}, which is not asked: ${next.panel.shape.reason}`,
      );
    }
    if (transformed) transformations = [...next.panel.transformations, ...transformations];
    seen.add(next);
    at = next;
  }
  return { ...one.panel, queries: at.panel.queries, transformations, minStep: one.panel.minStep || at.panel.minStep };
}

function without(panel: Panel, reason: string): Panel {
  const { shape } = panel;
  return {
    ...panel,
    notes: [],
    shape: { kind: 'placeholder', type: shape.kind, reason },
    queries: [],
    transformations: [],
  };
}
