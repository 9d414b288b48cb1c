// One bundle whole: how far it is proven, what is in it, what was redacted, and what reviewers say.
import { useState } from 'react';
import type { Review } from '#shared/model/bundle/review.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { BundleComments } from './bundle-comments.tsx';
import { BundleSigns } from './bundle-signs.tsx';
import { ManifestFacts, RedactedPart, TablesPart } from './manifest-part.tsx';
import { SignaturePart } from './signature-part.tsx';
import { fileName } from './reviews-model.ts';

type Part = 'proof' | 'content' | 'comments';
const parts: { name: Part; word: string }[] = [
  { name: 'proof', word: 'Proof' },
  { name: 'content', word: 'Content' },
  { name: 'comments', word: 'Comments' },
];

export function BundleDialog({ review, onClose }: { review: Review; onClose: () => void }) {
  const [part, setPart] = useState<Part>('proof');
  return (
    <Dialog title={`${review.manifest.incident.label} from ${fileName(review.file)}`} onClose={onClose} wide>
      <div className="dialog-body bundle">
        <Tabs label="Parts of the bundle" tabs={parts} current={part} onChange={setPart} />
        <div role="tabpanel" aria-label={part} className="bundle-panel">
          {part === 'proof' ? <Proven review={review} /> : null}
          {part === 'content' ? <TablesPart manifest={review.manifest} /> : null}
          {part === 'comments' ? <BundleComments review={review} /> : null}
        </div>
      </div>
    </Dialog>
  );
}

function Proven({ review }: { review: Review }) {
  const { proof, signed, manifest, fileBytes, file, hash } = review;
  return (
    <>
      <BundleSigns review={review} />
      <p>
        {proof.words}.{' '}
        {signed.state === 'broken'
          ? `The signature is broken: ${signed.reason}.`
          : signed.state === 'unsigned'
            ? 'It is not signed: nothing says who made it, and whoever makes all of it anew makes hashes that fit.'
            : ''}
      </p>
      <SignaturePart review={review} />
      <ManifestFacts manifest={manifest} fileBytes={fileBytes} />
      <RedactedPart manifest={manifest} />
      <p className="quiet bundle-path">
        {file}
        <br />
        SHA-256 of its manifest: <code>{hash}</code>
      </p>
    </>
  );
}
