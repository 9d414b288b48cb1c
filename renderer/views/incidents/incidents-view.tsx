// Incidents: the list, and one of them whole.
import { useConsole, useWhole } from '../../state/use-console.ts';
import { IncidentList } from './incident-list.tsx';
import { IncidentScreen } from './incident-screen.tsx';

export function IncidentsView() {
  const { place } = useConsole();
  const { incident } = useWhole(place.store);
  return (
    <section className="incidents" aria-label="Incidents">
      {incident === null ? <IncidentList /> : <IncidentScreen key={incident} id={incident} />}
    </section>
  );
}
