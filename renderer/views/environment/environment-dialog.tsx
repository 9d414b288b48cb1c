// Makes or changes an environment. Nothing of it is used before it is saved; what is refused stays as it was written.
import { useEffect, useRef, useState } from 'react';
import { environmentColours, type Environment } from '#shared/model/environment.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { useConsole } from '../../state/use-console.ts';
import { readContexts } from '../workloads/contexts-pane.tsx';
import { AccessFields } from './access-fields.tsx';
import { draftOf, fieldsOf, problemsOf, type EnvironmentDraft } from './environment-draft.ts';
import { PinnedContextField } from './pinned-context-field.tsx';
import { VariableRows } from './variable-rows.tsx';

export interface EnvironmentFormProps {
  draft: EnvironmentDraft;
  problems: Record<string, string>;
  onChange: (change: Partial<EnvironmentDraft>) => void;
}

export interface EnvironmentDialogProps {
  /** null for a new one. */
  environment: Environment | null;
  onClose: () => void;
}

export function EnvironmentDialog({ environment, onClose }: EnvironmentDialogProps) {
  const stores = useConsole();
  const form = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => draftOf(environment));
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<{ field: string; words: string } | null>(null);
  useEffect(() => readContexts(stores), [stores]);
  const wrong = problemsOf(draft);
  const problems = { ...(tried ? wrong : {}), ...(refused === null ? {} : { [refused.field]: refused.words }) };
  const change = (part: Partial<EnvironmentDraft>): void => {
    setDraft({ ...draft, ...part });
    setRefused(null);
  };
  const save = async (): Promise<void> => {
    setTried(true);
    if (Object.keys(wrong).length > 0) {
      setTimeout(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    const answer = await stores.operations.saveEnvironment(environment?.key ?? null, fieldsOf(draft));
    if (!answer.ok) {
      const { code, message } = answer.refusal;
      return setRefused({ field: code === 'conflict' ? 'name' : 'form', words: message });
    }
    stores.said.say(environment === null ? `${draft.name.trim()} is saved` : 'saved');
    onClose();
  };
  return (
    <Dialog title={environment === null ? 'New environment' : `Environment ${environment.name}`} onClose={onClose} wide>
      <form
        ref={form}
        className="dialog-body environment-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <NameAndColour draft={draft} problems={problems} onChange={change} />
        <Sources draft={draft} problems={problems} onChange={change} />
        <VariableRows draft={draft} problems={problems} onChange={change} />
        {refused?.field === 'form' ? <p role="alert" className="field-problem">It could not be saved: {refused.words}</p> : null}
        <Foot environment={environment} onClose={onClose} />
      </form>
    </Dialog>
  ); // prettier-ignore
}

function NameAndColour({ draft, problems, onChange }: EnvironmentFormProps) {
  return (
    <div className="environment-first">
      <Field
        label="Name"
        value={draft.name}
        problem={problems['name'] ?? ''}
        placeholder="production"
        maxLength={200}
        onChange={(name) => onChange({ name })}
      />
      <fieldset className="colours">
        <legend>Colour</legend>
        {environmentColours.map((colour) => (
          <label key={colour} className={`colour environment-${colour}`} title={colour}>
            <input
              type="radio"
              name="colour"
              aria-label={colour}
              checked={draft.colour === colour}
              onChange={() => onChange({ colour })}
            />
            <span aria-hidden />
          </label>
        ))}
      </fieldset>
      <label className="environment-protected">
        <input
          type="checkbox"
          checked={draft.protected}
          onChange={(event) => onChange({ protected: event.target.checked })}
        />
        <span>
          Protected: Docker and silences can only be changed after its name was typed. A Kubernetes context always is
          protected.
        </span>
      </label>
    </div>
  );
}

function Sources({ draft, problems, onChange }: EnvironmentFormProps) {
  return (
    <>
      <Field
        label="Docker endpoint"
        value={draft.docker}
        problem={problems['docker'] ?? ''}
        placeholder="as the docker command line would choose"
        code
        hint="Empty, or unix:///var/run/docker.sock, ssh://ops@host, tcp://10.0.0.5:2376, npipe:////./pipe/docker_engine"
        onChange={(docker) => onChange({ docker })}
      />
      <PinnedContextField draft={draft} problems={problems} onChange={onChange} />
      <AccessFields of="prometheus" draft={draft} problems={problems} onChange={onChange} />
      <AccessFields of="alertmanager" draft={draft} problems={problems} onChange={onChange} />
    </>
  );
}

function Foot({ environment, onClose }: EnvironmentDialogProps) {
  const { dialog } = useConsole();
  return (
    <footer className="dialog-foot">
      {environment === null ? null : (
        <span className="dialog-foot-first">
          <Button
            icon="trash"
            disabled={environment.active ? 'it is the active one; switch to another first' : null}
            onClick={() => dialog.setState({ open: { kind: 'remove-environment', key: environment.key } })}
          >
            Remove…
          </Button>
        </span>
      )}
      <Button onClick={onClose}>Cancel</Button>
      <Button kind="primary" submit>
        Save
      </Button>
    </footer>
  );
}
