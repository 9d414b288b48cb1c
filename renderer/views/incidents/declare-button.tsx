// Declares an incident from what is open: a trigger, a container, an object, an item. Where one that is open is linked with
// it already, the way to that one is offered too.
import type { DeclareFrom } from '#shared/model/incident/declare.ts';
import { incidentName } from '#shared/model/incident/incident.ts';
import { isOpen } from '#shared/model/incident/status.ts';
import { Button } from '../../components/button.tsx';
import { useConsole } from '../../state/use-console.ts';
import { useIncidents } from './use-incident.ts';
import { useMayAct } from './use-may-act.ts';

/** Without the row around it, where it stands among other buttons. */
export function DeclareButton({ from, bare = false }: { from: DeclareFrom; bare?: boolean }) {
  const { dialog, place } = useConsole();
  const { all } = useIncidents();
  const refusal = useMayAct();
  const about = all.filter(({ status, triggers }) => from.kind === 'trigger' && isOpen(status) && triggers.includes(from.key)); // prettier-ignore
  const buttons = (
    <>
      {about.map((incident) => (
        <Button key={incident.key} icon="incidents" title={incident.title} onClick={() => place.go({ view: 'incidents', incident: incident.key, incidentTab: 'overview' })}>
          {incidentName(incident)}
        </Button>
      ))}
      <Button icon="incidents" disabled={refusal} title="Declare an incident from this" onClick={() => dialog.setState({ open: { kind: 'declare-incident', from } })}>
        Declare an incident…
      </Button>
    </>
  ); // prettier-ignore
  return bare ? buttons : <div className="row-of-buttons">{buttons}</div>;
}
