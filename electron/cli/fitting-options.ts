// Whether the options that were typed go with each other: one that would be passed over in silence is refused.
import { OpsError } from '#shared/model/ops-error.ts';
import type { CommandSpec } from './commands.ts';

/** @param given the names of the options that were typed. @throws OpsError `bad_input` that says what is allowed */
export function refuseUnfit(
  { name, options, ways, alone, needs = {} }: CommandSpec,
  operands: readonly string[],
  given: readonly string[],
): void {
  // prettier-ignore
  const typed = given.filter((one) => one !== 'help');
  const other = alone !== undefined && typed.includes(alone) ? typed.find((one) => one !== alone) : undefined;
  if (other !== undefined) throw new OpsError('bad_input', `${name} --${alone} is given alone, not with --${other}`);
  for (const [option, needed] of Object.entries(needs)) {
    if (typed.includes(option) && !typed.includes(needed)) throw new OpsError('bad_input', `${name} --${option} is given with --${needed}`); // prettier-ignore
  }
  // A way that there is none of is the command's to refuse.
  const way = operands[0] ?? '';
  const own = ways?.[way];
  if (own === undefined) return;
  const unfit = typed.find((one) => !own.includes(one));
  if (unfit === undefined) return;
  const allowed = Object.keys(options).filter((one) => own.includes(one)).map((one) => `--${one}`); // prettier-ignore
  throw new OpsError('bad_input', `${name} ${way} takes no --${unfit}; it takes ${allowed.join(', ')}`);
}
