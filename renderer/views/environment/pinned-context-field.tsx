// The Kubernetes context of an environment: chosen by name, pinned to the server and CA that it meant then. Where the
// kubeconfig means another now, it says so, and only a person takes the new one.
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Glyph } from '../../components/glyph.tsx';
import type { KubeContext } from '#shared/model/kubernetes.ts';
import { useConsole, useWhole } from '../../state/use-console.ts';
import type { EnvironmentFormProps } from './environment-dialog.tsx';
import { pinOf, type EnvironmentDraft } from './environment-draft.ts';

export function PinnedContextField({ draft, problems, onChange }: EnvironmentFormProps) {
  const { kube } = useConsole();
  const answer = useWhole(kube.config.store);
  const contexts = answer.value?.contexts ?? [];
  const { pin } = draft;
  const names = [...new Set([...contexts.map(({ name }) => name), ...(pin === null ? [] : [pin.context])])];
  const choose = (name: string): void => {
    const context = contexts.find((one) => one.name === name);
    onChange({ pin: context === undefined ? null : pinOf(context) });
  };
  return (
    <div className="pinned">
      <label className="field">
        <span>Kubernetes context</span>
        <select value={pin?.context ?? ''} onChange={(event) => choose(event.target.value)}>
          <option value="">none</option>
          {names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        {answer.state === 'refused' ? (
          <small className="field-problem">The kubeconfig could not be read: {answer.reason}</small>
        ) : null}
      </label>
      <Field
        label="Only these namespaces"
        value={draft.namespaces}
        problem={problems['namespaces'] ?? ''}
        placeholder="all"
        code
        onChange={(namespaces) => onChange({ namespaces })}
      />
      {pin === null ? null : (
        <Pinned
          pin={pin}
          // Before the kubeconfig was read nobody can say that it means another.
          now={answer.value === null ? undefined : (contexts.find(({ name }) => name === pin.context) ?? null)}
          onChange={onChange}
        />
      )}
    </div>
  );
}

interface PinnedProps {
  pin: NonNullable<EnvironmentDraft['pin']>;
  /** The context as the kubeconfig has it; null where it has none, undefined while that is not known. */
  now: KubeContext | null | undefined;
  onChange: EnvironmentFormProps['onChange'];
}

function Pinned({ pin, now, onChange }: PinnedProps) {
  const differs = now !== null && now !== undefined && isAnother(pin, now);
  return (
    <div className="pinned-to">
      <p>
        Pinned to <code>{pin.server}</code>, {caWords(pin.caDigest)}
      </p>
      {now === null ? (
        <p className="pinned-problem">
          <Glyph name="error" /> The kubeconfig has no such context now.
        </p>
      ) : null}
      {differs ? (
        <p className="pinned-problem" role="alert">
          <Glyph name="error" />
          <span>
            The kubeconfig now names another {now.server === pin.server ? 'authority for this server' : 'server'}:{' '}
            <code>{now.server}</code>
            {now.caDigest === undefined ? null : <>, {caWords(now.caDigest)}</>}. Nothing is connected to it unless you
            take it.
          </span>
          <Button onClick={() => onChange({ pin: pinOf(now) })}>Pin this one</Button>
        </p>
      ) : null}
    </div>
  );
}

const caWords = (digest: string | null): string =>
  digest === null ? 'trusted as this machine trusts' : `CA SHA-256 ${digest.slice(0, 16)}…`;

const isAnother = (pin: PinnedProps['pin'], { server, caDigest }: KubeContext): boolean =>
  server !== pin.server || (caDigest !== undefined && caDigest !== pin.caDigest);
