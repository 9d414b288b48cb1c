// In place of an answer of Explore that is not there: nothing asked yet, being asked, or all of it refused.
import { useEffect, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import type { PanelHold } from '../../state/use-panel-query.ts';

const patienceMs = 1_000;

export function ExploreWaiting({ holds }: { holds: readonly PanelHold<unknown>[] }) {
  const asking = holds.filter(({ askedAt }) => askedAt !== null);
  if (asking.length > 0) return <Asking holds={asking} />;
  const failed = holds.some(({ failure }) => failure !== null);
  if (failed) {
    return (
      <div className="empty">
        <p>Nothing can be shown: no query came to an answer.</p>
        <p className="quiet">Why stands below each query.</p>
        <div className="empty-actions">
          <Button icon="reload" onClick={() => holds.forEach(({ again }) => again())}>
            Ask again
          </Button>
        </div>
      </div>
    );
  }
  return (
    <div className="empty">
      <p>Write a query and press Ctrl-Enter.</p>
      <p className="quiet">
        <code>up</code> shows which targets answer. Asked queries are kept under History, in this browser alone.
      </p>
    </div>
  );
}

function Asking({ holds }: { holds: readonly PanelHold<unknown>[] }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <Placeholder rows={6} waitingFor="Prometheus" />
      {late ? (
        <p className="explore-cancel">
          <Button onClick={() => holds.forEach(({ cancel }) => cancel())}>Cancel</Button>
        </p>
      ) : null}
    </>
  );
}
