// The band that says that a bundle is read in place of the live record, and how far it is to be believed.
import { Banner } from '../../components/banner.tsx';
import { Button } from '../../components/button.tsx';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { BundleSigns } from './bundle-signs.tsx';
import { fileName, isDoubtful, leaveBundle } from './reviews-model.ts';

export function ReviewBand() {
  const stores = useConsole();
  const { review: id } = useWhole(stores.place.store);
  const { entries, heardAt } = useFeed(stores.reviews.all);
  if (id === null) return null;
  const leave = <Button onClick={() => leaveBundle(stores)}>Back to live</Button>;
  const review = entries.get(id);
  if (review === undefined) {
    if (heardAt === null) return null;
    return (
      <Banner tone="warn" title="No such bundle is open." actions={leave}>
        The address names a bundle that is not known here. <OpenAgain path="" />
      </Banner>
    );
  }
  if (review.state !== 'open') {
    return (
      <Banner tone="bad" title={`${review.manifest.incident.label} cannot be read.`} actions={leave}>
        {review.reason === ''
          ? 'Its bundle was closed.'
          : `${review.reason.charAt(0).toUpperCase()}${review.reason.slice(1)}.`}{' '}
        <OpenAgain path={review.file} />
      </Banner>
    );
  }
  const close = (): void => {
    leaveBundle(stores);
    void stores.operations.closeBundle(review.key);
  };
  const actions = (
    <>
      <Button kind="quiet" onClick={() => stores.dialog.setState({ open: { kind: 'bundle', id } })}>
        What is in it
      </Button>
      <Button icon="close" onClick={close}>
        Close
      </Button>
    </>
  );
  return (
    <Banner
      tone={isDoubtful(review) ? 'bad' : 'past'}
      title={`Reviewing ${review.manifest.incident.label} from ${fileName(review.file)}`}
      actions={actions}
    >
      · read-only <BundleSigns review={review} />
    </Banner>
  );
}

function OpenAgain({ path }: { path: string }) {
  const { dialog } = useConsole();
  return (
    <Button kind="quiet" onClick={() => dialog.setState({ open: { kind: 'open-bundle', path } })}>
      Open a bundle…
    </Button>
  );
}
