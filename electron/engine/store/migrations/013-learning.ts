// Causes, actions, controls and playbooks.
export const migration = {
  version: 13,
  up: ``,
};
