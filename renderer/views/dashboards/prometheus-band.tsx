// How fresh Prometheus is, above the dashboards; nothing is said while it is live, as each panel says it of itself.
import { ActionButton } from '../../components/button.tsx';
import { useAction } from '../../components/actions-context.ts';
import { FreshnessBand } from '../../components/freshness-band.tsx';
import { freshnessOf } from '../../components/freshness.ts';
import { lostNow } from '../../state/lost.ts';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';

export function PrometheusBand() {
  const { sources, link } = useConsole();
  const feed = useFeed(sources);
  useWhole(link.store);
  const edit = useAction('environment.edit');
  const source = feed.entries.get('prometheus');
  // While the engine itself is lost the frame says so.
  if (lostNow(link, [sources]) !== null || feed.heardAt === null) return null;
  const freshness =
    source === undefined
      ? { state: 'off' as const, since: null, reason: '', asOf: null }
      : freshnessOf({ source, lost: null, heardAt: feed.heardAt });
  if (freshness.state === 'live' || freshness.state === 'waiting') return null;
  return (
    <FreshnessBand
      name="Prometheus"
      freshness={freshness}
      kept
      waitsFor="its answer"
      missing="no Prometheus is named in this environment"
      action={<ActionButton action={{ ...edit, label: 'Name one…' }} />}
    />
  );
}
