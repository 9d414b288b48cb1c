// What reviewers say of a bundle. Kept in the reviewer's own record, beside the bundle, which is never changed.
import { useState } from 'react';
import type { Review } from '#shared/model/bundle/review.ts';
import { Button } from '../../components/button.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { Field } from '../../components/field.tsx';
import { useConsole, useFeed, useWhole } from '../../state/use-console.ts';
import { saveAsFile } from '../readiness/save-as-file.ts';

export function BundleComments({ review }: { review: Review }) {
  const { reviews, operations, settings, place, said } = useConsole();
  const { entries } = useFeed(reviews.comments);
  const { at } = useWhole(place.store);
  const [text, setText] = useState('');
  const [by, setBy] = useState(settings.store.getState().name);
  const [refused, setRefused] = useState('');
  const missing = text.trim() === '' ? 'write something' : by.trim() === '' ? 'say who you are' : null;
  const comment = async (): Promise<void> => {
    const answer = await operations.commentOn({ id: review.key, at, text: text.trim(), by: by.trim() });
    if (!answer.ok) return setRefused(answer.reason);
    settings.set({ name: by.trim() });
    setRefused('');
    setText('');
  };
  const exportAll = async (): Promise<void> => {
    const answer = await operations.exportComments(review.key);
    if (answer.ok) saveAsFile(answer.value);
    else said.say(answer.reason);
  };
  const comments = [...entries.values()];
  return (
    <section className="bundle-part" aria-label="Comments">
      {comments.length === 0 ? (
        <p className="quiet">Nothing was said yet. Comments stay in your record; the bundle does not change.</p>
      ) : (
        <ol className="bundle-comments">
          {comments.map((one) => (
            <li key={one.key}>
              <p className="quiet">
                {one.by}, <Moment at={one.saidAt} />
                {one.at === null ? null : (
                  <>
                    {' '}
                    about{' '}
                    <Button kind="quiet" onClick={() => place.go({ at: one.at })}>
                      <Moment at={one.at} />
                    </Button>
                  </>
                )}
              </p>
              <p className="bundle-words">{one.text}</p>
            </li>
          ))}
        </ol>
      )}
      <form
        className="bundle-say"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === null) void comment();
        }}
      >
        <label className="field">
          <span>Comment on what is shown now</span>
          <textarea rows={3} maxLength={20_000} value={text} onChange={(event) => setText(event.target.value)} />
        </label>
        <Field label="Your name" value={by} maxLength={200} autoComplete="name" problem={refused} onChange={setBy} />
        <footer className="dialog-foot">
          <Button kind="quiet" disabled={comments.length === 0 ? 'there is none yet' : null} onClick={() => void exportAll()}>
            Export as JSON
          </Button>
          <Button kind="primary" submit disabled={missing}>
            Comment
          </Button>
        </footer>
      </form>
    </section>
  ); // prettier-ignore
}
