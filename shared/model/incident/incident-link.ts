// What an incident is linked with. Addresses of the web are https only, as a person will click on them.
import { z } from 'zod';

export const linkKinds = ['trigger', 'error', 'run', 'object', 'dashboard', 'incident', 'url'] as const;
export const linkKindSchema = z.enum(linkKinds);
export type LinkKind = z.infer<typeof linkKindSchema>;

export const linkDraftSchema = z.object({
  kind: linkKindSchema,
  /** A key, an id, a fingerprint, or an address. */
  target: z.string().trim().min(1).max(2000),
  title: z.string().max(500).default(''),
});
export type LinkDraft = z.infer<typeof linkDraftSchema>;

export const incidentLinkSchema = linkDraftSchema.extend({ by: z.string(), at: z.number() });
export type IncidentLink = z.infer<typeof incidentLinkSchema>;

/** Why it cannot be linked, in words; null where it can. */
export function linkRefusal({ kind, target }: LinkDraft): string | null {
  if (kind !== 'url') return null;
  const [, scheme, authority = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#\\\s]*)[^\s\p{Cc}]*$/iu.exec(target) ?? [];
  if (scheme === undefined || authority === '') return 'This is no address; give one that begins with https://.';
  if (scheme.toLowerCase() !== 'https') return `An address has to begin with https://, not ${scheme}://.`;
  if (authority.includes('@')) return 'The address holds a name or a password; give it without.';
  return null;
}

export const sameLink = (a: LinkDraft, b: LinkDraft): boolean => a.kind === b.kind && a.target === b.target;

/** Targets of one kind. */
export const linked = (links: readonly LinkDraft[], kind: LinkKind): string[] =>
  links.filter((link) => link.kind === kind).map(({ target }) => target);
