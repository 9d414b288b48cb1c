// What stands beside the checklist: an item, a phase, the runs or the demo. One at a time.
import { Drawer } from '../../components/drawer.tsx';
import { useWhole } from '../../state/use-console.ts';
import { DemoBody } from './demo-body.tsx';
import { ItemBody, ItemTitle } from './item-drawer.tsx';
import { PhaseBody } from './phase-drawer.tsx';
import { RunsBody } from './runs-body.tsx';
import type { Readiness } from './use-readiness.ts';

export function SidePanel({ readiness }: { readiness: Readiness }) {
  const { stores, place } = readiness;
  const { drawerPx } = useWhole(stores.settings.store);
  const content = contentOf(readiness);
  if (content === null) return null;
  return (
    <Drawer
      title={content.title}
      label={content.label}
      widthPx={drawerPx}
      stale={readiness.checklist.state === 'stale' && place.runId === null}
      onResize={(px) => stores.settings.set({ drawerPx: px })}
      onClose={() => stores.place.go(place.panel === null ? { selected: null } : { panel: null })}
    >
      {content.body}
    </Drawer>
  );
}

function contentOf(readiness: Readiness) {
  const { place, plan, model, detail } = readiness;
  if (place.panel === 'demo') return { title: <h2>Demo</h2>, label: 'Demo', body: <DemoBody /> };
  if (plan === null) return null;
  if (place.panel === 'runs') {
    return { title: <h2>Runs</h2>, label: 'Runs', body: <RunsBody readiness={readiness} plan={plan} /> };
  }
  if (place.selected === null) return null;
  const row = model.rows.get(place.selected);
  if (row !== undefined) {
    const body = <ItemBody key={row.key} readiness={readiness} plan={plan} row={row} />;
    return { title: <ItemTitle row={row} />, label: 'Item', body };
  }
  const phase = detail.value?.phases.find((one) => `${one.id}/` === place.selected);
  if (phase === undefined) return null;
  const body = <PhaseBody key={phase.id} readiness={readiness} plan={plan} phase={phase} />;
  return { title: <h2>{phase.title}</h2>, label: 'Phase', body };
}
