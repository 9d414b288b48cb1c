// Incidents: the list, and one of them whole.

export function IncidentsView() {
  return <section className="incidents" aria-label="Incidents" />;
}
