// The dialogs of bundles. One that is gone meanwhile closes its dialog.
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { BundleDialog } from './bundle-dialog.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { OpenBundleDialog } from './open-bundle-dialog.tsx';

export function ReviewDialogs() {
  const { dialog, reviews } = useConsole();
  const { open } = useWhole(dialog);
  const { entries } = useFeed(reviews.all);
  const close = (): void => dialog.setState({ open: null });
  if (open?.kind === 'open-bundle') return <OpenBundleDialog path={open.path} onClose={close} />;
  if (open?.kind === 'export-bundle') return <ExportDialog incidentId={open.incidentId} onClose={close} />;
  if (open?.kind !== 'bundle') return null;
  const review = entries.get(open.id);
  return review === undefined ? null : <BundleDialog review={review} onClose={close} />;
}
