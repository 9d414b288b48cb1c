// Opens a bundle by its path, or one that was read here before. It is checked in a process of its own first.
import { useState } from 'react';
import { bundleEnding } from '#shared/model/bundle/limits.ts';
import type { Review } from '#shared/model/bundle/review.ts';
import { Button } from '../../components/button.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { MiddleText } from '../../components/middle-text.tsx';
import { useConsole, useFeed } from '../../state/use-console.ts';
import { BundleSigns } from './bundle-signs.tsx';
import { showBundle } from './reviews-model.ts';

export function OpenBundleDialog({ path: given, onClose }: { path: string; onClose: () => void }) {
  const stores = useConsole();
  const { entries } = useFeed(stores.reviews.all);
  const [path, setPath] = useState(given);
  const [opening, setOpening] = useState(false);
  const [refused, setRefused] = useState('');
  const missing = path.trim() === '' ? 'say which file' : opening ? 'wait: it is being checked' : null;
  const show = (review: Review): void => {
    showBundle(stores, review);
    onClose();
  };
  const open = async (file: string): Promise<void> => {
    setOpening(true);
    setRefused('');
    const answer = await stores.operations.openBundle(file);
    setOpening(false);
    if (answer.ok) show(answer.value);
    else setRefused(answer.reason);
  };
  const known = [...entries.values()].toSorted((left, right) => right.openedAt - left.openedAt);
  return (
    <Dialog title="Open a bundle" onClose={onClose} wide>
      <form
        className="dialog-body"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === null) void open(path.trim());
        }}
      >
        <Field
          label="File"
          value={path}
          code
          maxLength={4096}
          placeholder={`/home/you/INC-3${bundleEnding}`}
          hint={`The whole path of a file that ends with ${bundleEnding}, on the machine that runs Ready Room. It is only read.`}
          problem={refused}
          onChange={setPath}
        />
        {known.length === 0 ? null : (
          <section className="bundle-known" aria-label="Bundles that were read here">
            <h3>Opened here before</h3>
            <ul>
              {known.map((review) => (
                <li key={review.key}>
                  <button type="button" className="bundle-line" onClick={() => (review.state === 'open' ? show(review) : void open(review.file))}>
                    <span className="bundle-label">{review.manifest.incident.label}</span>
                    <span className="bundle-title">{review.manifest.incident.title}</span>
                    <span className="bundle-state">{review.state === 'open' ? 'open' : <Moment at={review.openedAt} />}</span>
                    <span className="bundle-file quiet"><MiddleText text={review.file} /></span>
                    {review.state === 'open' ? <BundleSigns review={review} /> : <NotProven reason={review.reason} />}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
        <footer className="dialog-foot">
          {opening ? <span className="quiet">Checking it: its hashes, its tables, its pages…</span> : null}
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" submit disabled={missing}>
            Open
          </Button>
        </footer>
      </form>
    </Dialog>
  ); // prettier-ignore
}

/** What was proven of it is of the time when it was open: the file may be another one by now, or none. */
function NotProven({ reason }: { reason: string }) {
  return (
    <span className="bundle-signs">
      <span className={`bundle-sign ${reason === '' ? 'quiet' : 'state-error'}`}>
        <Glyph name={reason === '' ? 'never' : 'error'} /> {reason === '' ? 'checked anew when it is opened' : reason}
      </span>
    </span>
  );
}
