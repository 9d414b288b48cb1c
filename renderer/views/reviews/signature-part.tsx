// Who signed a bundle, as far as it is known here; and a person's word on whose the key is.
import { useState } from 'react';
import type { Signed } from '#shared/model/bundle/manifest.ts';
import type { Review } from '#shared/model/bundle/review.ts';
import { Button } from '../../components/button.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { Field } from '../../components/field.tsx';
import { useConsole } from '../../state/use-console.ts';

type Verified = Extract<Signed, { state: 'verified' }>;

export function SignaturePart({ review }: { review: Review }) {
  const { signed } = review;
  if (signed.state !== 'verified') return null;
  return (
    <section className="bundle-part" aria-label="Signature">
      <h3>Signature</h3>
      {signed.known ? <KnownKey review={review} signed={signed} /> : <UnknownKey review={review} signed={signed} />}
    </section>
  );
}

function KnownKey({ review, signed }: { review: Review; signed: Verified }) {
  const { operations, settings } = useConsole();
  const by = settings.store.getState().name;
  const { fingerprint, name, knownSince, addedBy } = signed;
  if (knownSince === undefined)
    return (
      <p>
        Signed by {name}, with the key <code>{fingerprint}</code>.
      </p>
    );
  const forget = (): void => void operations.forgetKey({ id: review.key, fingerprint, by });
  return (
    <>
      <p>
        Signed by {name} (known since <Moment at={knownSince} />, as {addedBy} said), with the key{' '}
        <code>{fingerprint}</code>.
      </p>
      <Button kind="quiet" disabled={by === '' ? 'say who you are first: in the settings' : null} onClick={forget}>
        Take it off the known keys
      </Button>
    </>
  );
}

function UnknownKey({ review, signed }: { review: Review; signed: Verified }) {
  const { operations, settings } = useConsole();
  const { fingerprint } = signed;
  const [name, setName] = useState('');
  const [by, setBy] = useState(settings.store.getState().name);
  const [refused, setRefused] = useState('');
  const missing = name.trim() === '' ? 'say whose key it is' : by.trim() === '' ? 'say who you are' : null;
  const add = async (): Promise<void> => {
    const answer = await operations.knowKey({ id: review.key, fingerprint, name: name.trim(), by: by.trim() });
    if (!answer.ok) return setRefused(answer.reason);
    settings.set({ name: by.trim() });
    setRefused('');
  };
  return (
    <form
      className="bundle-say"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (missing === null) void add();
      }}
    >
      <p>
        Signed by a key that this console does not know: <code>{fingerprint}</code>. Have whoever made the bundle read
        out the fingerprint of their key, and compare it, before you say whose it is. It is then named on every bundle
        that it signed.
      </p>
      <Field label="Whose key it is" value={name} maxLength={200} problem={refused} onChange={setName} />
      <Field label="Your name" value={by} maxLength={200} autoComplete="name" onChange={setBy} />
      <footer className="dialog-foot">
        <Button submit disabled={missing}>
          Know this key
        </Button>
      </footer>
    </form>
  );
}
