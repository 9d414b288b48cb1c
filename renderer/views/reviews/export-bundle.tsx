// The button that exports an incident as a bundle.
import { Button } from '../../components/button.tsx';
import { useConsole, useWhole } from '../../state/use-console.ts';

export function ExportBundle({ incidentId }: { incidentId: string }) {
  const { dialog, place, link } = useConsole();
  const { review } = useWhole(place.store);
  const { state } = useWhole(link.store);
  const disabled = review !== null ? 'this incident is read from a bundle already' : state === 'live' ? null : 'the engine cannot be reached'; // prettier-ignore
  return (
    <Button
      icon="down"
      disabled={disabled}
      onClick={() => dialog.setState({ open: { kind: 'export-bundle', incidentId } })}
    >
      Export…
    </Button>
  );
}
