// Variables given on the command line, against those the plan has.
import { OpsError } from '#shared/model/ops-error.ts';
import type { Vars } from '#shared/model/plan.ts';
import { notAllowed } from './not-allowed.ts';

/**
 * `NAME=VALUE` each; a value takes the type of the plan's default. Throws OpsError('bad_input') for a variable the plan
 * does not have: it would change nothing, and the run would look as if it had.
 */
export function readVariables(given: readonly string[], planVars: Vars): Record<string, string | number | boolean> {
  const read: Record<string, string | number | boolean> = {};
  for (const each of given) {
    const split = each.indexOf('=');
    if (split < 1) throw new OpsError('bad_input', `--var ${each}: it must be NAME=VALUE`);
    const name = each.slice(0, split);
    if (!Object.hasOwn(planVars, name)) {
      throw new OpsError('bad_input', notAllowed('the plan has no variable', name, Object.keys(planVars)));
    }
    read[name] = typed(name, each.slice(split + 1), planVars[name]);
  }
  return read;
}

function typed(name: string, text: string, like: Vars[string] | undefined): string | number | boolean {
  if (typeof like === 'number') {
    const value = Number(text);
    if (text.trim() !== '' && Number.isFinite(value)) return value;
    throw new OpsError('bad_input', `--var ${name}: the plan has a number there, and ${text || 'nothing'} is none`);
  }
  if (typeof like === 'boolean') {
    if (text === 'true' || text === 'false') return text === 'true';
    throw new OpsError('bad_input', `--var ${name}: it is true or false, not ${text || 'nothing'}`);
  }
  return text;
}

/** Throws OpsError('bad_input') with the plan's phases when one of `wanted` is not among them. */
export function requirePhases(wanted: readonly string[], phaseIds: readonly string[]): void {
  for (const id of wanted) {
    if (!phaseIds.includes(id)) throw new OpsError('bad_input', notAllowed('the plan has no phase', id, phaseIds));
  }
}
