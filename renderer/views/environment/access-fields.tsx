// How a Prometheus or an Alertmanager is reached: its address, and folded away what only some need. Secrets are named, never
// written: what is typed here is kept and shown as it is.
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Field } from '../../components/field.tsx';
import { Glyph } from '../../components/glyph.tsx';
import { isPlain, type AccessDraft } from './access-draft.ts';
import { StoreSecret } from './store-secret.tsx';
import type { EnvironmentFormProps } from './environment-dialog.tsx';

interface AccessFieldsProps extends EnvironmentFormProps {
  of: 'prometheus' | 'alertmanager';
}

const words = {
  prometheus: { name: 'Prometheus', placeholder: 'none', hint: 'Empty, http://127.0.0.1:9090 with its path prefix, or kubernetes://monitoring/prometheus:9090 through the context above' }, // prettier-ignore
  alertmanager: { name: 'Alertmanager', placeholder: 'the one that Prometheus names', hint: 'Empty, or http://127.0.0.1:9093' }, // prettier-ignore
};

export function AccessFields({ of, draft, problems, onChange }: AccessFieldsProps) {
  const { name, placeholder, hint } = words[of];
  const access = draft[of];
  const change = (part: Partial<AccessDraft>): void => onChange({ [of]: { ...access, ...part } });
  const problem = (field: string): string => problems[`${of}.${field}`] ?? '';
  const anyProblem = Object.keys(problems).some((field) => field.startsWith(`${of}.`));
  return (
    <div className="access">
      <Field
        label={`${name} URL`}
        value={draft[`${of}Url`]}
        problem={problems[`${of}Url`] ?? ''}
        placeholder={placeholder}
        code
        hint={hint}
        onChange={(url) => onChange({ [`${of}Url`]: url })}
      />
      <details open={anyProblem ? true : undefined}>
        <summary>
          Access to {name}: {summaryOf(access)}
        </summary>
        <div className="access-fields">
          <Auth of={name} access={access} problem={problem} onChange={change} />
          <Tls of={name} access={access} problem={problem} onChange={change} />
          <Headers of={name} access={access} problem={problem} onChange={change} />
        </div>
      </details>
      {access.skipVerify ? (
        <p className="pinned-problem" role="alert">
          <Glyph name="error" /> The certificate of {name} is not verified: whoever answers is believed. This is recorded.
        </p>
      ) : null}
    </div>
  ); // prettier-ignore
}

function summaryOf(access: AccessDraft): string {
  if (isPlain(access)) return 'plain';
  const parts = [
    access.kind === 'none' ? '' : access.kind === 'basic' ? 'user and password' : 'bearer token',
    access.caFile === '' ? '' : 'own CA',
    access.certFile === '' ? '' : 'client certificate',
    access.headers.length === 0 ? '' : `${access.headers.length} header${access.headers.length === 1 ? '' : 's'}`,
    access.skipVerify ? 'not verified' : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

interface PartProps {
  of: string;
  access: AccessDraft;
  problem: (field: string) => string;
  onChange: (change: Partial<AccessDraft>) => void;
}

const secretHint = 'Where the secret is kept: env:NAME, file:/path, or keychain:NAME of the service readyroom';

function Auth({ of, access, problem, onChange }: PartProps) {
  return (
    <>
      <Choice
        legend={`Who asks ${of}`}
        value={access.kind}
        options={[
          { value: 'none', word: 'Nobody named' },
          { value: 'basic', word: 'User and password' },
          { value: 'bearer', word: 'Bearer token' },
        ]}
        onChange={(kind) => onChange({ kind })}
      />
      {access.kind === 'basic' ? (
        <div className="access-pair">
          <Field label={`User of ${of}`} value={access.username} problem={problem('auth.username')} code onChange={(username) => onChange({ username })} />
          <Field label={`Password of ${of}`} value={access.password} problem={problem('auth.password')} code placeholder="env:PROMETHEUS_PASSWORD" hint={secretHint} onChange={(password) => onChange({ password })} />
          <StoreSecret what={`Password of ${of}`} reference={access.password} onReference={(password) => onChange({ password })} />
        </div>
      ) : null}
      {access.kind === 'bearer' ? (
        <Field label={`Token of ${of}`} value={access.token} problem={problem('auth.token')} code placeholder="file:/run/secrets/token" hint={secretHint} onChange={(token) => onChange({ token })} />
      ) : null}
      {access.kind === 'bearer' ? <StoreSecret what={`Token of ${of}`} reference={access.token} onReference={(token) => onChange({ token })} /> : null}
    </>
  ); // prettier-ignore
}

function Tls({ of, access, problem, onChange }: PartProps) {
  return (
    <>
      <Field
        label={`CA file of ${of}`}
        value={access.caFile}
        problem={problem('caFile')}
        code
        placeholder="as this machine trusts"
        hint="A PEM file, trusted in place of the system's authorities"
        onChange={(caFile) => onChange({ caFile })}
      />
      <div className="access-pair">
        <Field label={`Client certificate for ${of}`} value={access.certFile} problem={problem('certFile')} code placeholder="none" onChange={(certFile) => onChange({ certFile })} />
        <Field label={`Key of it, for ${of}`} value={access.keyFile} problem={problem('keyFile')} code placeholder="none" onChange={(keyFile) => onChange({ keyFile })} />
      </div>
      <label className="environment-protected">
        <input type="checkbox" checked={access.skipVerify} onChange={(event) => onChange({ skipVerify: event.target.checked })} />
        <span>Do not verify the certificate of {of}</span>
      </label>
    </>
  ); // prettier-ignore
}

function Headers({ of, access, problem, onChange }: PartProps) {
  const { headers } = access;
  const set = (at: number, change: Partial<(typeof headers)[number]>): void =>
    onChange({ headers: headers.map((one, index) => (index === at ? { ...one, ...change } : one)) });
  return (
    <fieldset className="variables">
      <legend>Headers sent to {of}</legend>
      {headers.map(({ name, value }, at) => (
        // Rows have no other identity than their place, and are added and taken away one by one.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className="variable">
          <input type="text" className="field-code" aria-label={`Name of header ${at + 1} of ${of}`} placeholder="X-Scope-OrgID" value={name} spellCheck={false} onChange={(event) => set(at, { name: event.target.value })} />
          <input type="text" className="field-code" aria-label={`Value of header ${at + 1} of ${of}`} placeholder="shop, or env:NAME for a secret" value={value} spellCheck={false} onChange={(event) => set(at, { value: event.target.value })} />
          <Button icon="close" kind="quiet" label={`Take header ${name === '' ? at + 1 : name} of ${of} away`} onClick={() => onChange({ headers: headers.filter((_, index) => index !== at) })} />
          {(problem(`headers.${at}.name`) || problem(`headers.${at}.value`)) === '' ? null : <small className="field-problem">{problem(`headers.${at}.name`) || problem(`headers.${at}.value`)}</small>}
        </div>
      ))}
      <p>
        <Button icon="plus" onClick={() => onChange({ headers: [...headers, { name: '', value: '' }] })}>
          Add a header
        </Button>
      </p>
    </fieldset>
  ); // prettier-ignore
}
