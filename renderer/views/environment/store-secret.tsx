// Stores a secret in the keychain beside the field that names it. The value is sent once and held no longer; what the field
// gets is the reference.
import { useState, type KeyboardEvent } from 'react';
import { secretNameSchema, secretValueSchema, type KeychainView } from '#shared/model/kept-secret.ts';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Moment } from '../../components/clock-context.tsx';
import { useConsole } from '../../state/use-console.ts';

export interface StoreSecretProps {
  /** What it is, in the words of its field: `Token of Prometheus`. */
  what: string;
  /** What the field holds now; a reference into the keychain brings its name along. */
  reference: string;
  onReference: (reference: string) => void;
}

export function StoreSecret({ what, reference, onReference }: StoreSecretProps) {
  const { operations } = useConsole();
  const [view, setView] = useState<KeychainView | null>(null);
  const look = (): void => void operations.keychain().then(setView);
  if (view === null)
    return (
      <p className="store-secret">
        <Button icon="lock" onClick={look}>
          Store in the keychain…
        </Button>
      </p>
    );
  return (
    <fieldset className="store-secret">
      <legend>Store in the keychain: {what}</legend>
      {view.refusal === null ? (
        <NewSecret
          what={what}
          first={/^keychain:(.+)/.exec(reference)?.[1] ?? ''}
          taken={view.entries.map(({ name }) => name)}
          onStored={(name) => {
            onReference(`keychain:${name}`);
            setView(null);
          }}
        />
      ) : (
        <p role="status">{view.refusal}</p>
      )}
      <KeptList entries={view.entries} onRemoved={look} onUse={(name) => onReference(`keychain:${name}`)} />
      <p>
        <Button kind="quiet" onClick={() => setView(null)}>
          Not now
        </Button>
      </p>
    </fieldset>
  );
}

interface NewSecretProps {
  what: string;
  first: string;
  taken: string[];
  onStored: (name: string) => void;
}

function NewSecret({ what, first, taken, onStored }: NewSecretProps) {
  const { operations, said, who } = useConsole();
  const [name, setName] = useState(first);
  const [value, setValue] = useState('');
  const [problem, setProblem] = useState({ name: '', value: '' });
  const store = async (): Promise<void> => {
    const wrong = { name: problemOf(secretNameSchema.safeParse(name)), value: problemOf(secretValueSchema.safeParse(value)) }; // prettier-ignore
    setProblem(wrong);
    if (wrong.name !== '' || wrong.value !== '') return;
    const answer = await who.as((by) => {
      setValue('');
      return operations.storeSecret(name, value, by);
    });
    if (answer === null) return;
    if (!answer.ok) return setProblem({ name: '', value: `It was not stored: ${answer.refusal.message}` });
    said.say(`keychain:${name} is stored`);
    onStored(name);
  };
  // Enter would save the environment around it.
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    void store();
  };
  return (
    // The inputs inside are what is operated.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className="access-pair" onKeyDown={onKeyDown}>
      <Field label="Name in the keychain" value={name} problem={problem.name} code placeholder="prometheus-shop" hint={taken.includes(name) ? 'There is one of this name: it will be replaced' : 'Kept encrypted by this system, for this user'} onChange={setName} />
      <Field label={`Secret for ${what}`} value={value} problem={problem.value} type="password" autoComplete="new-password" hint="Sent once to the keychain; shown and recorded nowhere" onChange={setValue} />
      <p>
        <Button onClick={() => void store()}>Store</Button>
      </p>
    </div>
  ); // prettier-ignore
}

function problemOf(read: { success: boolean; error?: { issues: { message: string }[] } | undefined }): string {
  return read.success ? '' : (read.error?.issues[0]?.message ?? 'not allowed');
}

interface KeptListProps {
  entries: KeychainView['entries'];
  onRemoved: () => void;
  onUse: (name: string) => void;
}

function KeptList({ entries, onRemoved, onUse }: KeptListProps) {
  const { operations, who } = useConsole();
  const [asked, setAsked] = useState<string | null>(null);
  const [refused, setRefused] = useState('');
  const remove = async (name: string): Promise<void> => {
    setAsked(null);
    const answer = await who.as((by) => operations.removeSecret(name, by));
    if (answer === null) return;
    setRefused(answer.ok ? '' : answer.refusal.message);
    if (answer.ok) onRemoved();
  };
  if (entries.length === 0) return null;
  return (
    <>
      <ul className="kept-secrets" aria-label="Stored in the keychain">
        {entries.map(({ name, storedAt }) => (
          <li key={name}>
            <code>{name}</code> <span className="quiet">stored <Moment at={storedAt} /></span>
            <Button kind="quiet" label={`Use ${name}`} onClick={() => onUse(name)}>Use</Button>
            {asked === name ? (
              <Button kind="danger" label={`Remove ${name} for good`} onClick={() => void remove(name)}>Remove for good</Button>
            ) : (
              <Button kind="quiet" label={`Remove ${name}…`} onClick={() => setAsked(name)}>Remove…</Button>
            )}
          </li>
        ))}
      </ul>
      {refused === '' ? null : <p role="alert" className="field-problem">It was not removed: {refused}</p>}
    </>
  ); // prettier-ignore
}
