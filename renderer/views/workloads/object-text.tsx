// The whole object as text, as it was read, to be looked at and copied. Values of secrets are not in it.
import { Ago } from '../../components/clock-context.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Placeholder } from '../../components/placeholder.tsx';
import type { ObjectRow } from '../../components/kube-row.ts';
import type { ObjectDetail } from './use-object.ts';

interface ObjectTextProps {
  format: 'yaml' | 'json';
  row: ObjectRow;
  detail: ObjectDetail;
}

export function ObjectText({ format, row, detail }: ObjectTextProps) {
  const { value, state, reason, again } = detail;
  if (state === 'refused') return <p role="alert">It could not be read: {reason}</p>;
  if (value === null) return <Placeholder rows={8} waitingFor="the whole object" />;
  return (
    <>
      <div className="row-of-buttons object-text-head">
        <CopyButton what={format.toUpperCase()} text={value[format]} />
        <span className="quiet">
          Read <Ago at={value.readAt} />
          {value.row.version === row.object.version ? '' : '; it has changed since'}.{' '}
          <button type="button" className="link" onClick={again}>
            Read again
          </button>
        </span>
      </div>
      <pre className="object-text" tabIndex={0} aria-label={format.toUpperCase()}>
        {value[format]}
      </pre>
    </>
  );
}
