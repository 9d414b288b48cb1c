// An environment while it is being written: as the form has it, what is wrong with it, and what is saved. Pure.
import {
  environmentFieldsSchema,
  firstEnvironment,
  type EnvironmentFields,
  type PinnedContext,
} from '#shared/model/environment.ts';
import type { KubeContext } from '#shared/model/kubernetes.ts';
import { accessDraftOf, accessOf, type AccessDraft } from './access-draft.ts';

export interface EnvironmentDraft {
  name: string;
  colour: EnvironmentFields['colour'];
  protected: boolean;
  docker: string;
  /** The context and what it meant when it was chosen; null for none. */
  pin: Omit<PinnedContext, 'namespaces'> | null;
  namespaces: string;
  prometheusUrl: string;
  prometheus: AccessDraft;
  alertmanagerUrl: string;
  alertmanager: AccessDraft;
  vars: { name: string; value: string }[];
}

export function draftOf(environment: EnvironmentFields | null): EnvironmentDraft {
  const fields = environment ?? { ...firstEnvironment, name: '', colour: 'teal' };
  const { kubernetes, docker, prometheusUrl, vars } = fields;
  return {
    name: fields.name,
    colour: fields.colour,
    protected: fields.protected,
    docker: docker ?? '',
    pin: kubernetes === null ? null : { context: kubernetes.context, server: kubernetes.server, caDigest: kubernetes.caDigest }, // prettier-ignore
    namespaces: kubernetes?.namespaces.join(', ') ?? '',
    prometheusUrl: prometheusUrl ?? '',
    prometheus: accessDraftOf(fields.prometheus),
    alertmanagerUrl: fields.alertmanagerUrl ?? '',
    alertmanager: accessDraftOf(fields.alertmanager),
    vars: Object.entries(vars).map(([name, value]) => ({ name, value })),
  };
}

export function fieldsOf(draft: EnvironmentDraft): EnvironmentFields {
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  const named = draft.vars.filter(({ name, value }) => name.trim() !== '' || value !== '');
  return {
    name: draft.name.trim(),
    colour: draft.colour,
    protected: draft.protected,
    docker: orNull(draft.docker),
    kubernetes: draft.pin === null ? null : { ...draft.pin, namespaces: wordsOf(draft.namespaces) },
    prometheusUrl: orNull(draft.prometheusUrl),
    prometheus: accessOf(draft.prometheus),
    alertmanagerUrl: orNull(draft.alertmanagerUrl),
    alertmanager: accessOf(draft.alertmanager),
    vars: Object.fromEntries(named.map(({ name, value }) => [name.trim(), value])),
  };
}

const wordsOf = (text: string): string[] => [...new Set(text.split(/[\s,]+/).filter((word) => word !== ''))];

/** What a context of the kubeconfig means now. */
export const pinOf = ({ name, server, caDigest }: KubeContext): NonNullable<EnvironmentDraft['pin']> => ({
  context: name,
  server,
  caDigest: caDigest ?? null,
});

/**
 * What is wrong, by field: `name`, `docker`, `namespaces`, `prometheusUrl`, `alertmanagerUrl`, `prometheus.caFile` and the
 * like, `vars`, or `var:0` for one of its rows.
 */
export function problemsOf(draft: EnvironmentDraft): Record<string, string> {
  const problems: Record<string, string> = {};
  const put = (field: string, words: string): void => {
    problems[field] ??= words;
  };
  const names = draft.vars.map(({ name }) => name.trim());
  names.forEach((name, at) => {
    if (name === '' && draft.vars[at]?.value !== '') put(`var:${at}`, 'a name is needed');
    else if (name !== '' && names.indexOf(name) < at) put(`var:${at}`, `there is a variable ${name} already`);
  });
  for (const { path, message } of environmentFieldsSchema.safeParse(fieldsOf(draft)).error?.issues ?? []) {
    const [field, sub] = path.map(String);
    if (field === 'kubernetes') put('namespaces', 'a namespace has at most 253 characters, and there are at most 200');
    else if (field === 'prometheus' || field === 'alertmanager') put(`${field}.${path.slice(1).join('.')}`, message);
    else if (field !== 'vars') put(field ?? 'name', message);
    else put(`var:${names.indexOf(sub ?? '')}`, variableWords(sub ?? '', draft));
  }
  return problems;
}

function variableWords(name: string, { vars }: EnvironmentDraft): string {
  const value = vars.find((one) => one.name.trim() === name)?.value ?? '';
  if (value.length > 2_000) return 'a value has at most 2000 characters';
  return 'a name begins with a letter or _ and goes on with letters, digits and _, 64 at most';
}
